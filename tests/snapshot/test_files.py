"""A whole week with all its formats: every number comes back out of every file with the board's value and wording."""

from __future__ import annotations

import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from cockpit.board.addenda import Allowance, Remark, Restatement
from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import SnapshotRefused
from cockpit.marks.element import Element
from cockpit.metrics.number import Number
from cockpit.screens import deck, week
from cockpit.settings import ROOT
from cockpit.snapshot import chromium, faults, report
from cockpit.snapshot.chromium import NoPrinter, printing
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.files import files_of
from cockpit.snapshot.format import FORMATS, in_language
from cockpit.snapshot.formats import deck_pptx, wall_phone_png, wall_png
from cockpit.units import Text
from tests import handmade
from tests.numbers.shown import numbers

pytestmark = pytest.mark.browser
WEEK = Week(2020, 39)


def board_of(week: Week) -> Board:
    made = handmade.board()
    city = {"report": {"zh": "临沂市数据工作周报", "en": "Linyi weekly data report"}, **made.city}
    return replace(made, as_of=week.sunday, scope=made.scope.on(week.sunday), city=city)


def made() -> Edition:
    """With everything that may stand beside the boards."""
    number = Number(20_280_000, "record", as_of=date(2020, 9, 20), provenance="measured")
    restated = Restatement(
        "2020-W38",
        "sharing.records",
        Text("交换记录", "Records exchanged"),
        number,
        replace(number, value=20_390_000),
        member="providers:tax",
        name=Text("市税务局", "Tax Bureau"),
    )
    remark = Remark("王局长", date(2020, 9, 28), Text("证照库下周补齐。", "Licences follow next week."))
    return Edition(WEEK, board_of(WEEK), board_of(Week(2020, 38)), remark=remark, restatements=(restated,))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return made()


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return files_of(edition)


@pytest.fixture(scope="module")
def shown(edition: Edition) -> list[Element]:
    """Every number of the report, as a mark."""
    return marked(edition, "zh")


def marked(edition: Edition, language: str) -> list[Element]:
    return [one for one in report.tree(edition, language) if "data-metric" in one.attributes]


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def packed(text: str) -> str:
    """Without the spaces that a page sets between Chinese and digits."""
    return re.sub(r"\s+", "", text)


def test_a_week_is_all_these_files(files: dict[str, bytes]) -> None:
    assert sorted(files) == [
        "board.json",
        "data-en.xlsx",
        "data.xlsx",
        "deck-en.pptx",
        "deck.pptx",
        "manifest.json",
        "report-en.html",
        "report-en.pdf",
        "report.html",
        "report.pdf",
        "wall-en.png",
        "wall-phone-en.png",
        "wall-phone.png",
        "wall.png",
    ]


def test_the_same_edition_has_the_same_bytes_in_another_process(
    edition: Edition, files: dict[str, bytes], tmp_path: Path
) -> None:
    said = (
        "import sys, pathlib\n"
        "from cockpit.calendar import Week\n"
        "from cockpit.snapshot.edition import Edition\n"
        "from cockpit.snapshot.files import files_of\n"
        "content = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "for name, made in files_of(Edition.from_bytes(content, week=Week(2020, 39))).items():\n"
        "    pathlib.Path(sys.argv[2], name).write_bytes(made)\n"
    )
    (tmp_path / "given.json").write_bytes(edition.to_bytes())
    again = tmp_path / "again"
    again.mkdir()
    elsewhere = {**os.environ, "TZ": "America/Lima", "LANG": "C", "PYTHONHASHSEED": "7"}
    words = [sys.executable, "-c", said, str(tmp_path / "given.json"), str(again)]
    subprocess.run(words, check=True, cwd=ROOT, env=elsewhere, timeout=120)
    assert {path.name: path.read_bytes() == files[path.name] for path in again.iterdir()} == dict.fromkeys(files, True)


def test_what_the_browser_did_before_does_not_show(edition: Edition, files: dict[str, bytes]) -> None:
    with printing() as printer:
        first = FORMATS["wall_phone_png"].write(edition, printer, "zh")
        assert FORMATS["report_pdf"].write(edition, printer, "zh") == files["report.pdf"]
        assert FORMATS["wall_phone_png"].write(edition, printer, "zh") == first == files["wall-phone.png"]


def test_every_number_of_the_report_is_text_of_the_pdf(
    edition: Edition, files: dict[str, bytes], language: str
) -> None:
    file = files[in_language("report.pdf", language)]
    text = packed("".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages))
    shown = marked(edition, language)
    assert len(shown) > 200
    assert [one.text for one in shown if packed(one.text) not in text] == []
    said = week.conclusion(week.compared(edition.board, edition.before))
    assert said is not None and packed(said.plain(language)) in text


