"""A sheet: named columns and typed rows, the one form that workbooks and text files are written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cockpit.marks.chart import ChartKind


@dataclass(frozen=True)
class Amount:
    """A number with its unit of measure, by which a workbook chooses how to write it; the value stays exact."""

    value: int | float
    unit: str


Cell = str | int | float | date | datetime | Amount | None


@dataclass(frozen=True)
class SheetChart:
    """Rows `first` to `last` (0 is the one under the titles): names and values stand in these columns."""

    kind: ChartKind
    title: str
    first: int
    last: int
    names: int = 2
    values: int = 5


@dataclass(frozen=True)
class Sheet:
    """`name` is the tab, at most 31 characters of it are seen; every row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charts: tuple[SheetChart, ...] = ()
