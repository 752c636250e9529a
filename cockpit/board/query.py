"""The one pass over the exchange database: at most twenty queries, whatever the history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, literal, select, union_all

from cockpit.board import fact_totals, joint_sums
from cockpit.board.newest_days import newest
from cockpit.board.registers_of_day import registers_of
from cockpit.board.standing_difference import DIFFERS, StandingDifference
from cockpit.calendar import Period, course_days, window_days
from cockpit.metrics import carried_level
from cockpit.metrics.last_reading import NEVER_READ, NOT_KNOWN, LastReading
from cockpit.metrics.reading import MeetingStart, Reading, Span
from cockpit.metrics.silence import owed
from cockpit.store import dimensions, readings, sum_reader, tables
from cockpit.store.delivery_coverage import COPY, fillers
from cockpit.store.register_history import NEWEST
from cockpit.store.register_history import read as read_history
from cockpit.store.row_changes import Fillers
from cockpit.store.slices import COPIED
from cockpit.store.sums import CITY, FACTS, PAIR, Fact

WHOLE = (CITY, "figure", "library")
"""Dimensions of which days are read for what was expected: libraries are few, and each draws a course of its own."""


class MoreDays(NamedTuple):
    """By fact, days for every member of which courses are read, and days for the whole city and each library."""

    members: Mapping[str, set[date]]
    city: Mapping[str, set[date]]


NO_MORE_DAYS = MoreDays({}, {})


@dataclass(frozen=True)
class World:
    """What is true of the whole database: data version, clock (where it stands still), city, spans of the facts.

    `registered` is the day of the newest change of a register; before it registers were others. `audited` is what the
    last audit found, None where it found nothing.
    """

    data_version: str
    marks: str
    clock: datetime | None
    city: str | None
    spans: Mapping[str, Span]
    registered: date | None = None
    audited: StandingDifference | None = None

    @property
    def newest(self) -> date | None:
        return max((span.last for span in self.spans.values()), default=None)

    @property
    def oldest(self) -> date | None:
        return min((span.first for span in self.spans.values()), default=None)


def world(connection: Connection) -> World:
    """Two small queries."""
    said = {row.name: row.value for row in connection.execute(select(tables.world))}
    clock = datetime.fromisoformat(said["clock"]) if said.get("clock") else None
    registered = date.fromisoformat(said[NEWEST]) if said.get(NEWEST) else None
    marks = said.get("marks", "")[:8]
    audited = StandingDifference.of(said.get(DIFFERS))
    return World(said.get("data_version", ""), marks, clock, said.get("city"), _spans(connection), registered, audited)


def registered(connection: Connection) -> date | None:
    """The day of the newest change of a register, without the rest of what is true of the database."""
    said = connection.execute(select(tables.world.c.value).where(tables.world.c.name == NEWEST)).scalar()
    return date.fromisoformat(said) if said else None


def _spans(connection: Connection) -> dict[str, Span]:
    """The days of the rows that are counted: a fact may hold others, of which no number says anything."""
    found = connection.execute(_ends(tuple(FACTS)))
    return {name: Span(first, last) for name, first, last in found if first is not None}


@cache
def _ends(facts: tuple[str, ...]) -> Any:
    queries = []
    for name in facts:
        sums = FACTS[name].sums.c
        # Each end by itself is the first step of an index; both at once would read every day.
        ends = [select(end(sums.day)).where(sums.dimension == CITY).scalar_subquery() for end in (func.min, func.max)]
        queries.append(select(literal(name), *(end.label(f"end_{at}") for at, end in enumerate(ends))))
    return union_all(*queries)


def registers(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Rows by register; one that was never filled has none."""
    copy = tables.register_copy
    found = connection.execute(select(copy.c.table_name, copy.c.rows))
    return {**{name: [] for name in COPIED}, **{row.table_name: json.loads(row.rows) for row in found}}


def registers_on(
    connection: Connection, registered: date | None, day: date
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, frozenset[str] | None]]:
    """The registers of a day, and which codes were registered then; of a day after their last change, those of now.

    `registered` is the day of that change.
    """
    now = registers(connection)
    if registered is None or day >= registered:
        return now, {}
    return registers_of(day, now, read_history(connection))


def last_readings(
    connection: Connection, registers: Mapping[str, list[dict[str, Any]]], upto: datetime | None
) -> dict[str, LastReading]:
    """By source, how it was last read up to a moment; None: until now, as the marks say.

    A source of which nothing has come to this day was not connected on any day before.
    """
    marks = {row["source"]: LastReading.of(row) for row in registers.get("source_mark", [])}
    codes = [row["code"] for row in registers.get("source", [])]
    if upto is None:
        return {code: marks.get(code, NEVER_READ) for code in codes}
    then = readings.last_readings(connection, upto)
    ever = readings.last_moments(connection) if set(codes) - set(then) else then
    return {
        code: LastReading.of(then[code])
        if code in then
        else NOT_KNOWN
        if code in ever or marks.get(code, NEVER_READ).newest_at
        else NEVER_READ
        for code in codes
    }


