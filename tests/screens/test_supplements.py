"""What stands beside the panels of a page: drawn from its content, and nothing is drawn that does not stand in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from cockpit.board.board import Board
from cockpit.board.comparison import baseline
from cockpit.board.keys import RowKey
from cockpit.board.quarantined_rows import QuarantineQuestion
from cockpit.board.scope import Scope
from cockpit.board.week_notes import Restatement
from cockpit.metrics.number import Number
from cockpit.panels.supplement import Supplement
from cockpit.panels.value import Figure, ValueKind
from cockpit.panels.view import LANGUAGES, View
from cockpit.screens import drawer, supplements
from cockpit.screens.drawer_state import DrawerState
from cockpit.units import UNITS, Text
from tests import handmade
from tests.drawn import key, numbers
from tests.web.living import TRUSTED, Handmade

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
BOARD = handmade.board()
SUNDAY = replace(BOARD, as_of=date(2020, 9, 27))
THEN, NOW = (Number(value, "record", as_of=SUNDAY.as_of, provenance="demo") for value in (5, 6))
RECORDS = Text("基础库记录", "Base library records")
POPULATION = RowKey("libraries", "population")
RESTATED = (
    Restatement("2020-W39", "volumes.records", RECORDS, THEN, NOW),
    Restatement("2020-W39", "volumes.records", RECORDS, THEN, NOW, member=POPULATION),
)
OPENED = DrawerState(
    trusted=TRUSTED,
    restated=RESTATED,
    against=baseline.parse("week"),
    other=replace(SUNDAY, as_of=date(2020, 9, 20)),
    refused=Handmade().refused(QuarantineQuestion("log", end=50)),
)
BOARDS = {
    "sunday": SUNDAY,
    "nothing": handmade.nothing(),
    "empty": handmade.empty(),
    "source lost": handmade.source_lost(),
    "a unit": replace(BOARD, scope=Scope("linyi", unit="rsj")),
}


def every(board: Board) -> list[Supplement]:
    """All that any page has beside its panels."""
    beside = [
        drawer.supplement(board, metric, replace(OPENED, member=member), page="overview")
        for metric in board.metrics
        for member in (None, POPULATION if metric == "volumes.records" else None)
    ]
    known = [one for one in beside if one]
    trusted = supplements.below(board, "trust", OPENED)
    handbook = supplements.below(board, "metrics", replace(OPENED, trusted=None))
    return [*supplements.above(board, "volumes", OPENED), *trusted, *handbook, *known]


@pytest.mark.parametrize("name", BOARDS)
def test_what_is_drawn_stands_in_the_content(name: str) -> None:
    for one in every(BOARDS[name]):
        known = {key(each.metric, each.member, each.part, each.number.value) for each in one.shown.figures()}
        for language in LANGUAGES:
            assert set(numbers(one.drawn(View("desktop", language=language)))) <= known, one.name


@pytest.mark.parametrize("name", BOARDS)
def test_a_content_is_typed_whole_and_in_both_languages(name: str) -> None:
    for one in every(BOARDS[name]):
        assert not CHINESE.search(one.shown.title.en), one.name
        for value in one.shown.values:
            assert isinstance(value.kind, ValueKind)
            assert not any(CHINESE.search(column.title.en) for column in value.columns)
            for record in value.records:
                assert len(record.cells) == len(value.columns)
                for cell in record.cells:
                    assert cell is None or isinstance(cell, Figure | Text | str | int | float | date)
                    assert not isinstance(cell, Figure) or cell.number.unit in UNITS


def test_every_section_of_trust_has_a_name_of_its_own_and_a_content() -> None:
    found = supplements.below(SUNDAY, "trust", OPENED)
    assert [one.name for one in found] == [
        f"trust_{name}"
        for name in (
            "audit", "history", "restated", "quality", "takers", "gaps", "unused", "agreed", "returned", "agreements",
            "accounts", "refused",
        )
    ]  # fmt: skip
    assert all(one.shown.values for one in found)


def test_both_values_of_a_restated_number_are_figures() -> None:
    restated = next(one for one in supplements.below(SUNDAY, "trust", OPENED) if one.name == "trust_restated")
    (first, second) = restated.shown.values[0].records
    assert [cell.number.value for cell in first.cells if isinstance(cell, Figure)] == [5, 6]
    assert second.cells[0] == Text("基础库记录，人口库", "Base library records, Population") or second.row is not None
