"""PowerPoint as it is written: text, rules and cells in the cockpit's colours and faces."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from cockpit.snapshot import drawingml
from cockpit.snapshot.print_document import TAGS

Place = tuple[float, float, float, float]
"""Left, top, width and height in centimetres."""

PLAIN_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
BODY, NOTE = 14, 12
FOREIGN = ("/thumbnail", "/printerSettings")
APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>City cockpit</Application></Properties>"
)


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
        _own(self._show.part)

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


def _own(presentation: Any) -> None:
    """The theme in the cockpit's colours; the library's thumbnail, printer and application are not ours."""
    package = presentation.package
    for relations in (package._rels, presentation._rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(FOREIGN)]:
            relations.pop(name)
    for part in package.iter_parts():
        if "/theme/" in str(part.partname):
            part._blob = drawingml.theme(part.blob)
        elif str(part.partname) == "/docProps/app.xml":
            part._blob = APPLICATION


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
