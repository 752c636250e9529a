"""The facts by plain SQL, without the sums beside them: what every key holds on a day, what days added up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, bindparam, text

from cockpit.store.dimensions import register
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import FACTS, Fact

Found = TypeVar("Found")
CITY = ("city", "")
Place = tuple[str, str]
"""A part of the city: a column of a fact (or `level`, `pair`) and its code; CITY for all of it."""
Values = dict[str, int]
"""Totals by column; a column that no row says is not in it."""
Line = tuple[tuple[str, ...], dict[str, int | None]]
"""The codes of a row in the order of the fact's dimensions, and its columns."""


class Unsplit(Exception):
    """A number cannot be asked of this part of the city."""


class Unaudited(Exception):
    """The rows of a number are lines of which nothing but the declaration itself knows how they are chosen."""


@dataclass(frozen=True)
class PlainFacts:
    """Each question is put to the database once; `kept` has the answers."""

    connection: Connection
    kept: dict[Any, Any] = field(default_factory=dict)

    def rows(self, sql: str, **given: Any) -> Sequence[Any]:
        # SQLite holds moments as text, which only a typed parameter is written like.
        typed = [bindparam(name, type_=DateTime) for name, value in given.items() if isinstance(value, datetime)]
        return self.connection.execute(text(sql).bindparams(*typed), given).all()

    def levels(self, name: str, day: date) -> list[Line]:
        """Of each key and level the newest row up to the day that says it."""
        return self._keep(("levels", name, day), lambda: self._levels(FACTS[name], day))

    def sums(self, name: str, after: date, day: date) -> list[Line]:
        """Added up over the days after `after` up to `day`, by every dimension."""
        return self._keep(("sums", name, after, day), lambda: self._sums(FACTS[name], after, day))

    def totals(self, name: str, lines: Iterable[Line]) -> dict[Place, Values]:
        """By part of the city."""
        fact = FACTS[name]
        found: dict[Place, Values] = {}
        for codes, values in lines:
            for place in self.places(fact, codes):
                held = found.setdefault(place, {})
                for column, value in values.items():
                    if value is not None:
                        held[column] = held.get(column, 0) + value
        return found

    def places(self, fact: Fact, codes: tuple[str, ...]) -> list[Place]:
        named = dict(zip(fact.dimensions, codes, strict=True))
        found = [CITY, *named.items()]
        if fact.by_unit_level:
            found.append(("level", self.unit_levels[named["unit"]]))
        if fact.pair:
            found.append(("pair", ">".join(named[column] for column in fact.pair)))
        return found

    @property
    def unit_levels(self) -> Mapping[str, str]:
        """By code of a unit."""
        return self._keep("levels of units", lambda: dict(map(tuple, self.rows("SELECT code, level FROM unit"))))

    def first_day(self, name: str) -> date | None:
        """The first day of which there is a row that is counted."""
        return self._keep(("first", name), lambda: self._first_day(FACTS[name]))

    def _first_day(self, fact: Fact) -> date | None:
        found = self.rows(f"SELECT MIN(f.day) FROM {fact.name} f WHERE {counted(self.connection, fact)}")[0][0]
        return date.fromisoformat(found) if isinstance(found, str) else found

    def _levels(self, fact: Fact, day: date) -> list[Line]:
        found: list[Line] = []
        for known, names in _by_known(fact).items():
            values = ", ".join(f"f.{valued(fact, one)} AS {one}" for one in names)
            line = ", ".join(f"f.{one.name}" for one in fact.line)
            said = f"AND f.{known} IS NOT NULL" if known else ""
            newest = f"ROW_NUMBER() OVER (PARTITION BY {line} ORDER BY f.day DESC) AS newness"
            where = f"f.day <= :day {said} AND {counted(self.connection, fact)}"
            inner = f"SELECT {_listed(fact)}, {values}, {newest} FROM {fact.name} f WHERE {where}"
            sql = f"SELECT {', '.join((*fact.dimensions, *names))} FROM ({inner}) held WHERE newness = 1"
            found += _lines(fact, names, self.rows(sql, day=day))
        return found

    def _sums(self, fact: Fact, after: date, day: date) -> list[Line]:
        names = added_up(fact)
        values = ", ".join(f"SUM({in_row(fact, one)})" for one in names)
        where = f"f.day > :after AND f.day <= :day AND {counted(self.connection, fact)}"
        sql = f"SELECT {_listed(fact)}, {values} FROM {fact.name} f WHERE {where} GROUP BY {_listed(fact)}"
        return list(_lines(fact, names, self.rows(sql, after=after, day=day)))

    def _keep(self, key: Any, find: Callable[[], Found]) -> Found:
        if key not in self.kept:
            self.kept[key] = find()
        found: Found = self.kept[key]
        return found


def counted(connection: Connection, fact: Fact) -> str:
    """The condition under which a row `f` of the fact is counted: its kind, and that no better source says its key."""
    said = ["1 = 1"]
    if fact.membership:
        of = fact.membership
        codes = f"SELECT code FROM {of.register.name} WHERE {of.attribute} = '{of.value}'"
        said.append(f"f.{of.column} IN ({codes})")
    if fact.ranked and connection.execute(text("SELECT 1 FROM source WHERE precedence IS NOT NULL LIMIT 1")).first():
        same = " AND ".join(f"o.{one.name} = f.{one.name}" for one in fact.line)
        said.append(
            f"NOT EXISTS (SELECT 1 FROM {fact.name} o JOIN source better ON better.code = o.{DELIVERED_BY} "
            f"JOIN source own ON own.code = f.{DELIVERED_BY} "
            f"WHERE {same} AND o.day <= f.day AND better.precedence < own.precedence)"
        )
    return " AND ".join(said)


def asked_of(fact: Fact, name: str) -> list[str]:
    """The columns of a fact in which a part of the city is looked for: of its register, or of its name."""
    return [column for column in fact.dimensions if (register(fact, column) or column) == name]


def valued(fact: Fact, name: str) -> str:
    return next((one.column for one in fact.derived if one.name == name), name)


def added_up(fact: Fact) -> tuple[str, ...]:
    """The measures that are added up over days."""
    return (*fact.flows, *fact.derived_flows)


def in_row(fact: Fact, name: str) -> str:
    """A measure in a row `f`; empty where what it needs is not there."""
    made = fact.made_of(name)
    return (
        f"f.{name}" if made.known == made.column else f"CASE WHEN f.{made.known} IS NOT NULL THEN f.{made.column} END"
    )


def known_by(fact: Fact, name: str) -> str:
    """The column that has to be there for a level to be known; empty where it always is."""
    derived = next((one.known for one in fact.derived if one.name == name), None)
    return derived or (name if fact.table.c[name].nullable else "")


def _by_known(fact: Fact) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in (*fact.levels, *fact.derived_levels):
        found.setdefault(known_by(fact, name), []).append(name)
    return found


def _listed(fact: Fact) -> str:
    return ", ".join(f"f.{one}" for one in fact.dimensions)


def _lines(fact: Fact, columns: Sequence[str], rows: Iterable[Any]) -> Iterable[Line]:
    """PostgreSQL adds whole numbers up to a Decimal."""
    width = len(fact.dimensions)
    for row in rows:
        values = (None if value is None else int(value) for value in row[width:])
        yield tuple(row[:width]), dict(zip(columns, values, strict=True))
