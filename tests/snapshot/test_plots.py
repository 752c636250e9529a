"""Figures of panels' own in files: as shapes where something draws them, else as their tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdf
import pytest
from pptx import Presentation

from cockpit.marks.element import Element, PlotElement, el
from cockpit.panels.panel import draw
from cockpit.panels.view import Surface, View
from cockpit.screens.slide import Slide, plain, with_figure
from cockpit.snapshot import plots, report
from cockpit.snapshot.chromium import NoPrinter, printing
from cockpit.snapshot.print_document import document
from cockpit.snapshot.slides import painted, presentation
from tests import handmade

BOARD = handmade.board()
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="main-svg" width="400" '
    'height="200"><defs/><image xlink:href="data:image/png;base64,A"/><text xml:space="preserve">市人社局</text></svg>'
)


class Draws(NoPrinter):
    """Draws every figure as the same shapes, and remembers in which document."""

    def __init__(self) -> None:
        self.html = ""

    def plots(self, html: str, figures: Sequence[dict[str, Any]], *, width: int, height: int) -> Sequence[str | None]:
        self.html = html
        return [SVG for _ in figures]


def page(language: str = "zh") -> Element:
    return el("div", draw("flow_matrix", BOARD, View(Surface.REPORT, language=language)), class_="report")


def drawn(printer: NoPrinter) -> Element:
    return plots.drawn(page(), printer, view=View(Surface.REPORT), sheets=report.SHEETS, size=report.PAGE)


def test_a_figure_stands_as_shapes_with_its_name_over_the_table_that_is_heard() -> None:
    made = drawn(Draws())
    svg = next(one for one in made if one.tag == "svg")
    assert svg.attributes["viewBox"] == "0 0 400 200" and svg.attributes["aria-label"].startswith("提供部门 × 使用方：")
    assert '<image href="data:image/png;base64,A"></image>' in made.to_html()
    assert "data-failed" not in made.to_html() and "data-label" not in made.to_html() and "<table>" in made.to_html()


def test_the_fonts_of_the_page_hold_what_only_the_figure_says() -> None:
    printer = Draws()
    box = PlotElement("div", {"data-own": ""}, (), {"data": [{"name": "鑫"}], "layout": {}})
    plots.drawn(box, printer, view=View(Surface.REPORT), sheets=("tokens.css",), size=(100, 100))
    assert "鑫" in printer.html


def test_without_a_printer_and_where_one_fails_the_table_stands() -> None:
    made = drawn(NoPrinter())
    assert next(one for one in made if "data-own" in one.attributes).attributes["data-failed"] == ""
    assert not [one for one in made if one.tag == "svg"]


def test_what_has_no_figure_is_left_as_it_is() -> None:
    plain_page = el("p", "text")
    assert plots.drawn(plain_page, NoPrinter(), view=View(Surface.REPORT), sheets=(), size=(1, 1)) is plain_page


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper_and_slides_hold_the_figure_twice_the_same(language: str) -> None:
    view = View(Surface.REPORT, language=language)
    slide = with_figure("flow_matrix", BOARD, view)
    with printing() as printer:
        made = [
            plots.drawn(page(language), printer, view=view, sheets=report.SHEETS, size=report.PAGE).to_html()
            for _ in range(2)
        ]
        html = document(
            plots.drawn(page(language), printer, view=view, sheets=report.SHEETS, size=report.PAGE),
            title="",
            view=view,
            sheets=report.SHEETS,
            printed=True,
        )
        pdf = printer.pdf(html)
        shown = painted([slide], lambda one, wide, high: plots.painted(one, printer, view=view, wide=wide, high=high))
        broken = PlotElement("div", {"class": "plot", "data-own": ""}, (), {"data": [{"type": "bar"}], "layout": 3})
        failed = plots.drawn(broken, printer, view=view, sheets=(), size=(100, 100))
    assert made[0] == made[1] and made[0].count("<svg ") == 1
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert view.say("市人社局", "Human Resources") in text and view.say("136", "1.36") in text
    assert failed.attributes["class"] == "plot"
    picture = pictures(shown, language)
    assert picture is not None and picture.image.content_type == "image/png"
    assert view.tell(BOARD.tables["flows"][0].short).split(" ")[0] in picture._element.nvPicPr.cNvPr.get("descr")


def test_a_slide_without_a_printer_has_the_table() -> None:
    view = View(Surface.REPORT)
    shown = painted([with_figure("flow_matrix", BOARD, view)], lambda *_: None)
    assert pictures(shown, "zh") is None


def pictures(slides: Sequence[Slide], language: str) -> Any:
    said = [Slide(one.name, plain("x"), one.exhibits) for one in slides]
    content = presentation(said, [""], title="", days="", bureau="", foot="", language=language)
    shapes = list(Presentation(io.BytesIO(content)).slides[0].shapes)
    assert any(one.has_table for one in shapes) != any(one.shape_type == 13 for one in shapes)
    return next((one for one in shapes if one.shape_type == 13), None)
