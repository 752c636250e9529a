"""The rows of a fact that make a sum, as one SELECT; whoever asks for a page of it orders, narrows and cuts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Select, func, or_, select

from cockpit.metrics.row_selection import Accumulation, FactRows
from cockpit.store import dimensions
from cockpit.store.sums import FACTS, Fact


def rows_of(behind: FactRows, filters: Mapping[str, str]) -> Select[Any]:
    """Columns: the keys of the fact, provenance, and those that make the number.

    Which these are says cockpit/metrics/row_selection.py.
    """
    fact = FACTS[behind.fact]
    where = conditions(behind, filters)
    return {Accumulation.SUM: _sum, Accumulation.GAIN: _gain}[behind.how](fact, behind, where)


def conditions(behind: FactRows, filters: Mapping[str, str]) -> list[Any]:
    """What a unit provides is another thing than what it receives, so of two columns only one is asked."""
    table, columns = FACTS[behind.fact].table, dimensions.filters(FACTS[behind.fact])
    where: list[Any] = list(FACTS[behind.fact].counted)
    where += [table.c[columns[name][-1 if behind.received else 0]] == value for name, value in filters.items()]
    if behind.only:
        where.append(table.c[behind.only[0]] == behind.only[1])
    return where


def keys(fact: Fact) -> list[Column[Any]]:
    """The key of a row but its day."""
    return [column for column in fact.table.primary_key.columns if column.name != "day"]


def _plain(fact: Fact, behind: FactRows) -> Select[Any]:
    table = fact.table
    columns = [fact.made_of(name).value(table).label(name) for name in behind.columns]
    return select(table.c.day, *keys(fact), table.c.provenance, *columns)


def _sum(fact: Fact, behind: FactRows, where: list[Any]) -> Select[Any]:
    day = fact.table.c.day
    return _plain(fact, behind).where(day > behind.after, day <= behind.day, *where)


def _gain(fact: Fact, behind: FactRows, where: list[Any]) -> Select[Any]:
    """Every row that changed something, with its change."""
    table = fact.table
    changed = [
        (table.c[name] - func.coalesce(func.lag(table.c[name]).over(partition_by=fact.line, order_by=table.c.day), 0))
        for name in behind.columns
    ]
    named = [column.label(name) for column, name in zip(changed, behind.columns, strict=True)]
    query = select(table.c.day, *keys(fact), table.c.provenance, *named).where(table.c.day <= behind.day, *where)
    rows = query.subquery()
    moved = or_(*(rows.c[name] != 0 for name in behind.columns))
    return select(rows).where(rows.c.day > behind.after, moved)
