"""How long the bar of a row is: its number against the largest of the list, or against a whole."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Row
from cockpit.marks.figure import cell


def largest(rows: Sequence[Row], metric: str) -> float:
    """What a full bar stands for; never zero, so that a proportion can be taken."""
    return max((cell(row, metric).value or 0 for row in rows), default=0) or 1


def proportion(row: Row, metric: str, whole: float | None) -> float | None:
    """From 0 to 1; None where the number or the whole is not known."""
    value = cell(row, metric).value
    return None if value is None or not whole else value / whole
