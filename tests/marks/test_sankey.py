"""Ribbons: both sides on one scale, the lit family on top, names as text."""

from typing import Any

import pytest

from cockpit.marks.element import Element
from cockpit.marks.sankey import HEIGHT, Flow, SankeyEnd, sankey
from cockpit.marks.sankey_places import places

GIVEN = [SankeyEnd("a", "甲", 30, "甲"), SankeyEnd("b", "乙", 10, "乙")]
TAKEN = [SankeyEnd("x", "丙", 25, "丙"), SankeyEnd("y", "丁", 15, "丁")]
FLOWS = [Flow("a", "x", 20, "甲 → 丙"), Flow("a", "y", 10, "甲 → 丁"), Flow("b", "x", 5), Flow("b", "y", 5)]


def drawn(lit: str | None = "x") -> Element:
    return sankey(GIVEN, TAKEN, flows=FLOWS, lit=lit, title="流向", theme="light")


def figure_of(element: Element) -> dict[str, Any]:
    return next(dict(one.figure) for one in element if one.figure is not None)["data"][0]


def test_both_sides_fill_the_height_on_one_scale() -> None:
    left, right, ribbons = places(GIVEN, TAKEN, FLOWS)
    for side in (left, right):
        end, top, _ = side[-1]
        assert side[0][1] == 0
        assert top + end.height == pytest.approx(HEIGHT)
    assert sum(end.height for end, _, _ in left) == pytest.approx(sum(ribbon.width for ribbon in ribbons))


def test_ribbons_lie_side_by_side_at_their_ends() -> None:
    left, _, ribbons = places(GIVEN, TAKEN, FLOWS)
    first, second = (next(r for r in ribbons if (r.flow.source, r.flow.target) == ("a", to)) for to in "xy")
    assert first.leaves == left[0][1]
    assert second.leaves == pytest.approx(first.leaves + first.width)


def test_what_has_no_end_or_no_records_is_not_drawn() -> None:
    _, _, ribbons = places(GIVEN, TAKEN, [Flow("a", "x", 0), Flow("nobody", "x", 3), Flow("a", "y", 1)])
    assert [ribbon.flow.target for ribbon in ribbons] == ["y"]


def test_a_single_end_stands_in_the_middle() -> None:
    _, right, _ = places(GIVEN, [SankeyEnd("x", "丙", 40)], [])
    assert right[0][2] == pytest.approx(HEIGHT / 2)


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    assert places([], [], []) == ([], [], [])


def test_the_figure_has_fixed_places_and_no_labels() -> None:
    figure = figure_of(drawn())
    assert figure["arrangement"] == "fixed"
    assert figure["node"]["label"] == ["", "", "", ""]
    assert all(0 < place <= 1 for place in (*figure["node"]["x"], *figure["node"]["y"]))
    assert figure["node"]["color"].count("#1C4F93") == 1
    assert len(figure["link"]["value"]) == 4


def test_the_lit_family_lies_on_top() -> None:
    figure = figure_of(drawn("y"))
    colours = figure["link"]["color"]
    assert colours == sorted(colours, reverse=True)
    assert colours[-1] == "rgba(151,182,224,1)"
    html = drawn("y").to_html()
    assert html.index('class="flow-band"') < html.index('class="flow-band emphasis"')


def test_nothing_is_lit_without_a_choice() -> None:
    assert "flow-band emphasis" not in drawn(None).to_html()


def test_a_code_may_stand_on_both_sides() -> None:
    others = [SankeyEnd("others", "其他", 5)]
    figure = figure_of(
        sankey(others, others, flows=[Flow("others", "others", 5)], lit="others", title="", theme="dark")
    )
    assert (figure["link"]["source"], figure["link"]["target"]) == ([0], [1])


def test_a_hostile_name_stays_text() -> None:
    hostile = [SankeyEnd("a", "<img src=x>" + "长" * 500, 5, "x")]
    figure = figure_of(
        sankey(hostile, TAKEN, flows=[Flow("a", "x", 5, "<b>%{value}</b>")], lit=None, title="", theme="dark")
    )
    assert figure["node"]["customdata"][0].startswith("&lt;img")
    assert len(figure["node"]["customdata"][0]) < 200
    assert figure["link"]["customdata"] == ["&lt;b&gt;%{value}&lt;/b&gt;"]
    assert figure["link"]["hovertemplate"] == "%{customdata}<extra></extra>"