def read(
    connection: Connection,
    world: World,
    *,
    registers: dict[str, list[dict[str, Any]]],
    as_of: date,
    period: Period,
    filters: Mapping[str, str],
    facts: Container[str] = FACTS,
    more: MoreDays = NO_MORE_DAYS,
) -> Reading:
    """Everything a board needs for one day, period and part of the city, or as much of it as some facts say.

    `more` are days on which running totals are needed as well.
    """
    steps = course_days(as_of)
    latest = window_days(as_of, period)[:2]
    windows = {*window_days(as_of, period), steps[0]}
    owing = [pair for pairs in owed(registers.get("source", [])).values() for pair in pairs]
    filled = fillers(registers.get(COPY, []))
    split = {name for name in FACTS if set(filters) <= set(dimensions.filters(FACTS[name]))}
    held: dict[str, Any] = {}
    narrowed: dict[str, frozenset[date]] = {}
    for name, span in world.spans.items():
        if name not in facts or (filters and name not in split):
            continue
        fact = FACTS[name]
        days = _within(span, {*windows, *steps, *more.members.get(name, ())})
        if not days:
            continue
        wide = _within(span, windows)
        ends = _within(span, latest)  # of pairs, which are thousands: nobody asks for them in the period before
        if fact.joint and "unit" not in filters:
            narrowed[name] = frozenset({*latest, span.last})
        if filters:
            held[name] = _part(connection, fact, days, wide=wide, ends=ends, filters=filters, fillers=filled)
        else:
            whole = sorted({*days, *_within(span, more.city.get(name, ()))})
            held[name] = _summed(connection, fact, days, wide=wide, pairs=ends if fact.joint else wide, whole=whole)
    said = [pair for pair in (*carried_level.columns(), *owing) if pair[0] in held]
    return Reading(
        totals=held,
        spans=world.spans,
        registers=registers,
        meetings=_meetings(connection, as_of, filters),
        split=frozenset(split),
        filters=dict(filters),
        ends=narrowed,
        newest=newest(connection, registers, said, day=as_of, filters=filters),
    )


def _within(span: Span, days: Iterable[date]) -> list[date]:
    """The days on which there are running totals; one after the last has those of the last."""
    return sorted({min(day, span.last) for day in days if day >= span.first})


def _summed(
    connection: Connection,
    fact: Fact,
    days: list[date],
    *,
    wide: list[date],
    pairs: list[date],
    whole: list[date],
) -> dict[str, Any]:
    """Dimensions with few members for every step of the courses, the others only where a window ends; on the days of
    `whole` the city, figures and libraries."""
    asked: dict[tuple[date, ...], list[str]] = defaultdict(list)
    few = dimensions.few(fact)
    for name in fact.members:
        on = whole if name in WHOLE else days if name in few else pairs if name == PAIR else wide
        asked[tuple(on)].append(name)
    columns = (*fact.measures, *fact.counts)
    found: dict[str, Any] = defaultdict(lambda: defaultdict(dict))
    for row in sum_reader.read(
        connection, fact, [sum_reader.SumQuery(names, on) for on, names in asked.items()], columns
    ):
        found[row[0]][row[2]][row[1]] = dict(zip(columns, row[3:], strict=False))
    return found


def _part(
    connection: Connection,
    fact: Fact,
    days: list[date],
    *,
    wide: list[date],
    ends: list[date],
    filters: Mapping[str, str],
    fillers: Mapping[str, Fillers],
) -> dict[str, Any]:
    """The same for a part of the city."""
    if fact.joint:
        return joint_sums.read(connection, fact, days, wide=wide, ends=ends, filters=filters)
    return fact_totals.read(connection, fact, days, filters=filters, fillers=fillers.get(fact.name, {}))


def _meetings(connection: Connection, as_of: date, filters: Mapping[str, str]) -> tuple[MeetingStart, ...]:
    if set(filters) - {"unit"}:
        return ()
    meeting = tables.meeting
    query = select(meeting.c.host, meeting.c.day, meeting.c.hour, meeting.c.provenance).where(
        meeting.c.day > as_of - timedelta(days=84), meeting.c.day <= as_of
    )
    if "unit" in filters:
        query = query.where(meeting.c.host == filters["unit"])
    found = connection.execute(query.order_by(meeting.c.day, meeting.c.code)).all()
    return tuple(MeetingStart(host, day.isoweekday(), hour, provenance) for host, day, hour, provenance in found)
