"""Keeping the sums beside a fact in step with it, in the transaction that changed its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, and_, case, delete, func, insert, literal, select, union_all

from cockpit.store.level_changes import Fillers, changes
from cockpit.store.member import BETWEEN
from cockpit.store.sums import Fact
from cockpit.store.tables import calendar_day, unit


def refresh(connection: Connection, fact: Fact, first: date, *, fillers: Fillers) -> None:
    """Replace the sums of a fact from `first` on; call it in the transaction that changed the rows.

    A change of a level moves every later total, so the rest of the history is always added up again.
    """
    sums, table = fact.sums, fact.table
    dimensions = (*fact.members, *fact.joint)
    connection.execute(delete(sums).where(sums.c.dimension.in_(dimensions), sums.c.day >= first))
    last = connection.execute(select(func.max(table.c.day)).where(*fact.counted)).scalar()
    if last is None:
        return
    rows = changes(fact, fillers).subquery()
    for dimension in dimensions:
        newest = select(func.max(sums.c.day)).where(sums.c.dimension == dimension, sums.c.day < first)
        _add_up(connection, fact, dimension, rows=rows, days=(connection.execute(newest).scalar(), last))


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
    insert_into = insert(sums).from_select(
        ["dimension", "day", "member", *names],
        # Kept together by day, as a board reads them: by member every row of a day would lie in a page of its own.
        select(literal(dimension), gained.c.day, gained.c.member, *totals).order_by(gained.c.day, gained.c.member),
    )
    connection.execute(insert_into)


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
