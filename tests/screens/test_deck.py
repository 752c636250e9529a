"""Slides, annex and phone picture: whatever is known, nothing breaks, and no invented number stands in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.board.board import Board
from cockpit.metrics.subject import areas
from cockpit.panels import panel
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import annex, deck, phone, report_pages, slide_table
from tests import handmade

BOARDS = [handmade.board, handmade.nothing, handmade.empty, handmade.all_demo, handmade.source_lost]
REPORT = View("report")


def before(board: Board) -> Board:
    return replace(board, as_of=board.as_of - timedelta(days=7))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
def test_every_slide_has_one_sentence_and_at_most_two_exhibits(make, language: str) -> None:
    board = make()
    slides = deck.draw(board, before(board), View("report", language=language))
    assert len(slides) == len(deck.SLIDES)
    for slide in slides:
        assert slide.broken == ()
        assert "".join(phrase.text for phrase in slide.sentence).strip()
        assert len(slide.exhibits) <= 2


def test_where_everything_is_invented_no_sentence_has_a_number_of_it() -> None:
    board = replace(handmade.all_demo(), headline={})
    for slide in deck.draw(board, before(board), REPORT):
        said = "".join(phrase.text for phrase in slide.sentence)
        if slide.name in ("changes", "told", "growth", "flows", *(one.name for one in areas())):
            assert said.endswith("只有演示数据，不作结论") or not any(one.isdigit() for one in said), slide.name


def test_a_chart_shows_what_is_published_with_its_qualifier_and_its_state() -> None:
    slides = {slide.name: slide for slide in deck.draw(handmade.board(), None, REPORT)}
    bars = {bar.name: bar for bar in slides["sharing"].exhibits[0].body.bars}
    assert (bars["精准扶贫"].shown.text, bars["精准扶贫"].value) == ("约6,000万", 60_000_000)
    assert (bars["信用临沂"].role, bars["市纪委"].role) == ("doing", "want")
    tiles = slides["opening"].exhibits[0].body.tiles
    assert len(tiles) == 15 and (tiles[0].row, tiles[0].column) != (tiles[1].row, tiles[1].column)


def test_a_slide_that_fails_leaves_the_others_alone() -> None:
    board = handmade.board()
    without = replace(board, tables={name: rows for name, rows in board.tables.items() if name != "scenarios"})
    broken = [slide for slide in deck.draw(without, None, REPORT) if slide.broken]
    assert [slide.broken for slide in broken] == [("panel-sharing_area",), ("slide-scenarios",)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
@pytest.mark.parametrize("name", slide_table.FORMS)
def test_a_table_on_a_slide_says_what_the_report_shows(name: str, make, language: str) -> None:
    """Every cell, the sign of an exception apart, which is no text in the report."""
    board, view = make(), View("report", language=language)
    drawn = next((one for one in panel.draw(name, board, view) if one.tag == "table"), None)
    table = slide_table.table(name, PANELS[name].data(board), view)
    if drawn is None or table is None:
        assert drawn is None and table is None
        return
    head, *lines = [one for one in drawn if one.tag == "tr"]
    assert list(table.titles) == [one.text for one in head.children]
    assert [[plain(cell.said()) for cell in line.cells] for line in table.lines] == [
        [plain(cell.text) for cell in line.children] for line in lines
    ]
    numbers = {(one.metric, one.value) for line in table.lines for cell in line.cells for one in cell.numbers}
    marks = [one.attributes for one in drawn if "data-metric" in one.attributes]
    drawn_ = {(one["data-metric"], float(one["data-value"]) if "data-value" in one else None) for one in marks}
    assert numbers <= drawn_


def plain(said: str) -> str:
    return said.removeprefix(slide_table.SIGN).replace(" ", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
def test_an_area_on_a_slide_says_what_its_panel_shows(make, language: str) -> None:
    board, view = make(), View("report", language=language)
    overview = deck.draw(board, None, view)[0]
    names = panel.areas()
    assert len(overview.exhibits[0].body.blocks) == len(names)
    for block, name in zip(overview.exhibits[0].body.blocks, names, strict=True):
        text = panel.draw(name, board, view).text
        assert text.startswith(block.title)
        for said in (block.note, block.shown.text, block.under.said(), block.small):
            assert said in text, (name, said)
        assert block.demo or block.aside in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
def test_the_lead_on_the_first_slide_is_that_of_the_report(make, language: str) -> None:
    board, view = make(), View("report", language=language)
    assert deck.draw(board, None, view)[0].lead == panel.draw("report_lead", board, view).text


def test_a_title_on_a_slide_is_no_longer_glued_to_its_badge() -> None:
    """An invented number whose source is lost has a badge beside its title."""
    blocks = deck.draw(handmade.source_lost(), None, REPORT)[0].exhibits[0].body.blocks
    assert [block.title for block in blocks] == ["归集", "共享", "开放", "会议"]


def test_an_invented_number_is_marked_and_what_a_row_does_not_have_is_a_dash() -> None:
    table = slide_table.table("library_table", PANELS["library_table"].data(handmade.board()), REPORT)
    assert table is not None
    assert table.titles == ("库", "记录", "部门", "已入库项", "编目项", "入库率", "状态")
    licences = next(line for line in table.lines if line.cells[0].said() == "电子证照库")
    assert (licences.state, licences.cells[6].said()) == ("highlighted", "◆ 差40项")
    spatial = table.lines[-1]
    assert (spatial.state, [cell.said() for cell in spatial.cells[1:6]]) == ("dim", ["—"] * 5)
    demo = slide_table.table("library_table", PANELS["library_table"].data(handmade.all_demo()), REPORT)
    assert demo is not None and demo.lines[0].cells[1].said("（演示）").endswith("（演示）")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
def test_the_annex_defines_every_number_and_names_every_source(make, language: str) -> None:
    board = make()
    drawn = annex.draw(report_pages.compared(board, before(board)), View("report", language=language))
    defined = {one.attributes["data-defines"] for one in drawn if "data-defines" in one.attributes}
    assert defined == set(board.definitions)
    for source in board.sources:
        assert source.name[language] in drawn.text
    assert "panel-broken" not in drawn.to_html()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", BOARDS)
def test_the_phone_has_four_areas_and_no_evidence(make, language: str) -> None:
    drawn = phone.draw(make(), View("report", language=language))
    assert len([one for one in drawn if "area" in one.attributes.get("class", "").split()]) == 4
    assert not [one for one in drawn if "evidence" in one.attributes.get("class", "").split()]
    assert "下图" not in drawn.text and "map is demo" not in drawn.text
