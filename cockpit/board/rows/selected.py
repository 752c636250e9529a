"""Rows that the database orders, narrows, cuts and adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from cockpit.board.rows.lines import COMPARE, Lines, Total
from cockpit.board.rows.names import Names
from cockpit.board.rows.question import Only, Question
from cockpit.metrics.columns import COLUMNS


@dataclass(frozen=True)
class Selected:
    connection: Connection
    rows: Any
    names: Names
    adds: tuple[str, ...]

    def total(self, only: tuple[Only, ...]) -> Total:
        sums = [func.sum(self.rows.c[name]).label(name) for name in self.adds]
        query = select(func.count().label("rows"), *sums).select_from(self.rows).where(*self._where(only))
        row = self.connection.execute(query).mappings().one()
        # PostgreSQL adds whole numbers up to a Decimal.
        return Total(int(row["rows"]), {name: None if row[name] is None else int(row[name]) for name in self.adds})

    def page(self, question: Question) -> Lines:
        """In the order that is asked for, then newest first: so the fact is read backwards as it lies, not sorted."""
        keys = [one for one in self.rows.c if COLUMNS[one.name].kind != "number" and one.name != "provenance"]
        order = [self._by(one.column, one.falling) for one in question.sort]
        query = select(self.rows).where(*self._where(question.only))
        query = query.order_by(*order, *(column.desc() for column in keys))
        query = query.limit(question.end - question.start).offset(question.start)
        return [
            {
                str(name): int(value) if COLUMNS[name].kind == "number" and value is not None else value
                for name, value in row
            }
            for row in (mapping.items() for mapping in self.connection.execute(query).mappings())
        ]

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
