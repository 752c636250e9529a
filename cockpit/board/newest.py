"""The newest day on which each column of a fact was said, by member: how far it is carried, and who has stopped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from cockpit.metrics.reading import CITY, Member
from cockpit.store import dimensions
from cockpit.store.sums import FACTS, Fact
from cockpit.store.tables import metadata, unit

Newest = dict[tuple[str, str], dict[Member, date]]
Registers = Mapping[str, list[dict[str, Any]]]


def newest(
    connection: Connection,
    registers: Registers,
    facts: Iterable[str],
    *,
    day: date,
    filters: Mapping[str, str],
    also: Collection[tuple[str, str]] = (),
) -> Newest:
    """Up to a day, for every level of these facts and for the columns of `also`."""
    found: Newest = {}
    levels = {row["code"]: row["level"] for row in registers.get("unit", [])}
    for name in facts:
        fact = FACTS[name]
        columns = [*fact.levels, *(column for of, column in also if of == name)]
        if not columns:
            continue
        lines = _within(connection, fact, columns, day, filters) if filters else _whole(connection, fact, columns, day)
        for column, days in _by_member(fact, columns, lines, levels).items():
            found[name, column] = days
    return found


Lines = list[tuple[Member, dict[str, date | None]]]


def _whole(connection: Connection, fact: Fact, columns: list[str], day: date) -> Lines:
    """By the members of registers one look-up each, from the newest day back; of other dimensions there are few."""
    lines: Lines = []
    for dimension in fact.dimensions:
        register = dimensions.register(fact, dimension)
        if register is None:
            lines += _grouped(connection, fact, columns, day, by=(dimension,))
            continue
        member = metadata.tables[register].alias("member")
        days = {name: _last(fact, name, day, fact.table.c[dimension] == member.c.code) for name in _kept(fact, columns)}
        query = select(member.c.code, *(found.correlate(member).scalar_subquery() for found in days.values()))
        for code, *held in connection.execute(query):
            lines.append(((dimension, code), dict(zip(days, held, strict=True))))
    return lines


def _last(fact: Fact, name: str, day: date, *where: Any) -> Any:
    table = fact.table
    known = () if name == ANY else (table.c[name].is_not(None),)
    query = select(table.c.day).where(table.c.day <= day, *where, *known, *fact.counted)
    return query.order_by(table.c.day.desc()).limit(1)


def last_by_unit(connection: Connection, fact: Fact, column: str, day: date) -> dict[str, date]:
    """The newest day up to this one on which each unit said a column."""
    member = unit.alias("member")
    query = _last(fact, column, day, fact.table.c.unit == member.c.code).correlate(member).scalar_subquery()
    return {code: last for code, last in connection.execute(select(member.c.code, query)) if last is not None}


ANY = ""
"""Stands for every column that is never empty: its newest row is the newest of all."""


def _kept(fact: Fact, columns: list[str]) -> list[str]:
    return list(dict.fromkeys(name if fact.table.c[name].nullable else ANY for name in columns))


def _grouped(
    connection: Connection, fact: Fact, columns: list[str], day: date, *where: Any, by: tuple[str, ...]
) -> Lines:
    table, names = fact.table, _kept(fact, columns)
    days = [func.max(table.c.day if name == ANY else case((table.c[name].is_not(None), table.c.day))) for name in names]
    keys = [table.c[name] for name in by]
    query = select(*keys, *days).where(table.c.day <= day, *where, *fact.counted).group_by(*keys)
    lines: Lines = []
    for row in connection.execute(query):
        held = dict(zip(names, row[len(by) :], strict=True))
        lines += [((dimension, code), held) for dimension, code in zip(by, row[: len(by)], strict=True)]
    return lines


def _within(connection: Connection, fact: Fact, columns: list[str], day: date, filters: Mapping[str, str]) -> Lines:
    """Of a part of the city, through the index of what is asked for."""
    named = dimensions.filters(fact)
    where = [fact.table.c[named[name][0]] == value for name, value in filters.items()]
    return _grouped(connection, fact, columns, day, *where, by=tuple(fact.dimensions))


def _by_member(
    fact: Fact, columns: list[str], lines: Lines, levels: Mapping[str, str]
) -> dict[str, dict[Member, date]]:
    found: dict[str, dict[Member, date]] = {}
    for column in columns:
        name = _kept(fact, [column])[0]
        days: dict[Member, date] = {}
        for (dimension, code), held in lines:
            day = held[name]
            if day is None:
                continue
            level = [("level", levels[code])] if dimension == "unit" and code in levels else []
            for member in ((dimension, code), CITY, *level):
                days[member] = max(day, days.get(member, day))
        found[column] = days
    return found
