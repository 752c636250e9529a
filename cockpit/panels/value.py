"""What a panel shows, as typed values: columns and records of numbers, words and days, and of which kind they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cockpit.board.board import Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.metrics.number import Note, Number, unknown
from cockpit.units import Text


class ValueKind(StrEnum):
    """What a value is, in the terms of the field; it says how it is drawn, not what is in it."""

    FIGURES = "figures"
    """Single numbers, each with a title of its own."""
    SERIES = "series"
    """One number over time, a row a step."""
    RANKING = "ranking"
    """Members in an order, the first the largest or the worst."""
    TABLE = "table"
    FLOW = "flow"
    """How much goes from one member to another."""
    TILES = "tiles"
    """Members at their places on a map."""
    MATRIX = "matrix"
    """A number for each pair of two axes."""
    LEDGER = "ledger"
    """Numbers held against each other, with a verdict."""
    SENTENCE = "sentence"
    """Numbers that stand in sentences which were written before; the panel does not know them otherwise."""


@dataclass(frozen=True)
class Figure:
    """A number with what it is.

    `metric` is its name, `member` whose it is as table and code (libraries:licence; None: the scope's own), `part` what
    of it is shown (change, course:3, difference …; None: the number itself). `said` is how it stands in a column of
    words (差40项); None where it stands as a number. `strong` stands out in a sentence.
    """

    metric: str
    number: Number
    member: RowKey | None = None
    part: PartKey | None = None
    said: Text | None = None
    strong: bool = False


class Pointer(str):
    """Words that point to the evidence under a number (下图为演示): they are left out where there is none."""

    __slots__ = ()


Pieces = tuple[str | Figure, ...]
"""A sentence: words and numbers in their order."""


@dataclass(frozen=True)
class Summary:
    """What an area says first: `note` qualifies its title, `aside` says how fresh its number `lead` is.

    `under` is the line under the number, in each language words and numbers in their order; `demo` says that the area
    is of invented numbers.
    """

    lead: Figure
    note: Text
    aside: Text
    under: Mapping[str, Pieces]
    demo: bool


Cell = Figure | Text | str | int | float | date | None


@dataclass(frozen=True)
class ValueColumn:
    """`title` is the heading without what its numbers count; `metric`, `unit` and `period` are those of its numbers."""

    title: Text
    metric: str | None = None
    unit: str | None = None
    period: Text | None = None


@dataclass(frozen=True)
class Record:
    """A row: as many cells as there are columns. `row` is the board's own row where it is one of a table."""

    cells: tuple[Cell, ...]
    row: Row | None = None
    total: bool = False


@dataclass(frozen=True)
class Value:
    """Columns and records, and of which kind they are. `table` names the table of the board that the records are of.

    `hidden` values stand in words or in a drawing and are no table of their own in a file. `note` qualifies the whole.
    """

    kind: ValueKind
    title: Text
    columns: tuple[ValueColumn, ...]
    records: tuple[Record, ...]
    table: str | None = None
    hidden: bool = False
    note: Text | None = None

    def figures(self) -> Iterator[Figure]:
        """Every number of it, row by row."""
        for record in self.records:
            for cell in record.cells:
                if isinstance(cell, Figure):
                    yield cell


def number_of(row: Row, metric: str, unit: str | None = None) -> Number:
    """A number of a row; a row that does not carry it does not know it."""
    return row.numbers.get(metric) or unknown(unit or "item", Note.NO_DATA)


def part_of(number: Number, part: PartKey | None) -> Number:
    """The change, the period before or the published figure of a number, as a number."""
    return number.part(part)


def words(cell: Cell, language: str) -> str:
    """A cell that is no number, as text; an empty one says nothing."""
    if cell is None:
        return ""
    return cell[language] if isinstance(cell, Text) else str(cell)
