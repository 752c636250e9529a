"""A fact table as a history: kept as narrow tuples, made into rows a day at a time when the load asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table

from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.vocabulary import Provenance

Row = Mapping[str, Any]
Cells = tuple[Any, ...]

PROVENANCE = Provenance.DEMO


class History(Mapping[date, list[Row]]):
    """`cells` gives the values of a day in the order of the columns between `day` and `provenance`."""

    def __init__(self, table: Table, days: Iterable[date], cells: Callable[[date], list[Cells]]) -> None:
        self._days = dict.fromkeys(sorted(days))
        self._cells = cells
        self._columns = [column.name for column in table.columns if column.name != DELIVERED_BY]

    def __getitem__(self, day: date) -> list[Row]:
        if day not in self._days:
            raise KeyError(day)
        columns = self._columns
        return [dict(zip(columns, (day, *cells, PROVENANCE), strict=True)) for cells in self._cells(day)]

    def __iter__(self) -> Iterator[date]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)


class Changes:
    """Levels of many keys that move on some days: moves go in, a row for each key and day of a move comes out."""

    def __init__(self, levels: int, first_day: date) -> None:
        self._levels = levels
        self._first_day = first_day
        self._moves: dict[Cells, dict[date, list[int]]] = defaultdict(dict)

    def move(self, key: Cells, day: date, *by: int) -> None:
        """A move before the first day of the history is there from the first day on."""
        held = self._moves[key].setdefault(max(day, self._first_day), [0] * self._levels)
        for place, amount in enumerate(by):
            held[place] += amount

    def levels(self) -> Iterator[tuple[date, Cells, list[int]]]:
        """Day, key and level, by key in the order of their first move and then by day."""
        for key, moves in self._moves.items():
            level = [0] * self._levels
            for day in sorted(moves):
                level = [held + amount for held, amount in zip(level, moves[day], strict=True)]
                yield day, key, level

    def history(self, table: Table) -> History:
        by_day: dict[date, list[Cells]] = defaultdict(list)
        for day, key, level in self.levels():
            by_day[day].append((*key, *level))
        return History(table, by_day, by_day.__getitem__)
