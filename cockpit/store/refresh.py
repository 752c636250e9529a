"""Adding up the sums beside a fact, whole or for some days, in the transaction that changed its rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, and_, case, delete, func, insert, literal, select, union_all

from cockpit.store.member import BETWEEN
from cockpit.store.row_changes import Fillers, changes
from cockpit.store.sums import Fact
from cockpit.store.tables import calendar_day, unit

FEW = timedelta(days=62)
"""Of so many days the levels before are looked up one by one; of more, history is read once."""
ONE = timedelta(days=1)


def add_up_from(connection: Connection, fact: Fact, first: date, *, fillers: Fillers) -> None:
    """Replace the sums of a fact from `first` on; no offset is left on the days from then on."""
    sums, table = fact.sums, fact.table
    last = connection.execute(select(func.max(table.c.day)).where(*fact.counted)).scalar()
    for dimension in (*fact.members, *fact.joint):
        previous = newest_before(connection, fact, dimension, first)
        replaced = (sums.c.dimension == dimension, sums.c.day >= first)
        connection.execute(delete(sums).where(*replaced))
        drop_offsets(connection, fact, dimension, after=previous)
        if last is not None:
            add_up(connection, fact, dimension, days=(previous, first, last), fillers=fillers)


def newest_before(connection: Connection, fact: Fact, dimension: str, day: date) -> date | None:
    """The last day before this one on which there are running totals."""
    sums = fact.sums
    query = select(func.max(sums.c.day)).where(sums.c.dimension == dimension, sums.c.day < day)
    found: date | None = connection.execute(query).scalar()
    return found


def drop_offsets(
    connection: Connection, fact: Fact, dimension: str, *, after: date | None, upto: date = date.max
) -> None:
    """Those that begin in these days: the totals of the days hold them now."""
    offsets = fact.offsets
    begins = offsets.c.since.between(date.min if after is None else after + ONE, upto)
    connection.execute(delete(offsets).where(offsets.c.dimension == dimension, begins))


def add_up(
    connection: Connection, fact: Fact, dimension: str, *, days: tuple[date | None, date, date], fillers: Fillers
) -> None:
    """Running totals from a first to a last day; they are added to those of the day before, where there are such."""
    previous, first, last = days
    few = None
    if not fact.levels or last - first <= FEW:
        few = (date.min if previous is None else previous + ONE, last)
    _add_up(connection, fact, dimension, rows=changes(fact, fillers, few=few).subquery(), days=(previous, last))


def _add_up(connection: Connection, fact: Fact, dimension: str, *, rows: Any, days: tuple[date | None, date]) -> None:
    """Running totals up to the last day; `previous` is the day whose totals they are added to."""
    previous, last = days
    sums = fact.sums
    names = (*fact.measures, *fact.counts)
    member, source = _member(fact, dimension, rows)
    calendar: Any = select(calendar_day.c.day).where(calendar_day.c.day <= last)
    day = rows.c.day
    if dimension == fact.weekly:
        calendar = select(calendar_day.c.week.label("day")).where(calendar_day.c.day <= last).distinct()
        source, day = source.join(calendar_day, calendar_day.c.day == rows.c.day), calendar_day.c.week
    daily: Any = (
        select(day.label("day"), member.label("member"), *(func.sum(rows.c[name]).label(name) for name in names))
        .select_from(source)
        .where(rows.c.day <= last)
        .group_by(day, member)
    )
    if previous is not None:
        daily, calendar = daily.where(rows.c.day > previous), calendar.where(calendar_day.c.day > previous)
    daily = daily.cte("daily").prefix_with("MATERIALIZED")  # asked twice below, worked out once
    calendar = calendar.subquery()
    before = select(sums).where(sums.c.dimension == dimension, sums.c.day == previous).subquery()
    first: Any = select(daily.c.member, func.min(daily.c.day).label("day")).group_by(daily.c.member)
    if previous is not None:
        first = union_all(first, select(before.c.member, literal(previous, Date)))
    first = first.subquery()
    # A member that has not begun yet has no row, so that "nothing yet" is not read as zero.
    members = (
        select(first.c.member, func.min(first.c.day).label("begun"))
        .group_by(first.c.member)
        .cte("members")
        .prefix_with("MATERIALIZED")
    )
    joined = calendar.join(members, calendar.c.day >= members.c.begun).outerjoin(
        daily, and_(daily.c.day == calendar.c.day, daily.c.member == members.c.member)
    )
    columns: list[ColumnElement[Any]] = [
        func.sum(daily.c[name]).over(partition_by=members.c.member, order_by=calendar.c.day).label(name)
        for name in names
    ]
    if previous is not None:
        joined = joined.outerjoin(before, before.c.member == members.c.member)
        columns.extend(before.c[name].label(f"before_{name}") for name in names)
    gained = select(calendar.c.day, members.c.member, *columns).select_from(joined).subquery()
    totals = [_total(fact, gained, name, added=previous is not None) for name in names]
    # Kept together by day, as a board reads them: by member every row of a day would lie in a page of its own.
    made = select(literal(dimension), gained.c.day, gained.c.member, *totals).order_by(gained.c.day, gained.c.member)
    connection.execute(insert(sums).from_select(["dimension", "day", "member", *names], made))


def _total(fact: Fact, gained: Any, name: str, *, added: bool) -> ColumnElement[Any]:
    """The running total of a column; a measure of which nothing is known stays unknown."""
    gain: ColumnElement[Any] = gained.c[name]
    if not added:
        return gain if name in fact.measures else func.coalesce(gain, 0)
    old = gained.c[f"before_{name}"]
    total = func.coalesce(gain, 0) + func.coalesce(old, 0)
    return case((and_(gain.is_(None), old.is_(None)), None), else_=total) if name in fact.measures else total


def _member(fact: Fact, dimension: str, rows: Any) -> tuple[ColumnElement[Any], Any]:
    if dimension == "level":
        return unit.c.level, rows.join(unit, unit.c.code == rows.c.unit)
    # Always an expression: grouped by a bare column SQLite reads its whole index instead of the days it is asked for.
    member: ColumnElement[Any] = literal("")
    for number, name in enumerate(fact.columns[dimension]):
        member = member + BETWEEN + rows.c[name] if number else member + rows.c[name]
    return member, rows
