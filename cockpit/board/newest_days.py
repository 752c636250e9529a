"""The newest day on which each column of a fact was said, by member: how far it is carried, and who has stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, String, bindparam, case, cast, func, literal, null, select, union_all

from cockpit.metrics.reading import CITY, Member
from cockpit.store import dimensions
from cockpit.store.sums import FACTS, Fact
from cockpit.store.tables import metadata, unit

Newest = dict[tuple[str, str], dict[Member, date]]
Columns = tuple[tuple[str, str], ...]
Line = tuple[str, str, str, str, date | None]
"""Fact, column, dimension and code of a member, and the newest day on which it said the column."""
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
    """Up to a day, for these columns of facts: in one query."""
    wanted = tuple(sorted(set(columns)))
    asked = tuple(dict.fromkeys((name, _kept(FACTS[name], one)) for name, one in wanted))
    held: dict[tuple[str, str], list[tuple[str, str, date]]] = {}
    lines = _of_part(connection, asked, day, filters) if filters else _of_city(connection, asked, day)
    for fact, column, dimension, code, at in lines:
        if at is not None:
            held.setdefault((fact, column), []).append((dimension, code, at))
    levels = {row["code"]: row["level"] for row in registers.get("unit", [])}
    return {
        (name, column): _by_member(held.get((name, _kept(FACTS[name], column)), []), levels) for name, column in wanted
    }


def _of_city(connection: Connection, asked: Columns, day: date) -> Iterable[Line]:
    """By the members of registers one look-up each, from the newest day back; of other dimensions there are few."""
    query = _city_query(asked)
    return [] if query is None else [tuple(row) for row in connection.execute(query, {"upto": day}).all()]


@cache
def _city_query(asked: Columns) -> Any:
    """Made once for a set of columns: the day is handed in. None where there is nothing."""
    queries = [query for name, column in asked for query in _by_dimension(FACTS[name], column)]
    return union_all(*queries) if queries else None


def _of_part(connection: Connection, asked: Columns, day: date, filters: Mapping[str, str]) -> Iterable[Line]:
    """Of a part every row is read, once, through the index of what is asked for."""
    by_fact = {name: [column for one, column in asked if one == name] for name in dict.fromkeys(dict(asked))}
    if not by_fact:
        return
    given = {"upto": day, **{f"only_{name}": value for name, value in filters.items()}}
    width = max(len(FACTS[name].dimensions) for name in by_fact)
    for name, *row in connection.execute(_part_query(asked, tuple(filters)), given).all():
        codes = list(zip(FACTS[name].dimensions, row, strict=False))
        for column, at in zip(by_fact[name], row[width:], strict=False):
            yield from ((name, column, dimension, code, at) for dimension, code in codes)


@cache
def _part_query(asked: Columns, filters: tuple[str, ...]) -> Any:
    """Made once, a line a fact: its name, codes of all its dimensions, the newest day of each column; what a fact has
    fewer of is empty. The day and the filters are handed in."""
    day, facts = bindparam("upto", type_=Date), [FACTS[name] for name in dict.fromkeys(dict(asked))]
    columns = [[column for name, column in asked if name == fact.name] for fact in facts]
    width, most = max(len(fact.dimensions) for fact in facts), max(len(names) for names in columns)
    queries = []
    for fact, names in zip(facts, columns, strict=True):
        named, keys = dimensions.filters(fact), [fact.table.c[dimension] for dimension in fact.dimensions]
        said = [
            *keys,
            *(cast(null(), String) for _ in range(width - len(keys))),
            *(func.max(_said(fact, column)) for column in names),
            *(cast(null(), Date) for _ in range(most - len(names))),
        ]
        where = [fact.table.c[named[name][0]] == bindparam(f"only_{name}") for name in filters]
        query = select(literal(fact.name), *(one.label(f"column_{at}") for at, one in enumerate(said)))
        queries.append(query.where(fact.table.c.day <= day, *where, *fact.counted).group_by(*keys))
    return union_all(*queries)


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


def _by_dimension(fact: Fact, column: str) -> list[Any]:
    """Fact, column, dimension, code and day."""
    day = bindparam("upto", type_=Date)
    queries: list[Any] = []
    for dimension in fact.dimensions:
        register = dimensions.register(fact, dimension)
        said = [literal(fact.name), literal(column), literal(dimension)]
        if register is None:
            code = fact.table.c[dimension]
            query = select(*said, code, func.max(_said(fact, column)))
            queries.append(query.where(fact.table.c.day <= day, *fact.counted).group_by(code))
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
