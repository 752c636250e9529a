"""The PDF of a week: every number as text, two pages and an annex, tagged, with its fonts inside."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from cockpit.screens import report_pages
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import in_language
from tests.snapshot.whole import WEEK, board_of, marked, outline, packed

pytestmark = pytest.mark.browser


def test_every_number_of_the_report_is_text_of_the_pdf(
    edition: Edition, files: dict[str, bytes], language: str
) -> None:
    file = files[in_language("report.pdf", language)]
    text = packed("".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages))
    shown = marked(edition, language)
    assert len(shown) > 200
    assert [one.text for one in shown if packed(one.text) not in text] == []
    said = report_pages.conclusion(report_pages.compared(edition.board, edition.before))
    assert said is not None and packed(said.plain(language)) in text


def test_the_pdf_is_two_pages_and_an_annex_tagged_with_an_outline(files: dict[str, bytes]) -> None:
    read = PdfReader(io.BytesIO(files["report.pdf"]))
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in read.pages}
    assert sizes == {(842, 595)} and 4 <= len(read.pages) <= 9
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] and read.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    titles = [entry.title for entry in outline(read.outline)]
    assert any("对账" in title for title in titles) and "指标口径" in titles
    assert next(at for at, page in enumerate(read.pages) if "附录" in packed(page.extract_text())) == 2
    assert read.metadata is not None and read.metadata.creation_date == board_of(WEEK).clock
    assert read.metadata.title == "临沂市数据工作周报 2020-W39"


def test_every_font_of_the_pdf_is_inside_it_as_a_font_and_not_as_drawings(files: dict[str, bytes]) -> None:
    names = set()
    for page in PdfReader(io.BytesIO(files["report.pdf"])).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            assert (font["/Subtype"], inner["/Subtype"]) == ("/Type0", "/CIDFontType2")
            assert "/ToUnicode" in font and "/FontFile2" in inner["/FontDescriptor"].get_object()
            names.add(str(font["/BaseFont"]).partition("+")[2])
    assert names == {"CockpitSans-Regular", "CockpitSans-Bold", "CockpitSerif-Bold"}


def test_what_stands_beside_the_boards_is_printed(files: dict[str, bytes]) -> None:
    text = packed("".join(page.extract_text() for page in PdfReader(io.BytesIO(files["report.pdf"])).pages))
    for said in ("证照库下周补齐。", "王局长", "更正", "2,028万条", "2,039万条", "市税务局"):
        assert said in text, said
