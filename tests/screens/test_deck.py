"""Slides, annex and phone picture: whatever is known, nothing breaks, and no invented number stands in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.board.board import Board
from cockpit.metrics.subject import areas
from cockpit.panels.view import View
from cockpit.screens import annex, deck, phone, week
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
def test_the_annex_defines_every_number_and_names_every_source(make, language: str) -> None:
    board = make()
    drawn = annex.draw(week.compared(board, before(board)), View("report", language=language))
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
    assert not [one for one in drawn if "ev" in one.attributes.get("class", "").split()]
    assert "下图" not in drawn.text and "map is demo" not in drawn.text
