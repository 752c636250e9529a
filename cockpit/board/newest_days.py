"""The newest day on which each column of a fact was said, by member: how far it is carried, and who has stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, bindparam, case, func, literal, select, union_all

from cockpit.metrics.reading import CITY, Member
from cockpit.store import dimensions
from cockpit.store.sums import FACTS, Fact
from cockpit.store.tables import metadata, unit

Newest = dict[tuple[str, str], dict[Member, date]]
Registers = Mapping[str, list[dict[str, Any]]]

ANY = ""
"""Stands for every column that is never empty: its newest row is the newest of all."""


def newest(
    connection: Connection,
    registers: Registers,
    columns: Iterable[tuple[str, str]],
    *,
    day: date,
    filters: Mapping[str, str],
) -> Newest:
    """Up to a day, for these columns of facts, in one query."""
    wanted = tuple(sorted(set(columns)))
    query = _query(tuple(dict.fromkeys((name, _kept(FACTS[name], one)) for name, one in wanted)), tuple(filters))
    given = {"upto": day, **{f"only_{name}": value for name, value in filters.items()}}
    held: dict[tuple[str, str], list[tuple[str, str, date]]] = {}
    for fact, column, dimension, code, at in connection.execute(query, given) if query is not None else ():
        if at is not None:
            held.setdefault((fact, column), []).append((dimension, code, at))
    levels = {row["code"]: row["level"] for row in registers.get("unit", [])}
    return {
        (name, column): _by_member(held.get((name, _kept(FACTS[name], column)), []), levels) for name, column in wanted
    }


@cache
def _query(wanted: tuple[tuple[str, str], ...], filters: tuple[str, ...]) -> Any:
    """Made once for a set of columns: the day and what is asked for are handed in. None where there is nothing."""
    queries = [query for name, column in wanted for query in _by_dimension(FACTS[name], column, filters)]
    return union_all(*queries) if queries else None


def last_by_unit(connection: Connection, fact: Fact, column: str, days: Sequence[date]) -> dict[date, dict[str, date]]:
    """For each of these days, the newest day up to it on which each unit said a column."""
    member = unit.alias("member")
    last = [_last(fact, column, day, fact.table.c.unit == member.c.code).correlate(member) for day in days]
    found: dict[date, dict[str, date]] = {day: {} for day in days}
    for code, *held in connection.execute(select(member.c.code, *(one.scalar_subquery() for one in last))):
        for day, at in zip(days, held, strict=True):
            if at is not None:
                found[day][code] = at
    return found


def _kept(fact: Fact, name: str) -> str:
    return name if fact.table.c[name].nullable else ANY


def _by_dimension(fact: Fact, column: str, filters: tuple[str, ...]) -> list[Any]:
    """Fact, column, dimension, code and day: by the members of registers one look-up each, from the newest day back; of
    other dimensions there are few. Of a part of the city all are read, through the index of what is asked for."""
    named, day = dimensions.filters(fact), bindparam("upto", type_=Date)
    where = [fact.table.c[named[name][0]] == bindparam(f"only_{name}") for name in filters]
    queries: list[Any] = []
    for dimension in fact.dimensions:
        register = dimensions.register(fact, dimension)
        said = [literal(fact.name), literal(column), literal(dimension)]
        if register is None or filters:
            code = fact.table.c[dimension]
            query = select(*said, code, func.max(_said(fact, column)))
            queries.append(query.where(fact.table.c.day <= day, *where, *fact.counted).group_by(code))
            continue
        member = metadata.tables[register].alias(f"member_{register}")
        last = _last(fact, column, day, fact.table.c[dimension] == member.c.code).correlate(member)
        queries.append(select(*said, member.c.code, last.scalar_subquery()))
    return queries


def _said(fact: Fact, column: str) -> Any:
    day = fact.table.c.day
    return day if column == ANY else case((fact.table.c[column].is_not(None), day))


def _last(fact: Fact, column: str, day: Any, *where: Any) -> Any:
    table = fact.table
    known = () if column == ANY else (table.c[column].is_not(None),)
    query = select(table.c.day).where(table.c.day <= day, *where, *known, *fact.counted)
    return query.order_by(table.c.day.desc()).limit(1)


def _by_member(lines: Iterable[tuple[str, str, date]], levels: Mapping[str, str]) -> dict[Member, date]:
    found: dict[Member, date] = {}
    for dimension, code, at in lines:
        level = [("level", levels[code])] if dimension == "unit" and code in levels else []
        for member in ((dimension, code), CITY, *level):
            found[member] = max(at, found.get(member, at))
    return found
