"""What was expected lies behind a course, holidays are named, and what lies outside is marked and read out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.board.board import Point
from cockpit.marks.axis import axis, scale
from cockpit.marks.expected_mark import HolidaySpan, band_runs, continued, expected_words, holiday_spans, outside
from cockpit.marks.sparkline import course as small_course
from cockpit.marks.theme import Theme
from cockpit.marks.trend import trend
from cockpit.marks.trend_figure import figure
from cockpit.marks.weekly_bars import columns
from cockpit.metrics.coverage import Coverage
from cockpit.metrics.expected_band import Expected
from cockpit.units import Text

FIRST = date(2020, 8, 2)
NATIONAL, AUTUMN = Text("国庆节", "National Day"), Text("中秋节", "Mid-Autumn Festival")
BAND = Expected(8, 90, 110)


def course(*expected: Expected | None, values: tuple[float, ...] | None = None) -> list[Point]:
    numbers = values or (100,) * len(expected)
    return [
        Point(FIRST + timedelta(days=7 * at), value, "measured", None, one)
        for at, (one, value) in enumerate(zip(expected, numbers, strict=True))
    ]


def test_a_band_breaks_where_none_is_known() -> None:
    runs = band_runs(course(BAND, BAND, Expected(3), BAND, BAND, None, BAND))
    assert [[at for at, _, _ in run] for run in runs] == [[0, 1], [3, 4]]


def test_a_holiday_of_two_weeks_is_one_span() -> None:
    two = Expected(0, holiday=NATIONAL)
    spans = holiday_spans(course(BAND, Expected(0, holiday=AUTUMN), two, two, BAND, two))
    assert spans == [HolidaySpan(1, 1, AUTUMN), HolidaySpan(2, 3, NATIONAL), HolidaySpan(5, 5, NATIONAL)]


def test_only_a_whole_week_outside_of_eight_like_ones_is_marked() -> None:
    points = course(BAND, Expected(7, 90, 110), BAND, BAND, values=(80, 80, 100, 80))
    points[3] = Point(points[3].day, 80, "measured", Coverage(due=7, there=5), BAND)
    assert outside(points) == [0]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "80，国庆节，在预期区间之外"), ("en", "80, National Day, outside the expected range")]
)
def test_what_is_drawn_is_read_out(language: str, said: str) -> None:
    (point,) = course(Expected(8, 90, 110, NATIONAL), values=(80,))
    assert expected_words(point, "80", language) == said
    assert expected_words(course(BAND)[0], "100", language) == "100"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trend_draws_band_holiday_sign_and_key_before_and_after_it_is_live(language: str) -> None:
    points = course(BAND, BAND, Expected(2, 50, 150, NATIONAL), BAND, values=(100, 80, 60, 100))
    drawn = trend(points, scale([100], "record"), title="t", theme=Theme.LIGHT, ends=("a", "b"), language=language)
    html = drawn.to_html()
    assert html.count('class="expected"') == html.count('class="holiday"') == html.count('class="outside"') == 1
    assert NATIONAL[language] in html and {"zh": "预期区间", "en": "expected range"}[language] in html


def test_a_live_trend_has_the_same_band_and_holidays() -> None:
    points = course(BAND, BAND, Expected(2, 50, 150, NATIONAL), BAND)
    drawn = trend(points, scale([100], "record"), title="t", theme=Theme.LIGHT, ends=("a", "b"))
    made = next(one.figure for one in drawn if one.figure is not None)
    band, line = made["data"]
    assert (band["fill"], band["y"]) == ("toself", [110, 110, 150, 110, 90, 50, 90, 90])
    assert line["mode"] == "lines+markers"
    (shape,) = made["layout"]["shapes"]
    assert (shape["x0"], shape["x1"]) == ("2020-08-12T12:00:00", "2020-08-19T12:00:00")


def test_a_course_without_bands_is_drawn_as_before() -> None:
    html = trend(course(None, None), scale([100], "record"), title="t", theme=Theme.LIGHT, ends=("a", "b")).to_html()
    assert not any(name in html for name in ("expected", "holiday", "outside", "band-key"))


def test_a_column_stands_before_its_band_and_says_its_holiday() -> None:
    points = course(BAND, Expected(2, 40, 60, NATIONAL), values=(100, 50))
    drawn = columns("opening.downloads", points, "download", "zh", label="下载")
    assert drawn is not None
    html = drawn.to_html()
    # 90 to 110 and 40 to 60, of which 110 is the highest: one stripe in two steps, each half as wide as the drawing
    corners = (
        (0, 1),
        (50, 1),
        (50, 60 / 110),
        (100, 60 / 110),
        (100, 40 / 110),
        (50, 40 / 110),
        (50, 90 / 110),
        (0, 90 / 110),
    )
    edge = ",".join(f"{x:.2f}% calc(100% - 100% * var(--top, 1) * {part:.4f})" for x, part in corners)
    assert f'class="expected" style="clip-path:polygon({edge})"' in html and html.count('class="expected"') == 1
    assert ">预期区间<" in html
    assert 'class="emphasis end holiday"' in html and "国庆节" in html


def test_the_band_goes_on_by_a_week_that_has_no_date_and_no_value() -> None:
    points = continued(course(BAND, BAND), Expected(2, 40, 60, NATIONAL))
    assert [(point.day, point.value) for point in points[-1:]] == [(points[1].day + timedelta(days=7), None)]
    drawn = trend(points, scale([100], "record"), title="t", theme=Theme.LIGHT, ends=("a", "b"))
    html = drawn.to_html()
    assert ">08-09<" in html and ">08-16<" not in html
    assert (
        'class="last-day number" style="left:50.0%"' in html and 'class="end-label emphasis" style="left:100.0%' in html
    )
    assert 'class="holiday-name end"' in html
    scaled = scale([100], "record")
    made = figure(points, scaled, lines=axis([100], scaled), title="t", theme=Theme.LIGHT)["layout"]["xaxis"]
    assert (made["range"][1][5:], made["tickvals"][1][5:]) == ("08-16", "08-09")


def test_a_small_course_has_its_band_behind_it_and_names_its_holiday() -> None:
    drawn = small_course((100, 110, 120), label="下载", expected=(BAND, BAND, Expected(2, 115, 125, NATIONAL)))
    assert drawn is not None
    html = drawn.to_html()
    assert 'aria-label="下载，国庆节"' in html and html.count('class="holiday"') == 1
    # 90 and 110 of 100 to 120, cut at the foot: 96 % is the lowest value, 8 % the highest
    assert 'class="expected" style="clip-path:polygon(0.0% 52.0%,50.0% 52.0%,100.0% 0.0%,' in html
