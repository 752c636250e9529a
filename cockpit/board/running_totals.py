"""Running totals by member of one dimension: what the sums beside a fact say, without looking through its history."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from cockpit.metrics.row_selection import Accumulation, FactRows
from cockpit.store import sum_reader
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
        member: {name: _less(value, before.get(member, {}).get(name)) for name, value in held.items()}
        for member, held in found.items()
    }


def _at(connection: Connection, fact: Fact, by: str, columns: tuple[str, ...], *, day: date) -> Totals:
    newest = sum_reader.newest(connection, fact, by, day)
    if newest is None:
        return {}
    found = sum_reader.read(connection, fact, [sum_reader.SumQuery((by,), (newest,))], columns)
    return {
        row[2]: {name: None if value is None else int(value) for name, value in zip(columns, row[3:], strict=False)}
        for row in found
    }


def _less(value: int | None, before: int | None) -> int | None:
    return None if value is None else value - (before or 0)
