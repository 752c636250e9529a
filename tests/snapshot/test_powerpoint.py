"""Charts of slides: a week of which days are missing looks so there as well, and says how many are there."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_MARKER_STYLE

from cockpit.board.records import Point
from cockpit.marks.chart import ChartKind
from cockpit.marks.week_chart import weeks
from cockpit.metrics.coverage import Coverage
from cockpit.metrics.expected_band import Expected
from cockpit.snapshot.powerpoint import chart

DAY = date(2020, 9, 30)


def drawn(kind: ChartKind, coverage: Coverage) -> Any:
    show = Presentation()
    page = show.slides.add_slide(show.slide_layouts[6])
    points = [Point(DAY - timedelta(days=7), 2130, "demo"), Point(DAY, 1605, "demo", coverage)]
    body = weeks("opening.downloads", points, "download", "zh", kind=kind)
    chart(page, body, (1, 1, 10, 5), name="下载")
    return next(shape.chart for shape in page.shapes if shape.has_chart).plots[0].series[0]


@pytest.mark.parametrize("kind", [ChartKind.COLUMN, ChartKind.LINE])
def test_what_was_expected_is_two_thin_lines_with_numbers_of_their_own(kind: ChartKind) -> None:
    show = Presentation()
    page = show.slides.add_slide(show.slide_layouts[6])
    bands = (Expected(8, 2000, 2200), Expected(3), Expected(8, 2010.5, 2190))
    points = [Point(DAY - timedelta(days=7 * (2 - at)), 2130, "demo", expected=band) for at, band in enumerate(bands)]
    chart(page, weeks("opening.downloads", points, "download", "zh", kind=kind), (1, 1, 10, 5), name="下载")
    held = io.BytesIO()
    show.save(held)
    made = next(shape.chart for shape in Presentation(held).slides[0].shapes if shape.has_chart)
    assert [len(plot.series) for plot in made.plots] == ([1, 2] if kind is ChartKind.COLUMN else [3])
    low, high = list(made.series)[1:]
    assert (low.name, low.values) == ("预期下限", (2000, None, 2010.5))
    assert (high.name, high.values) == ("预期上限", (2200, None, 2190))
    assert [one.marker.style for one in (low, high)] == [XL_MARKER_STYLE.NONE] * 2


def texts(series: Any) -> list[str]:
    return [one.text for one in series._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]


def test_a_column_of_a_part_of_a_week_is_outlined_and_labelled() -> None:
    series = drawn(ChartKind.COLUMN, Coverage(due=7, there=5))
    assert [series.points[at].format.fill.type for at in (0, 1)] == [1, 5]  # solid, none
    assert texts(series) == ["2,130", "1,605  5/7天"]
    assert drawn(ChartKind.COLUMN, Coverage(due=7, there=7)).points[1].format.fill.type == 1


@pytest.mark.parametrize(("there", "dashed"), [(5, True), (7, False)])
def test_the_line_to_a_part_of_a_week_is_dashed_and_its_point_is_hollow(there: int, dashed: bool) -> None:
    series = drawn(ChartKind.LINE, Coverage(due=7, there=there))
    assert ("prstDash" in series.points[1]._element.xml) is dashed
    assert ("5/7天" in "".join(texts(series))) is dashed
