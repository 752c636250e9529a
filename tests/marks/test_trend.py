"""A line: dates as ISO days, an unknown week as a gap, hostile titles as text."""

from datetime import date, timedelta
from typing import Any

from cockpit.board.board import Point
from cockpit.marks.axis import scale
from cockpit.marks.element import Element
from cockpit.marks.trend import trend


def drawn(values: list[float | None], *, title: str = "近12周", theme: str = "light", zero: bool = True) -> Element:
    last = date(2020, 9, 30)
    points = [
        Point(last - timedelta(days=7 * back), value, "demo")
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
    ]
    return trend(points, scale(values, "record"), title=title, theme=theme, ends=("first", "last"), zero=zero)


def figure_of(element: Element) -> dict[str, Any]:
    return next(dict(one.figure) for one in element if one.figure is not None)


def lines_of(element: Element) -> list[Element]:
    return [one for one in element if one.attributes.get("class") == "line"]


def test_the_figure_holds_iso_days_and_round_lines() -> None:
    figure = figure_of(drawn([17_020_000, 20_280_000, 21_460_000]))
    trace, layout = figure["data"][0], figure["layout"]
    assert trace["x"] == ["2020-09-16", "2020-09-23", "2020-09-30"]
    assert trace["marker"]["size"] == [0, 0, 6]
    assert trace["hovertemplate"] == "%{text}<extra></extra>"
    assert layout["xaxis"]["type"] == "date"
    assert layout["yaxis"]["ticktext"] == ["0", "800", "1,600", "2,400"]


def test_both_themes_draw_in_their_own_colours() -> None:
    light, dark = (figure_of(drawn([1, 2], theme=theme))["data"][0]["line"]["color"] for theme in ("light", "dark"))
    assert (light, dark) == ("#1C4F93", "#86B2EE")


def test_the_html_beneath_holds_the_line_and_both_ends() -> None:
    html = drawn([17_020_000, 21_460_000]).to_html()
    assert "clip-path:polygon(0.0% calc(" in html
    assert "first" in html
    assert "last" in html
    assert "09-23" in html
    assert "<svg" not in html


def test_an_unknown_week_breaks_the_line() -> None:
    assert len(lines_of(drawn([1, 2, None, 4, 5]))) == 2
    assert figure_of(drawn([1, None, 3]))["data"][0]["y"] == [1, None, 3]


def test_nothing_known_draws_only_the_axis() -> None:
    element = drawn([None, None])
    assert lines_of(element) == []
    assert "first" not in element.text
    assert "last" not in element.text


def test_no_points_at_all() -> None:
    assert lines_of(drawn([])) == []


def test_one_point_has_one_label() -> None:
    element = drawn([None, 5])
    assert "last" in element.text
    assert "first" not in element.text


def test_the_first_label_steps_out_of_the_way_of_a_rising_line() -> None:
    assert "end-label under" in drawn([10, 500, 900]).to_html()
    assert "end-label under" not in drawn([900, 905, 910]).to_html()


def test_a_hostile_title_stays_text_and_short() -> None:
    figure = figure_of(drawn([1, 2], title="<b>%{x}</b>" + "x" * 500))
    text = figure["data"][0]["text"][0]
    assert text.startswith("&lt;b&gt;%{x}&lt;/b&gt;")
    assert len(text) < 200
    assert "%{x}" not in figure["data"][0]["hovertemplate"]
