"""The drawer of an attainment: source, owner and definition are those of the number that its target measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.panels.view import View
from cockpit.screens.drawer import drawer
from cockpit.screens.drawer_state import DrawerState
from cockpit.units import Text
from tests import handmade

ATTAINMENT = "targets.attainment"
CITED = sorted(name for name in METRICS.names() if name in handmade.board().metrics and name != ATTAINMENT)


def board_of(metric: str | None, *, due: bool = False) -> Board:
    """The handmade city with one target, which measures this number."""
    board = handmade.board()
    reached = Number(0.9, "share", as_of=handmade.DAY - timedelta(days=3), provenance="measured")
    due_on = (handmade.DAY + timedelta(days=9)).isoformat() if due else None
    attributes = {"metric": metric, "due_on": due_on, "standing": not due, "good": None}
    row = Row("one", Text("目标", "Target"), Text("目标", "Target"), {ATTAINMENT: reached}, attributes)
    tables = {**board.tables, "targets": (row,)}
    return replace(board, tables=tables, metrics={**board.metrics, ATTAINMENT: reached})


def opened(board: Board, language: str = "zh", *, member: bool) -> Element:
    state = DrawerState(member=RowKey("targets", "one") if member else None)
    drawn = drawer(board, ATTAINMENT, View("desktop", language=language), opened=state)
    assert drawn is not None
    return drawn


def section(drawn: Element, title: str) -> str | None:
    found = (one.text for one in drawn if one.tag == "section" and one.text.startswith(title))
    return next(found, None)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("member", [False, True])
def test_it_has_the_lineage_owner_and_definition_of_what_is_measured(language: str, member: bool) -> None:
    lineage, care, measured = {
        "zh": ("数据血缘", "时效与责任", "所量指标"),
        "en": ("Lineage", "Freshness and owner", "Measured number"),
    }[language]
    for name in CITED:
        board = board_of(name, due=not member)
        drawn, told = opened(board, language, member=member), board.definitions[name]
        source = board.source_of(name)
        if source is not None:
            assert (section(drawn, lineage) or "").startswith(f"{lineage}{source.name[language]}"), name
            assert told["title"][language] in (section(drawn, lineage) or ""), name
        if told.get("owner"):
            assert told["owner"][language] in (section(drawn, care) or ""), name
        said = section(drawn, measured) or ""
        assert told["definition"][language] in said and told["formula"][language] in said, name
        shown = [one for one in drawn if one.attributes.get("data-metric") == name]
        assert shown, name
        assert board.definitions[ATTAINMENT]["formula"][language] in drawn.text


@pytest.mark.parametrize("member", [False, True])
def test_a_target_of_which_no_number_is_connected_has_its_own_lineage(member: bool) -> None:
    board = board_of(None, due=not member)
    drawn = opened(board, member=member)
    source = board.source_of(ATTAINMENT)
    assert source is not None
    assert (section(drawn, "数据血缘") or "").startswith(f"数据血缘{source.name.zh}")
    assert section(drawn, "所量指标") is None


def test_its_day_is_that_of_the_row() -> None:
    assert "数据截至2020-09-27" in (section(opened(board_of("sharing.failure_share"), member=True), "时效与责任") or "")


def test_no_other_number_has_one() -> None:
    for name in CITED:
        drawn = drawer(handmade.board(), name, View("desktop"))
        assert drawn is not None and section(drawn, "所量指标") is None
