"""What holds for the content of every panel: it is typed, whole, and nothing is drawn that does not stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pytest

from cockpit.board.board import Board
from cockpit.panels.content import Content
from cockpit.panels.panel import PANELS, Panel
from cockpit.panels.value import Figure, Value, ValueKind
from cockpit.panels.view import LANGUAGES, View
from cockpit.units import UNITS, Text, exact
from tests import handmade, oracle
from tests.handmade.compared import compared

BOARDS = {
    "pictures": handmade.board(),
    "nothing": handmade.nothing(),
    "empty": handmade.empty(),
    "measured": handmade.all_measured(),
    "source lost": handmade.source_lost(),
    "database lost": handmade.database_lost(),
    "compared": compared(),
}
MADE = list(PANELS)
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def content(panel: Panel, board: Board) -> Content:
    return panel.data(board)


def key(metric: str, member: str | None, part: str | None, value: object) -> tuple[object, ...]:
    return metric, member, part, None if value is None else exact(value)


@pytest.mark.parametrize("panel", MADE, ids=lambda panel: panel.name)
@pytest.mark.parametrize("name", BOARDS)
def test_what_is_drawn_stands_in_the_content(panel: Panel, name: str) -> None:
    board = BOARDS[name]
    known = {key(one.metric, one.member, one.part, one.number.value) for one in content(panel, board).figures()}
    for surface in panel.surfaces:
        for language in LANGUAGES:
            for mark in oracle.marks(panel.drawn(board, View(surface, language=language))):
                drawn = (mark["data-metric"], mark.get("data-member"), mark.get("data-part"), mark.get("data-value"))
                assert drawn in known, (surface, language, drawn)


@pytest.mark.parametrize("panel", MADE, ids=lambda panel: panel.name)
@pytest.mark.parametrize("name", BOARDS)
def test_a_value_is_as_wide_as_its_columns_and_its_cells_are_plain(panel: Panel, name: str) -> None:
    for value in content(panel, BOARDS[name]).values:
        assert isinstance(value.kind, ValueKind)
        for record in value.records:
            assert len(record.cells) == len(value.columns)
            for cell in record.cells:
                assert cell is None or isinstance(cell, Figure | Text | str | int | date)
                if isinstance(cell, Figure):
                    assert cell.number.unit in UNITS
                    assert cell.number.value is None or cell.number.provenance in ("published", "measured", "demo")


@pytest.mark.parametrize("panel", MADE, ids=lambda panel: panel.name)
def test_a_column_of_numbers_says_what_it_counts(panel: Panel) -> None:
    for value in values(content(panel, handmade.board())):
        for at, column in enumerate(value.columns):
            units = {record.cells[at].number.unit for record in value.records if isinstance(record.cells[at], Figure)}
            if value.kind is not ValueKind.FIGURES and len(units) == 1 and column.metric:
                assert column.unit in units, column


@pytest.mark.parametrize("panel", MADE, ids=lambda panel: panel.name)
def test_titles_are_in_both_languages(panel: Panel) -> None:
    for value in content(panel, handmade.board()).values:
        for text in (value.title, *(column.title for column in value.columns)):
            assert not CHINESE.search(text.en), text


def values(shown: Content) -> Iterable[Value]:
    return (value for value in shown.values if value.records)
