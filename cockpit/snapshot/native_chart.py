"""Native charts of PowerPoint: bars, columns and lines in the cockpit's colours, with the sheet behind them."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.util import Cm, Pt

from cockpit.marks.chart import ChartKind
from cockpit.marks.slide_exhibit import SlideChart
from cockpit.snapshot import drawingml
from cockpit.snapshot.powerpoint import BODY, NOTE, Place, colour, run

KINDS = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
}
FILLS = {"hi": "accent", "done": "c_muted", "warn": "warn_fill"}


def chart(page: Any, body: SlideChart, place: Place, *, name: str, demo: bool = False) -> None:
    left, top, width, height = place
    data: Any = CategoryChartData(number_format=body.number_format)  # type: ignore[no-untyped-call]
    data.categories = [bar.name for bar in body.bars]
    data.add_series(f"{name} {body.scale.label}".strip(), [body.scaled(bar.value) for bar in body.bars])
    frame = page.shapes.add_chart(KINDS[body.kind], Cm(left), Cm(top), Cm(width), Cm(height), data)
    frame.name = name
    made = frame.chart
    drawingml.numbered(made._chartSpace)
    made.has_legend = made.has_title = False
    made.font.size, made.font.color.rgb = Pt(BODY), colour("text_2")
    drawingml.faces(made.font._rPr)
    _axes(made, body)
    series = made.plots[0].series[0]
    if body.kind == ChartKind.LINE:
        _line(series, body)
    else:
        made.plots[0].gap_width = 55
        for at, bar in enumerate(body.bars):
            _fill(series.points[at].format, None if demo and bar.role == "warn" else bar.role)
            if bar.days:
                _outlined(series.points[at].format)
    _labels(made.plots[0], series, body)


def _axes(chart: Any, body: SlideChart) -> None:
    across, up = chart.category_axis, chart.value_axis
    up.visible, up.has_major_gridlines, up.minimum_scale = False, False, body.scaled(body.low)
    across.has_major_gridlines = False
    across.format.line.color.rgb = colour("line_2")
    across.major_tick_mark = XL_TICK_MARK.NONE
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.tick_labels.font.size = Pt(NOTE if body.kind != ChartKind.BAR else BODY)
    if body.kind != ChartKind.BAR:
        # First and last day are enough, as everywhere.
        drawingml.labelled_each(across._element, step=max(len(body.bars) - 1, 1))
    if body.kind == ChartKind.BAR:
        across.reverse_order = True
        across.format.line.fill.background()


def _fill(place: Any, role: str | None) -> None:
    """Bars follow the state: solid, hatched, outlined."""
    if role == "doing":
        place.fill.patterned()
        place.fill.pattern = MSO_PATTERN_TYPE.DARK_UPWARD_DIAGONAL
        place.fill.fore_color.rgb, place.fill.back_color.rgb = colour("accent_2"), colour("surface_1")
    elif role == "want":
        place.fill.background()
        place.line.color.rgb, place.line.width = colour("line_2"), Pt(1)
    else:
        place.fill.solid()
        place.fill.fore_color.rgb = colour(FILLS.get(role or "", "accent_2"))


def _outlined(place: Any) -> None:
    """Of a period of which days are missing: as on the wall."""
    place.fill.background()
    place.line.color.rgb, place.line.width = colour("accent"), Pt(2)


def _line(series: Any, body: SlideChart) -> None:
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour("accent"), Pt(2.25)
    series.marker.size = 6
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour("accent")
    series.marker.format.line.color.rgb = colour("accent")
    for at, bar in enumerate(body.bars):
        if bar.days:
            point = series.points[at]
            point.format.line.color.rgb, point.format.line.width = colour("accent"), Pt(2.25)
            point.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
            point.marker.format.fill.solid()
            point.marker.format.fill.fore_color.rgb = colour("surface_1")


def _labels(plot: Any, series: Any, body: SlideChart) -> None:
    """Every bar says its value; of a line or of wide columns only those say it that have room, as on the wall.

    What carries a qualifier is written as it was published.
    """
    place = XL_LABEL_POSITION.ABOVE if body.kind == ChartKind.LINE else XL_LABEL_POSITION.OUTSIDE_END
    if body.kind == ChartKind.LINE or body.crowded:
        for at in body.ends:
            _label(series.points[at], body.bars[at].said, position=place)
        return
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = body.number_format, False
    labels.position = place
    labels.show_value = True
    labels.font.size, labels.font.color.rgb = Pt(BODY), colour("text_1")
    for at, bar in enumerate(body.bars):
        if bar.shown.number.spoken or bar.days:
            _label(series.points[at], bar.said, position=place)


def _label(point: Any, said: str, *, position: Any) -> None:
    run(point.data_label.text_frame.paragraphs[0], said, size=BODY, role="text_1")
    point.data_label.position = position
