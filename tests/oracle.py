"""What the board itself says for a number on a page, found again from nothing but the attributes of its mark."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from cockpit.board.board import Board
from cockpit.board.records import BoardReconciliation, Row
from cockpit.marks.element import Element

Value = int | float | None


def marks(element: Element) -> Iterator[Mapping[str, str]]:
    """The attributes of every number mark, in document order."""
    return (one.attributes for one in element if "data-metric" in one.attributes)


def value(board: Board, mark: Mapping[str, str]) -> Value:
    """The value that this mark has to show."""
    metric, part = mark["data-metric"], mark.get("data-part", "")
    table, _, code = mark.get("data-member", "").partition(":")
    if table == "reconciliations":
        return _reconciled(next(one for one in board.reconciliations if one.name == code), part)
    if part.startswith("after:"):
        rest = [row for row in board.rows(table) if row[metric].value][int(part.removeprefix("after:")) :]
        return sum(row[metric].value or 0 for row in rest)
    if part in ("median", "sum", "portion"):
        return _of_all(
            [row[metric].value for row in board.rows(table) if row[metric].value is not None], part, board, mark
        )
    if table:
        return _of_row(next(row for row in board.rows(table) if row.code == code), metric, part)
    return _of_city(board, metric, part)


def _of_all(known: list[int | float], part: str, board: Board, mark: Mapping[str, str]) -> Value:
    """What is reckoned over the rows of a table: their sum, the one in the middle, a row's part of the sum."""
    if part == "portion":
        table, _, code = mark["data-member"].partition(":")
        own = next(row for row in board.rows(table) if row.code == code)[mark["data-metric"]].value
        return None if own is None else own / sum(known)
    if part == "sum":
        return sum(known)
    middle = statistics.median(known)
    return middle if isinstance(known[0], float) else math.floor(middle + 0.5)


def _of_city(board: Board, metric: str, part: str) -> Value:
    if part.startswith("course:"):
        known = [point.value for point in board.courses[metric]]
        step = part.removeprefix("course:")
        return sum(one or 0 for one in known) if step == "sum" else known[int(step)]
    if part.startswith("state:"):
        return sum(row.get("state") == part.removeprefix("state:") for row in board.rows("scenarios"))
    if part == "shortfall":
        goal = next(row for row in board.rows("targets") if row.get("metric") == metric)["targets.goal"].value
        now = board[metric].value
        return None if goal is None or now is None else round(goal - now, 6)
    if part == "known":
        return _known(board.metrics)
    assert part in ("", "change", "previous", "published"), f"nobody knows the part {part!r}"
    return getattr(board[metric], part or "value")  # type: ignore[no-any-return]


def _known(numbers: Mapping[str, Any]) -> Value:
    """Items of which it is known whether they are stored: those that are, and those that are not."""
    return numbers["volumes.items_stored"].value + numbers["volumes.items_missing"].value  # type: ignore[no-any-return]


def _of_row(row: Row, metric: str, part: str) -> Value:
    if part == "known":
        return _known(row.numbers)
    name = {"printed": "published", "cockpit": "cockpit", "current": "targets.current"}.get(part, metric)
    number: Any = row.numbers.get(name)
    if number is None:
        return None
    return getattr(number, part if part in ("change", "previous", "published") else "value")  # type: ignore[no-any-return]


def _reconciled(one: BoardReconciliation, part: str) -> Value:
    if part.startswith("part:"):
        return one.parts[int(part.removeprefix("part:"))].number.value
    found: dict[str, Value] = {
        "total": one.total.value,
        "whole": one.whole.value,
        "difference": one.difference,
        "difference_share": one.share,
    }
    return found[part]
