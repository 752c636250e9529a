"""A reconciliation as values: what stands under the parts, for each verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.board.board import BoardReconciliation
from cockpit.marks.ledger import AGREES
from cockpit.panels.reconciliation_line import closed, sides
from cockpit.panels.tabulation import column, table
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind
from cockpit.units import Text
from tests import handmade

BOARD = handmade.board()
TITLE = Text("供给侧", "Supply")
KINDS = table(TITLE, [column(BOARD, "sharing.mounted")], BOARD.rows("resources"), of="resources", kind=ValueKind.LEDGER)


def resources(verdict: str) -> BoardReconciliation:
    one = BOARD.reconciliation("sharing.resources")
    assert one is not None
    return replace(one, verdict=verdict)


def lines(value: Value) -> list[tuple[str, object, object]]:
    """Name, number and note of each row under the parts."""
    return [(said.zh, plain(given), plain(note)) for said, given, note in (cells(one) for one in value.records[3:])]


def cells(record: Record) -> tuple[Text, object, object]:
    assert record.total and record.row is None
    said, given, note = record.cells
    assert isinstance(said, Text)
    return said, given, note


def plain(cell: object) -> object:
    return cell.number.value if isinstance(cell, Figure) else cell


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("agreed", [("分项合计", 59_566, AGREES)]),
        ("overlaps", [("分项合计", 59_566, None), ("公布总数", 59_690, None)]),
        ("unknown", [("分项合计", 59_566, None), ("公布总数", 59_690, None)]),
    ],
)
def test_a_sum_that_agrees_stands_alone_and_any_other_beside_what_was_published(
    verdict: str, expected: list[tuple[str, object, object]]
) -> None:
    assert lines(closed(KINDS, resources(verdict))) == expected


def test_a_difference_stands_last_with_its_share() -> None:
    value = closed(KINDS, resources("differs"))
    assert lines(value)[:2] == [("分项合计", 59_566, None), ("公布总数", 59_690, None)]
    said, apart, share = lines(value)[2]
    assert (said, apart, share) == ("差额待核对", 124, pytest.approx(124 / 59_690))
    members = [one.member for one in value.figures()][3:]
    assert members == ["reconciliations:sharing.resources"] * 4


def test_without_a_reconciliation_the_parts_stand_alone() -> None:
    assert closed(KINDS, None) is KINDS
    assert sides(None, "total", "whole") == []


def test_only_what_differs_has_a_difference() -> None:
    assert [one.part for _, one in sides(resources("overlaps"), "total", "difference")] == ["total"]
    assert [one.part for _, one in sides(resources("differs"), "total", "difference")] == ["total", "difference"]


def test_every_row_has_a_cell_for_the_note() -> None:
    value = closed(KINDS, resources("differs"))
    assert value.columns[-1] == ValueColumn(Text("说明", "Note"))
    assert {len(one.cells) for one in value.records} == {3}