def test_the_english_edition_is_english(edition: Edition, files: dict[str, bytes]) -> None:
    read = PdfReader(io.BytesIO(files["report-en.pdf"]))
    assert read.trailer["/Root"]["/Lang"] == "en" and read.metadata is not None
    assert read.metadata.title == "Linyi weekly data report 2020-W39"
    text = "".join(page.extract_text() for page in read.pages)
    assert "Licences follow next week." in text
    assert set(re.findall(r"[\u4e00-\u9fff]", text)) == set("王局长")  # who remarked is called as he is called
    page = files["report-en.html"].decode()
    assert '<html lang="en"' in page and "附录" not in BeautifulSoup(page, "lxml").body.text.partition("(function")[0]
    show = Presentation(io.BytesIO(files["deck-en.pptx"]))
    words = "".join(contents(slide)[0] + slide.notes_slide.notes_text_frame.text for slide in show.slides)
    assert set(re.findall(r"[\u4e00-\u9fff]+", words)) == {"王局长"}
    assert 'lang="en"' in zipfile.ZipFile(io.BytesIO(files["deck-en.pptx"])).read("ppt/slides/slide1.xml").decode()
    book = openpyxl.load_workbook(io.BytesIO(files["data-en.xlsx"]))
    cells = [cell for sheet in book for row in sheet.values for cell in row if isinstance(cell, str)]
    odd = {cell for cell in cells if re.search(r"[\u4e00-\u9fff]", cell)}
    assert odd == {"remark (王局长, 2020-09-28)"}


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


