"""PowerPoint as it is written: text, rules, cells and native charts in the cockpit's colours and faces."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from cockpit.marks.chart import ChartKind
from cockpit.marks.slide_exhibit import SlideChart
from cockpit.snapshot import drawingml
from cockpit.snapshot.print_document import TAGS

Place = tuple[float, float, float, float]
"""Left, top, width and height in centimetres."""

PLAIN_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
BODY, NOTE = 14, 12
KINDS = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
}
FILLS = {"hi": "accent", "done": "c_muted", "warn": "warn_fill"}


class Show:
    """A presentation with one layout, a title, in the cockpit's theme; the library's other ten have another shape."""

    def __init__(self, *, width: float, height: float, title: Place, language: str) -> None:
        self._language = TAGS[language]
        self._show: Any = Presentation()
        self._show.slide_width, self._show.slide_height = Cm(width), Cm(height)
        layouts = self._show.slide_layouts
        for layout in list(layouts):
            if layout.name != "Title Only":
                layouts.remove(layout)
        for owner in (self._show.slide_master, layouts[0]):
            for shape in list(owner.placeholders):
                if shape.placeholder_format.idx != 0:
                    shape._element.getparent().remove(shape._element)
                else:
                    shape.left, shape.top, shape.width, shape.height = (Cm(one) for one in title)
        drawingml.own(self._show.part)

    def page(self, note: str) -> Any:
        page = self._show.slides.add_slide(self._show.slide_layouts[0])
        page.notes_slide.notes_text_frame.text = note
        return page

    def saved(self, *, title: str, author: str) -> bytes:
        """The file as the library writes it; dates and order are fixed afterwards."""
        said = self._show.core_properties
        said.title, said.author, said.language = title, author, self._language
        for slide in self._show.slides:
            for properties in slide._element.iter(f"{{{drawingml.A}}}rPr"):
                properties.set("lang", self._language)
        held = io.BytesIO()
        self._show.save(held)
        return held.getvalue()


def heading(shape: Any) -> Any:
    """The paragraph of a title."""
    return _bare(shape.text_frame, right=False)


def text(page: Any, place: Place, *, right: bool = False) -> Any:
    """The paragraph of a new text box."""
    return _bare(page.shapes.add_textbox(*(Cm(one) for one in place)).text_frame, right=right)


def standing(page: Any, place: Place, many: int) -> list[Any]:
    """Paragraphs of one text box that stand on its foot: a long one pushes those above it up."""
    frame = page.shapes.add_textbox(*(Cm(one) for one in place)).text_frame
    first = _bare(frame, right=False)
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    return [first, *(frame.add_paragraph() for _ in range(many - 1))]


def _bare(frame: Any, *, right: bool) -> Any:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    return frame.paragraphs[0]


def grid(page: Any, place: Place, *, down: int, across: int, shares: list[float] | None = None) -> Any:
    """A native table without a style of its own."""
    left, top, width, height = place
    made = page.shapes.add_table(down, across, Cm(left), Cm(top), Cm(width), Cm(height)).table
    made._tbl.tblPr.find(f"{{{drawingml.A}}}tableStyleId").text = PLAIN_GRID
    made.horz_banding = False
    for row in made.rows:
        row.height = Cm(height / down)
    for column, share in zip(made.columns, shares or [1 / across] * across, strict=True):
        column.width = Cm(width * share)
    return made


def tile(place: Any, name: str, said: str, *, tint: int) -> None:
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_left = place.margin_right = Cm(0.05)  # a name of nine letters needs all of it
    role = "surface_1" if tint >= 4 else "text_1"
    first, second = place.text_frame.paragraphs[0], place.text_frame.add_paragraph()
    for line, words, bold in ((first, name, False), (second, said, True)):
        line.alignment = PP_ALIGN.CENTER
        small = NOTE if words.isascii() and len(words) > 8 else BODY
        run(line, words, size=small + 2 * bold, bold=bold, role=role)
    drawingml.bordered(place._tc, sides=drawingml.SIDES, role="surface_1", width_pt=2)
    if tint:
        wash(place, f"seq_{tint}")


def wash(place: Any, role: str) -> None:
    place.fill.solid()
    place.fill.fore_color.rgb = colour(role)


def chart(page: Any, body: SlideChart, place: Place, *, name: str, demo: bool = False) -> None:
    left, top, width, height = place
    data: Any = CategoryChartData(number_format=body.number_format)  # type: ignore[no-untyped-call]
    data.categories = [bar.name for bar in body.bars]
    data.add_series(f"{name} {body.scale.label}".strip(), [body.scaled(bar.value) for bar in body.bars])
    edges = [edge for side in (0, 1) if (edge := body.band(side))]
    for said, edge in zip(body.edges, edges, strict=False):
        data.add_series(said, edge)
    frame = page.shapes.add_chart(KINDS[body.kind], Cm(left), Cm(top), Cm(width), Cm(height), data)
    frame.name = name
    made = frame.chart
    drawingml.numbered(made._chartSpace)
    made.has_legend = made.has_title = False
    made.font.size, made.font.color.rgb = Pt(BODY), colour("text_2")
    drawingml.faces(made.font._rPr)
    _axes(made, body)
    series = made.plots[0].series[0]
    if edges:
        drawingml.thin_lines(made._chartSpace, role="c_muted")
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
        if bar.shown.number.qualifier or bar.days:
            _label(series.points[at], bar.said, position=place)


def _label(point: Any, said: str, *, position: Any) -> None:
    run(point.data_label.text_frame.paragraphs[0], said, size=BODY, role="text_1")
    point.data_label.position = position


def rule(
    page: Any,
    top: float,
    role: str,
    *,
    left: float,
    width: float,
    thick: float = 0.75,
    dashed: bool = False,
) -> None:
    line = page.shapes.add_connector(1, Cm(left), Cm(top), Cm(left + width), Cm(top))
    drawingml.unstyled(line._element)
    line.line.color.rgb, line.line.width = colour(role), Pt(thick)
    if dashed:
        line.line.dash_style = MSO_LINE_DASH_STYLE.DASH


def badge(page: Any, right: float, top: float, *, wide: float, said: str) -> None:
    shape = page.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Cm(right - wide), Cm(top), Cm(wide), Cm(0.7))
    drawingml.unstyled(shape._element)
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = colour("text_3"), Pt(0.75)
    shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    run(frame.paragraphs[0], said, size=NOTE, role="text_3")


def run(line: Any, said: str, *, size: int, role: str, bold: bool = False) -> None:
    run = line.add_run()
    run.text = said
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour(role)
    drawingml.faces(run._r.get_or_add_rPr())


def colour(role: str) -> Any:
    return RGBColor.from_string(drawingml.rgb(role))  # type: ignore[no-untyped-call]


def cell(
    place: Any,
    said: str,
    *,
    right: bool,
    role: str,
    under: str,
    size: int = BODY,
    bold: bool = False,
    indent: float = 0,
) -> None:
    place.margin_left, place.margin_right = Cm(0.15 + indent), Cm(0.15)
    place.margin_top = place.margin_bottom = 0
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    line = place.text_frame.paragraphs[0]
    line.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run(line, said, size=size, bold=bold, role=role)
    place.fill.background()
    drawingml.bordered(place._tc, sides=("lnB",), role=under)
