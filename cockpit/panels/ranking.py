"""What is reckoned over the members of a table: the place of each, the one in the middle, what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Row
from cockpit.marks.figure import cell
from cockpit.marks.rank import ranked
from cockpit.metrics.number import Number


def place(rows: Sequence[Row], metric: str, code: str) -> int | None:
    """1 for the most; equals share a place."""
    own = next((cell(row, metric).value for row in rows if row.code == code), None)
    if own is None:
        return None
    return 1 + sum((cell(row, metric).value or 0) > own for row in rows)


def median(rows: Sequence[Row], metric: str) -> Number | None:
    """The one in the middle as it stands; of an even count the mean of the two, a whole number rounded up."""
    line = [cell(row, metric) for row in reversed(ranked(rows, metric))]
    if not line:
        return None
    low, high = line[(len(line) - 1) // 2], line[len(line) // 2]
    middle = ((low.value or 0) + (high.value or 0)) / 2
    whole = isinstance(low.value, int) and isinstance(high.value, int)
    worst = next((one for one in line if one.demo), low)
    return Number(int(middle + 0.5) if whole else middle, low.unit, as_of=low.as_of, provenance=worst.provenance)


def total(rows: Sequence[Row], metric: str) -> Number | None:
    line = [cell(row, metric) for row in ranked(rows, metric)]
    if not line:
        return None
    worst = next((one for one in line if one.demo), line[0])
    added = sum(one.value or 0 for one in line)
    return Number(added, line[0].unit, as_of=line[0].as_of, provenance=worst.provenance)
