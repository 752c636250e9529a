"""Running totals by member of one dimension: what the sums beside a fact say, without looking through its history."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from cockpit.metrics.row_selection import Accumulation, FactRows
from cockpit.store.sums import FACTS, Fact

Totals = dict[str, dict[str, int | None]]


def running_totals(connection: Connection, made: FactRows, by: str) -> Totals:
    """The totals of every member of `by` for the whole city, as the rows of `made` would add up to."""
    fact = FACTS[made.fact]
    found = _at(connection, fact, by, made.columns, day=made.day)
    if made.how == Accumulation.LEVEL or made.after is None:
        return found
    before = _at(connection, fact, by, made.columns, day=made.after)
    return {
        member: {name: _less(value, before.get(member, {}).get(name)) for name, value in totals.items()}
        for member, totals in found.items()
    }


def _at(connection: Connection, fact: Fact, by: str, columns: tuple[str, ...], *, day: date) -> Totals:
    sums = fact.sums
    newest = select(func.max(sums.c.day)).where(sums.c.dimension == by, sums.c.day <= day).scalar_subquery()
    query = select(sums.c.member, *(sums.c[name] for name in columns)).where(
        sums.c.dimension == by, sums.c.day == newest
    )
    return {
        row[0]: {name: None if value is None else int(value) for name, value in zip(columns, row[1:], strict=True)}
        for row in connection.execute(query)
    }


def _less(value: int | None, before: int | None) -> int | None:
    return None if value is None else value - (before or 0)
