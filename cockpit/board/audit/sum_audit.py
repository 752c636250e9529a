"""The sums tables against the facts, by plain SQL: every day of the city, every member on the days that boards ask for.

A sum over the days of a fact is added up from its rows; a level from the changes of each key. Of every day of history
the members of each dimension have to add up to the city, and the city to the facts; so a row that was changed on any
day is found, on the days of a board by its member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from cockpit.board.audit.audit_result import AuditCheck, AuditTally
from cockpit.board.audit.plain_facts import added_up, counted, in_row, known_by, valued
from cockpit.calendar import Period, course_days, window_days
from cockpit.store.member import BETWEEN
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import CITY, COUNTS, FACTS, Fact, empty_rows, known_rows, origin_rows
from cockpit.store.vocabulary import Provenance

Totals = dict[str, int | None]
SUNDAY = 7


@dataclass(frozen=True)
class SumAudit:
    """Of what the boards of one day ask for, and of the city on every day."""

    connection: Connection
    day: date
    tally: AuditTally

    @classmethod
    def of(cls, connection: Connection, day: date) -> AuditTally:
        """What came of it."""
        tally = AuditTally(AuditCheck.SUMS)
        audit = cls(connection, day, tally)
        for fact in FACTS.values():
            audit._fact(fact)
        return tally

    def _fact(self, fact: Fact) -> None:
        ends = self._rows(f"SELECT MIN(f.day), MAX(f.day) FROM {fact.name} f WHERE {counted(self.connection, fact)}")
        first, last = (_day(value) for value in ends[0])
        if first is None or last is None:
            left = self._rows(f"SELECT COUNT(*) FROM {fact.sums.name}")[0][0]
            self.tally.hold(fact.sums.name, "a fact without rows", said=int(left), found=0)
            return
        self._city(fact, last)
        asked = sorted({min(day, last) for day in _asked(self.day) if day >= first})
        if asked and not fact.joint:
            self._every_member(fact, asked)
        for dimension in (*fact.members[1:], *fact.joint) if asked and fact.joint else ():
            days = asked if dimension != fact.weekly else sorted({_sunday(day) for day in asked})
            self._members(fact, dimension, self._counted(fact, dimension, days))

    def _city(self, fact: Fact, last: date) -> None:
        """Every day of history: the city against the facts, and each dimension against the city."""
        names = (*fact.measures, *fact.counts)
        sql = f"SELECT day, {_summed(names)} FROM ({_changes(self.connection, fact)}) c GROUP BY day ORDER BY day"
        gained = {_day(row[0]) or last: _plain(names, row[1:]) for row in self._rows(sql)}
        held = self._held(fact, names)
        now: Totals = dict.fromkeys(names)
        city: dict[date, Totals] = {}
        for day in sorted({*gained, *(min(day, last) for _, day in held)}):
            now = city[day] = _added(now, gained.get(day, {}))
        for (dimension, day), totals in sorted(held.items()):
            place = f"all members of {dimension} on {day}" if dimension != CITY else f"the city on {day}"
            self._hold(fact, place, totals, city[min(day, last)])
        for day in sorted(set(city) - {day for dimension, day in held if dimension == CITY}):
            self._hold(fact, f"the city on {day}", {}, city[day])

    def _held(self, fact: Fact, names: tuple[str, ...]) -> dict[tuple[str, date], Totals]:
        """By dimension and day, all rows of the sums table with what was added to them since."""
        sql = f"SELECT dimension, day, {_summed(names)} FROM {fact.sums.name} GROUP BY dimension, day"
        found = {(row[0], _day(row[1]) or date.min): _plain(names, row[2:]) for row in self._rows(sql)}
        sql = f"SELECT dimension, since, {_summed(names)} FROM {fact.offsets.name} GROUP BY dimension, since"
        for dimension, since, *values in self._rows(sql):
            more = _plain(names, values)
            for place in list(found):
                if place[0] == dimension and place[1] >= (_day(since) or date.min):
                    found[place] = _added(found[place], more)
        return found

    def _members(self, fact: Fact, dimension: str, facts: Mapping[date, dict[str, Totals]]) -> None:
        names = (*fact.measures, *fact.counts)
        for day, held in facts.items():
            said = self._said(fact, dimension, names, day)
            for member in sorted({*said, *held}):
                place = " ".join(part for part in (dimension, member, f"on {day}") if part)
                self._hold(fact, place, said.get(member, {}), held.get(member, {}))

    def _every_member(self, fact: Fact, days: list[date]) -> None:
        """All dimensions out of one question, where their members together are few."""
        every = self._counted(fact, "", days)
        levels = dict(map(tuple, self._rows("SELECT code, level FROM unit")))
        for dimension in fact.members[1:]:
            found: dict[date, dict[str, Totals]] = {}
            for day, held in every.items():
                of_day = found.setdefault(day, {})
                for codes, totals in held.items():
                    named = dict(zip(fact.dimensions, codes.split(BETWEEN), strict=True))
                    columns = fact.columns.get(dimension, ())
                    member = BETWEEN.join(named[one] for one in columns) or levels[named["unit"]]
                    of_day[member] = _added(of_day.get(member, {}), totals)
            self._members(fact, dimension, found)

    def _counted(self, fact: Fact, dimension: str, days: list[date]) -> dict[date, dict[str, Totals]]:
        """The members of a dimension, or of all of them together, on each of these days, added up from the facts."""
        names = (*fact.measures, *fact.counts)
        steps = " ".join(f"WHEN c.day <= '{day}' THEN {number}" for number, day in enumerate(days))
        columns = fact.columns[dimension] if dimension else fact.dimensions
        member = f" || '{BETWEEN}' || ".join(f"c.{name}" for name in columns)
        sql = (
            f"SELECT CASE {steps} END AS step, {member} AS member, {_summed(names, 'c.')} "
            f"FROM ({_changes(self.connection, fact)}) c WHERE c.day <= '{days[-1]}' GROUP BY 1, 2"
        )
        gained: dict[int, dict[str, Totals]] = {}
        for step, code, *values in self._rows(sql):
            gained.setdefault(int(step), {})[code] = _plain(names, values)
        now: dict[str, Totals] = {}
        found: dict[date, dict[str, Totals]] = {}
        for number, day in enumerate(days):
            now = {**now, **{code: _added(now.get(code, {}), more) for code, more in gained.get(number, {}).items()}}
            found[day] = now
        return found

    def _said(self, fact: Fact, dimension: str, names: tuple[str, ...], day: date) -> dict[str, Totals]:
        where = f"dimension = '{dimension}'"
        sql = f"SELECT member, {', '.join(names)} FROM {fact.sums.name} WHERE {where} AND day = :day"
        found = {row[0]: _plain(names, row[1:]) for row in self._rows(sql, day=day)}
        sql = (
            f"SELECT member, {_summed(names)} FROM {fact.offsets.name} WHERE {where} AND since <= :day GROUP BY member"
        )
        for member, *values in self._rows(sql, day=day):
            found[member] = _added(found.get(member, {}), _plain(names, values))
        return found

    def _hold(self, fact: Fact, place: str, said: Totals, found: Totals) -> None:
        """A measure of which nothing is known is nothing, whatever is written in its place; no rows are counts of 0."""
        sides = [_told(fact, one) for one in (said, found)]
        differ = [name for name in (*fact.measures, *fact.counts) if sides[0].get(name) != sides[1].get(name)]
        if not differ:
            self.tally.checked += 1
        for name in differ:
            self.tally.hold(fact.sums.name, f"{name}, {place}", said=sides[0].get(name), found=sides[1].get(name))

    def _rows(self, sql: str, **given: Any) -> Any:
        return self.connection.execute(text(sql), given).all()


def _asked(day: date) -> set[date]:
    """The days on which boards of a day ask for members: where periods end, and the steps of its courses."""
    return {*course_days(day), *(one for period in Period for one in window_days(day, period))}


def _sunday(day: date) -> date:
    """The last Sunday up to a day."""
    return day - timedelta(days=day.isoweekday() % SUNDAY)


def _changes(connection: Connection, fact: Fact) -> str:
    """What every counted row adds: its sums as they are, its levels as changes against the row before of its key."""
    columns = ["f.day AS day", *(f"f.{name} AS {name}" for name in _keys(fact))]
    columns += [f"{_change(fact, name)} AS {name}" for name in (*fact.levels, *fact.derived_levels)]
    columns += [f"{in_row(fact, name)} AS {name}" for name in added_up(fact)]
    for name in COUNTS:
        columns.append(f"CASE WHEN f.provenance = '{name.removesuffix('_rows')}' THEN 1 ELSE 0 END AS {name}")
    for name in fact.uncertain:
        columns.append(f"CASE WHEN f.{name} IS NOT NULL THEN 1 ELSE 0 END AS {known_rows(name)}")
        if fact.shared:
            fills = f"SELECT e.{DELIVERED_BY} FROM {fact.name} e WHERE e.{name} IS NOT NULL"
            empty = f"f.{name} IS NULL AND f.{DELIVERED_BY} IN ({fills})"
            columns.append(f"CASE WHEN {empty} THEN 1 ELSE 0 END AS {empty_rows(name)}")
    for group, names in fact.origins.items():
        for provenance, label in zip((Provenance.DEMO, Provenance.MEASURED), origin_rows(group), strict=True):
            columns.append(f"{_origin(fact, names[0], provenance)} AS {label}")
    return f"SELECT {', '.join(columns)} FROM {fact.name} f WHERE {counted(connection, fact)}"


def _keys(fact: Fact) -> Iterable[str]:
    return (str(column.name) for column in fact.table.primary_key.columns if column.name != "day")


def _change(fact: Fact, name: str) -> str:
    known = known_by(fact, name)
    return _against(fact, f"f.{valued(fact, name)}", known)


def _against(fact: Fact, value: str, known: str) -> str:
    """A value less that of the row before of the same key that says it."""
    line = ", ".join([*(f"f.{one.name}" for one in fact.line), *([f"f.{known} IS NULL"] if known else [])])
    change = f"{value} - COALESCE(LAG({value}) OVER (PARTITION BY {line} ORDER BY f.day), 0)"
    return f"CASE WHEN f.{known} IS NOT NULL THEN {change} END" if known else change


def _origin(fact: Fact, name: str, provenance: str) -> str:
    """Whether a row of this provenance says a sum; of a level, whether it is the one that holds from now on."""
    so = f"(CASE WHEN f.provenance = '{provenance}' THEN 1 ELSE 0 END)"
    if name in added_up(fact):
        return f"CASE WHEN f.{fact.made_of(name).known} IS NOT NULL THEN {so} ELSE 0 END"
    return f"COALESCE({_against(fact, so, known_by(fact, name))}, 0)"


def _summed(names: Iterable[str], of: str = "") -> str:
    return ", ".join(f"SUM({of}{name})" for name in names)


def _plain(names: tuple[str, ...], values: Iterable[Any]) -> Totals:
    return {name: None if value is None else int(value) for name, value in zip(names, values, strict=True)}


def _added(left: Totals, right: Totals) -> Totals:
    """What is unknown on one side is what the other says."""
    found = dict(left)
    for name, value in right.items():
        if value is not None:
            found[name] = (found.get(name) or 0) + value
    return found


def _told(fact: Fact, totals: Totals) -> Totals:
    found = {**{name: totals.get(name) or 0 for name in fact.counts}, **{n: totals.get(n) for n in fact.measures}}
    for name in fact.uncertain:
        if not found[known_rows(name)]:
            found |= dict.fromkeys((name, *(one.name for one in fact.derived if one.known == name)))
    if not any(found[name] for name in COUNTS):
        found |= dict.fromkeys(fact.measures)
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
