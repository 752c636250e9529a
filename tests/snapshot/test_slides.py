"""The slides of a week: a sentence and its numbers on each, native charts and tables, nothing to be repaired."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR

from cockpit.marks.slide_exhibit import Picture, SlideNumber
from cockpit.screens import deck
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.formats import deck_pptx
from tests.snapshot.whole import contents, packed

pytestmark = pytest.mark.browser


@pytest.fixture
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
        if any(isinstance(one.body, Picture) for one in slide.exhibits):  # its numbers are told in the notes
            text += packed(page.notes_slide.notes_text_frame.text)
        lost = [one.text for one in deck_pptx.marks(slide) if not held(one, text, values)]
        assert lost == [], slide.name
        notes = page.notes_slide.notes_text_frame.text
        for mark in deck_pptx.marks(slide):
            definition = edition.board.definitions[mark.metric]
            assert definition["definition"]["zh"] in notes


def test_the_notes_of_the_last_slide_explain_every_number_that_its_sentence_counts(edition: Edition) -> None:
    view = deck_pptx.view("zh")
    last = deck.draw(edition.board, edition.before, view)[-1]
    notes, titles = deck_pptx.notes(last, edition.board, view), edition.board.definitions.values()
    assert last.sentence[0].text.startswith(f"{len(titles)}项指标")
    assert [
        one["title"]["zh"] for one in titles if f"{one['title']['zh']}：{one['definition']['zh']}" not in notes
    ] == []


def held(mark: SlideNumber, text: str, values: list[float]) -> bool:
    """As words, or as a value of a native chart in one of the scales of the city."""
    if packed(mark.text) in text:
        return True
    exact = mark.value
    scales = (1, 10**4, 10**8)
    return exact is not None and any(abs(value * by - float(exact)) < 1e-4 for value in values for by in scales)


def test_charts_and_tables_of_the_slides_can_be_edited(show: Any) -> None:
    charts = [shape.chart for page in show.slides for shape in page.shapes if shape.has_chart]
    pictures = [shape for page in show.slides for shape in page.shapes if shape.shape_type == 13]
    assert len(charts) >= 6 and len(pictures) == 1  # the one panel that is a figure, which has no native form
    assert pictures[0]._element.nvPicPr.cNvPr.get("descr").startswith("提供部门 × 使用方：")
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


def test_the_last_slide_has_the_codes_of_the_chain_under_its_foot(show: Any, files: dict[str, bytes]) -> None:
    own = hashlib.sha256(files["board.json"]).hexdigest()
    said = f"封存链：本份 {own[:8]} {own[8:16]} {own[16:24]} {own[24:32]}，此前无封存"
    found = [[shape for shape in page.shapes if shape.has_text_frame and "封存链" in shape.text_frame.text]
             for page in show.slides]  # fmt: skip
    assert [len(one) for one in found] == [0] * (len(found) - 1) + [1]
    (line,) = found[-1]
    assert line.text_frame.text == said and line.top + line.height <= show.slide_height


def test_what_is_noted_on_the_first_slide_stands_in_one_box_on_its_foot(show: Any) -> None:
    boxes = [shape.text_frame for shape in show.slides[0].shapes if shape.has_text_frame]
    (noted,) = [box for box in boxes if "证照库下周补齐" in box.text]
    assert [line.text for line in noted.paragraphs] == ["附言（王局长）：证照库下周补齐。"]
    assert noted.vertical_anchor == MSO_ANCHOR.BOTTOM  # a long one grows upwards and covers nothing
