"""Which rows make a number: its measure says it, the board's floor reads them, anybody can add them up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

COUNTED = "counted"
"""The column of a row that is counted as one."""

Totals = Mapping[str, int | float | None]
"""The columns of the rows added up."""


class Accumulation(StrEnum):
    """How rows make a number, see `Rows.how`."""

    LEVEL = "level"
    SUM = "sum"
    GAIN = "gain"


@dataclass(frozen=True)
class FactRows:
    """Rows of one fact, and the columns whose totals make the number.

    `how` is level (of each key the row that holds on `day`), sum (every row after `after` up to `day`) or gain (the
    same rows, each column as its change against the row before of the same key). `by` adds them up to one row a
    member of that dimension and counts the members that have more than nothing, or more than in the column `less`.
    `only` is a fixed member;
    `received` asks for what the unit of the scope takes. A level that `ages` is carried for a cadence of this source
    and no longer.
    """

    fact: str
    how: Accumulation
    columns: tuple[str, ...]
    day: date
    after: date | None = None
    by: str | None = None
    less: str | None = None
    only: tuple[str, str] | None = None
    received: bool = False
    ages: str | None = None


@dataclass(frozen=True)
class UnitsWithout:
    """The units of `among` that are not in `lacking`; of the whole register where `among` is None."""

    among: FactRows | None
    lacking: FactRows


@dataclass(frozen=True)
class RegisterLines:
    """Lines of a register, or of a table that the board itself holds; which of them is said by the measure."""

    table: str
    columns: tuple[str, ...] = (COUNTED,)


Behind = FactRows | UnitsWithout | RegisterLines


def columns(behind: Behind) -> tuple[tuple[str, str], ...]:
    """The facts with the columns whose rows make the number; none for lines of a register."""
    if isinstance(behind, UnitsWithout):
        return columns(behind.lacking)
    return tuple((behind.fact, name) for name in behind.columns) if isinstance(behind, FactRows) else ()


def joined(one: Behind, other: Behind) -> FactRows:
    """The rows of two sides of a share, which are the same rows of the same fact."""
    assert isinstance(one, FactRows) and isinstance(other, FactRows)
    assert (one.fact, one.how, one.by) == (other.fact, other.how, other.by)
    columns = tuple(dict.fromkeys(one.columns + other.columns))
    return FactRows(
        one.fact, one.how, columns, one.day, after=one.after, by=one.by, only=one.only, received=one.received
    )


def whole(totals: Totals, column: str) -> int:
    """A total in which nothing was added up is nothing: whether it is known at all is for the number to say."""
    return int(totals.get(column) or 0)
