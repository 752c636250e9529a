"""Rows that the database orders, narrows, cuts and adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from cockpit.board.rows.code_names import CodeNames
from cockpit.board.rows.plain_rows import COMPARE, Lines, Total
from cockpit.board.rows.question import Only, Order, Question
from cockpit.metrics.row_columns import COLUMNS

AT_A_TIME = 5_000


@dataclass(frozen=True)
class Selected:
    connection: Connection
    rows: Any
    names: CodeNames
    adds: tuple[str, ...]
    kept: Callable[[Any, Callable[[], Any]], Any]

    def total(self, only: tuple[Only, ...]) -> Total:
        sums = [func.sum(self.rows.c[name]).label(name) for name in self.adds]
        query = select(func.count().label("rows"), *sums).select_from(self.rows).where(*self._where(only))
        row = self.connection.execute(query).mappings().one()
        # PostgreSQL adds whole numbers up to a Decimal.
        return Total(int(row["rows"]), {name: None if row[name] is None else int(row[name]) for name in self.adds})

    def page(self, question: Question) -> Lines:
        """In the order that is asked for, then newest first: so the fact is read backwards as it lies, not sorted."""
        query = self._ordered(question)
        skipped = question.start
        if within := self._within(question):
            values, skipped = within
            query = query.where(self.rows.c[self._lead(question).column].in_(values))
        query = query.limit(question.end - question.start).offset(skipped)
        return [_plain(row) for row in self.connection.execute(query).mappings()]

    def every(self, question: Question) -> Iterator[dict[str, Any]]:
        """All of them in the same order, some thousand at a time."""
        found = self.connection.execution_options(yield_per=AT_A_TIME).execute(self._ordered(question))
        return (_plain(row) for row in found.mappings())

    def _ordered(self, question: Question) -> Select[Any]:
        keys = [one for one in self.rows.c if COLUMNS[one.name].kind != "number" and one.name != "provenance"]
        order = [self._by(one.column, one.falling) for one in question.sort]
        query = select(self.rows).where(*self._where(question.only))
        return query.order_by(*order, *(column.desc() for column in keys))

    def _within(self, question: Question) -> tuple[list[Any], int] | None:
        """The days or members among which the page lies, and how many of their rows come before it.

        So a page far down, or in the order of units, reads the rows of a few of them and not all before it.
        """
        lead = self._lead(question)
        places = self.names.places(lead.column)
        if not places and lead.column != "day":
            return None
        counted = self.kept((lead.column, question.only), lambda: self._counted(lead.column, question.only))
        before, skipped, values = 0, 0, []
        for value in sorted(
            counted, key=lambda one: places.get(one, len(places)) if places else one, reverse=lead.falling
        ):
            if before >= question.end:
                break
            if before + counted[value] <= question.start:
                skipped = before + counted[value]
            else:
                values.append(value)
            before += counted[value]
        if len(places) and sum(1 for value in counted if value not in places) > 1:
            return None  # codes of no register stand together at the end, in no order of their own
        return values, question.start - skipped

    def _lead(self, question: Question) -> Order:
        return question.sort[0] if question.sort else Order("day", falling=True)

    def _counted(self, name: str, only: tuple[Only, ...]) -> dict[Any, int]:
        column = self.rows.c[name]
        query = select(column, func.count()).where(*self._where(only)).group_by(column)
        return {value: int(rows) for value, rows in self.connection.execute(query)}

    def _by(self, name: str, falling: bool) -> Any:
        column = self.rows.c[name]
        places = self.names.places(name)
        said = case(places, value=column, else_=len(places)) if places else column
        if name == "day":
            return said.desc() if falling else said.asc()
        return said.desc().nulls_last() if falling else said.asc().nulls_last()

    def _where(self, only: tuple[Only, ...]) -> list[Any]:
        return [self._so(one) for one in only]

    def _so(self, one: Only) -> Any:
        column = self.rows.c[one.column]
        if one.how == "has":
            return column.in_(self.names.having(one.column, str(one.value)))
        return COMPARE[one.how](column, one.value)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """PostgreSQL gives whole numbers that were computed as Decimals."""
    return {
        str(name): int(value) if COLUMNS[name].kind == "number" and value is not None else value
        for name, value in row.items()
    }