def outline(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        yield from outline(entry) if isinstance(entry, list) else (entry,)


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


def test_every_number_of_the_report_is_in_the_offline_page(files: dict[str, bytes], shown: list[Element]) -> None:
    found = Counter((one.metric, one.member, one.part, one.value, one.text) for one in numbers(files["report.html"]))
    wanted = Counter(
        (*(one.attributes.get(f"data-{name}") for name in ("metric", "member", "part", "value")), one.text)
        for one in shown
    )
    assert found == wanted


def test_every_number_of_the_report_is_a_cell_of_the_workbook(files: dict[str, bytes], shown: list[Element]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"]))
    values = {
        float(cell)
        for sheet in book
        for row in sheet.values
        for cell in row
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    # How far a share is from its goal is reckoned where it is printed: both stand in the sheet.
    kept = [one for one in shown if "data-value" in one.attributes and one.attributes.get("data-part") != "shortfall"]
    wanted = {float(one.attributes["data-value"]) for one in kept}
    assert sorted(value for value in wanted if not any(abs(value - held) < 1e-9 for held in values)) == []


@pytest.fixture(scope="module")
def show(files: dict[str, bytes]) -> Any:
    return Presentation(io.BytesIO(files["deck.pptx"]))


def test_every_slide_says_its_sentence_its_numbers_and_what_they_mean(edition: Edition, show: Any) -> None:
    slides = deck.draw(edition.board, edition.before, deck_pptx.view("zh"))
    assert len(show.slides) == len(slides) >= 10
    for page, slide in zip(show.slides, slides, strict=True):
        sentence = "".join(phrase.text for phrase in slide.sentence)
        assert packed(page.shapes.title.text_frame.text.replace("\v", "")) == packed(sentence)
        assert len(slide.exhibits) <= 2
        text, values = contents(page)
        lost = [one.text for one in deck_pptx.marks(slide) if not held(one, text, values)]
        assert lost == [], slide.name
        notes = page.notes_slide.notes_text_frame.text
        for mark in deck_pptx.marks(slide):
            definition = edition.board.definitions[mark.attributes["data-metric"]]
            assert definition["definition"]["zh"] in notes


def contents(page: Any) -> tuple[str, list[float]]:
    """All text of a slide, and every value of its charts."""
    text, values = [], []
    for shape in page.shapes:
        if shape.has_text_frame:
            text.append(shape.text_frame.text)
        elif shape.has_table:
            text += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_chart:
            texts = shape.chart._chartSpace.xpath(".//a:t")
            text += [one.text for one in texts]
            for series in shape.chart.plots[0].series:
                values += [value for value in series.values if value is not None]
    return packed("\n".join(text)), values


def held(mark: Element, text: str, values: list[float]) -> bool:
    """As words, or as a value of a native chart in one of the scales of the city."""
    if packed(mark.text) in text:
        return True
    exact = mark.attributes.get("data-value")
    scales = (1, 10**4, 10**8)
    return exact is not None and any(abs(value * by - float(exact)) < 1e-4 for value in values for by in scales)


def test_charts_and_tables_of_the_slides_can_be_edited(show: Any) -> None:
    charts = [shape.chart for page in show.slides for shape in page.shapes if shape.has_chart]
    assert len(charts) >= 6 and not [shape for page in show.slides for shape in page.shapes if shape.shape_type == 13]
    for chart in charts:
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        column = [row[1] for row in list(book.active.values)[1:]]
        assert column == pytest.approx(list(chart.plots[0].series[0].values))
    assert sum(shape.has_table for page in show.slides for shape in page.shapes) >= 6


def test_the_package_of_the_slides_holds_what_it_names_and_names_what_it_holds(files: dict[str, bytes]) -> None:
    """What PowerPoint would repair: a part without a type, a relation to nothing, an id twice, half of an axis."""
    for name in ("deck.pptx", "deck-en.pptx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            parts = {f"/{part}": package.read(part) for part in package.namelist()}
        assert len(parts) == len(zipfile.ZipFile(io.BytesIO(files[name])).namelist())
        types = etree.fromstring(parts.pop("/[Content_Types].xml"))
        named = {one.get("PartName") for one in types if one.get("PartName")}
        endings = {one.get("Extension") for one in types if one.get("Extension")}
        assert named <= set(parts) and all(one in named or one.rpartition(".")[2] in endings for one in parts)
        reached: set[str] = set()
        for rels in (one for one in parts if one.endswith(".rels")):
            base = posixpath.dirname(posixpath.dirname(rels))
            ids = []
            for one in etree.fromstring(parts[rels]):
                ids.append(one.get("Id"))
                assert one.get("TargetMode") != "External"
                reached.add(posixpath.normpath(posixpath.join(base, one.get("Target"))))
            assert len(set(ids)) == len(ids)
        assert reached == {one for one in parts if not one.endswith(".rels")}
        for part, content in parts.items():
            if part.startswith("/ppt/slides/") and part.endswith(".xml"):
                shapes = [one.get("id") for one in etree.fromstring(content).iter("{*}cNvPr")]
                assert len(set(shapes)) == len(shapes), part
            if part.startswith("/ppt/charts/") and part.endswith(".xml"):
                chart = etree.fromstring(content)
                axes = [
                    int(one.find("{*}axId").get("val")) for tag in ("{*}catAx", "{*}valAx") for one in chart.iter(tag)
                ]
                crossed = {int(one.get("val")) for one in chart.iter("{*}crossAx")}
                assert min(axes) > 0 and len(set(axes)) == 2 and crossed == set(axes)
                assert chart.find("{*}externalData") is not None


def test_the_slides_have_chinese_faces_in_the_order_of_the_schema_and_no_small_text(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["deck.pptx"])) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
        assert theme.count('<a:ea typeface="Microsoft YaHei"/>') == 2 and "1C4F93" in theme
        for name in package.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                xml = package.read(name).decode()
                assert not re.search(r"<a:latin [^>]*/>(?!<a:ea )", xml)
                assert min(int(size) for size in re.findall(r'sz="(\d+)"', xml)) >= 1200
        moments = {info.date_time for info in package.infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_the_pictures_are_drawn_from_html_that_holds_the_numbers(edition: Edition, files: dict[str, bytes]) -> None:
    for name, module, size in (("wall.png", wall_png, (3840, 2160)), ("wall-phone.png", wall_phone_png, (1080, None))):
        width, height = (int.from_bytes(files[name][at : at + 4]) for at in (16, 20))
        assert width == size[0] and height == (size[1] or height) and height > 1000
        html = module.html(edition, "zh")
        found = Counter((one.metric, one.value, one.text) for one in numbers(html))
        wanted = Counter(
            (one.attributes["data-metric"], one.attributes.get("data-value"), one.text)
            for one in module.screen(edition, "zh")
            if "data-metric" in one.attributes
        )
        assert found == wanted and len(found) >= 8
        assert (
            edition.board.metrics["volumes.records"].value == 601_910_000 and "6.02" in BeautifulSoup(html, "lxml").text
        )
        assert not re.findall(r"(?:src|srcset)=|<link|<script|@import|url\((?!\"?data:)", html)


def test_a_broken_panel_is_noticed_and_sealed_only_with_a_reason(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cockpit.panels.panel import PANELS

    def broken(board: Board, view: Any) -> Element:
        raise ZeroDivisionError

    PANELS.names()
    monkeypatch.setitem(PANELS._things, "quality", replace(PANELS["quality"], draw=broken))
    with pytest.raises(SnapshotRefused, match=r"panel-quality could not be drawn.*--allow"):
        files_of(edition)
    made = files_of(edition, allow="质量数下周补", formats=("report_html",))
    assert "质量数下周补" in made["report.html"].decode() and "带问题封存" in made["report.html"].decode()
    assert '"reason": "质量数下周补"' in made["manifest.json"].decode()
    kept = replace(edition, allowance=Allowance("早已说明", ("panel-quality could not be drawn",)))
    assert faults.accepted(kept) is kept


def test_a_slide_that_fails_is_a_fault(edition: Edition) -> None:
    without = {name: rows for name, rows in edition.board.tables.items() if name != "scenarios"}
    assert "slide-scenarios could not be drawn" in faults.faults(
        replace(edition, board=replace(edition.board, tables=without))
    )


def test_without_a_browser_one_line_names_the_package(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SnapshotRefused, match="Install the package chromium"), printing():
        pass
    monkeypatch.undo()
    monkeypatch.setattr(chromium, "find", lambda: "/bin/false")
    with pytest.raises(SnapshotRefused, match="did not start"), printing():
        pass


def test_a_format_that_prints_must_say_so() -> None:
    with pytest.raises(SnapshotRefused, match="printed=True"):
        NoPrinter().picture("", width=1, height=1)
    assert {one.name for one in FORMATS if one.printed} == {"report_pdf", "wall_png", "wall_phone_png"}
