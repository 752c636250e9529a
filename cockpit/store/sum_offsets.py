"""Keeping the sums beside a fact in step with it, in the transaction that changed its rows.

A change of the newest days replaces their totals. A change of a day far back replaces the totals of that day; what
it adds to all later ones is written once, as an offset from the next day on. Every later load takes the earliest
offset some days further, until it has come to the newest day and is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, func, select

from cockpit.calendar import Week
from cockpit.store import bulk_insert
from cockpit.store.refresh import ONE, add_up, add_up_from, drop_offsets, newest_before
from cockpit.store.row_changes import Fillers
from cockpit.store.sums import CITY, Fact

NEAR = timedelta(days=31)
"""Days so near to the newest are added up up to it: that costs less than a board that adds offsets."""
STEP_ROWS = 10_000
"""Running totals by which a load takes the earliest offset further."""
FEW_OFFSETS, MOST_DAYS = 5_000, 4
"""More rows of offsets than this, or than so many days have running totals, and those that lie nearest become one."""
WHOLE = date.max
Line = dict[str, int | None]
Totals = dict[str, Line]


def refresh(connection: Connection, fact: Fact, days: Collection[date], *, fillers: Fillers) -> None:
    """Bring the sums in step after rows of these days were changed; `WHOLE`: of every day from the first of them on."""
    first, last = _span(connection, fact)
    begun = min(days)
    if first is None or last is None or begun == date.min:
        add_up_from(connection, fact, date.min, fillers=fillers)
        return
    if WHOLE not in days and begun < last - NEAR and _is_far(first, last, days):
        for begins, ends in _runs(days):
            if not _moved(connection, fact, (begins, max(ends, first - ONE)), fillers=fillers):
                break
        else:
            _merge(connection, fact, fillers=fillers)
    else:
        add_up_from(connection, fact, begun, fillers=fillers)
        _step(connection, fact, fillers=fillers)
    _end(connection, fact, last)


def _end(connection: Connection, fact: Fact, last: date) -> None:
    """Where the newest days were taken away, the totals end with the newest that is left."""
    newest = connection.execute(select(func.max(fact.table.c.day)).where(*fact.counted)).scalar()
    if newest is None or newest >= last:
        return
    for held, day in ((fact.sums, fact.sums.c.day), (fact.offsets, fact.offsets.c.since)):
        weekly = held.c.dimension == (fact.weekly or "")
        connection.execute(delete(held).where(~weekly, day > newest))
        connection.execute(delete(held).where(weekly, day > Week.of(newest).sunday))


def _is_far(first: date, last: date, days: Collection[date]) -> bool:
    """Whether less is added up around these days than from the first of them on."""
    around = sum((ends - begins + ONE for begins, ends in _runs(days)), timedelta())
    return around + NEAR < last - max(first, min(days))


def _span(connection: Connection, fact: Fact) -> tuple[date | None, date | None]:
    day = fact.sums.c.day
    query = select(func.min(day), func.max(day)).where(fact.sums.c.dimension == CITY)
    first, last = connection.execute(query).one()
    return first, last


def _runs(days: Collection[date]) -> Iterator[tuple[date, date]]:
    """First and last of the days that lie near to each other, the earliest first."""
    begins = ends = min(days)
    for day in sorted(days):
        if day - ends > NEAR:
            yield begins, ends
            begins = day
        ends = day
    yield begins, ends


def _moved(connection: Connection, fact: Fact, days: tuple[date, date], *, fillers: Fillers) -> bool:
    """Whether the totals of these days were replaced by themselves; otherwise all were, from the first of them on."""
    begins, ends = days
    last = _span(connection, fact)[1]  # a load may have taken the newest days away
    if (
        last is not None
        and ends + NEAR < last
        and all(
            _replaced(connection, fact, dimension, days=days, fillers=fillers)
            for dimension in (*fact.members, *fact.joint)
        )
    ):
        return True
    add_up_from(connection, fact, begins, fillers=fillers)
    return False


def _replaced(connection: Connection, fact: Fact, dimension: str, *, days: tuple[date, date], fillers: Fillers) -> bool:
    """False where a difference cannot be said by numbers alone; then the totals of these days are of no use."""
    begins, ends = (Week.of(day).sunday for day in days) if dimension == fact.weekly else days
    sums = fact.sums
    before = _totals(connection, fact, dimension, ends)
    previous = newest_before(connection, fact, dimension, begins)
    replaced = (sums.c.dimension == dimension, sums.c.day.between(begins, ends))
    connection.execute(delete(sums).where(*replaced))
    add_up(connection, fact, dimension, days=(previous, begins, ends), fillers=fillers)
    drop_offsets(connection, fact, dimension, after=previous, upto=ends)
    after = _totals(connection, fact, dimension, ends)
    if not after or any(_is_lost(fact, held, after.get(member)) for member, held in before.items()):
        return False
    differing = {member for member in before.keys() | after.keys() if before.get(member) != after.get(member)}
    gained = {member: _difference(fact, before.get(member, {}), after.get(member, {})) for member in differing}
    _put(connection, fact, dimension, since=ends + ONE, gained=gained)
    return True


def _totals(connection: Connection, fact: Fact, dimension: str, day: date) -> Totals:
    sums, names = fact.sums, (*fact.measures, *fact.counts)
    query = select(sums.c.member, *(sums.c[name] for name in names))
    found = connection.execute(query.where(sums.c.dimension == dimension, sums.c.day == day)).all()
    return {member: dict(zip(names, values, strict=True)) for member, *values in found}


def _is_lost(fact: Fact, before: Line, after: Line | None) -> bool:
    """Whether something is no longer known, of which no count says whether it is known on a later day."""
    return any(before[name] is not None and (after is None or after[name] is None) for name in fact.uncounted)


def _difference(fact: Fact, before: Line, after: Line) -> Line:
    """Of what no count says whether it is known, nothing where it stays as it was: 0 is a change from unknown to 0."""
    found: Line = {}
    for name in (*fact.measures, *fact.counts):
        old, new = before.get(name), after.get(name)
        same = (old is None and new is None) or (name in fact.uncounted and old == new)
        found[name] = None if same else (new or 0) - (old or 0)
    return found


def _says(fact: Fact, line: Line) -> bool:
    return any(value or (value is not None and name in fact.uncounted) for name, value in line.items())


def _put(connection: Connection, fact: Fact, dimension: str, *, since: date, gained: Totals) -> None:
    """Add to the offsets that begin on this day; one that adds nothing is taken out."""
    offsets, names = fact.offsets, (*fact.measures, *fact.counts)
    here = (offsets.c.dimension == dimension, offsets.c.since == since)
    query = select(offsets.c.member, *(offsets.c[name] for name in names)).where(*here)
    for member, *values in connection.execute(query).all():
        gained[member] = _sum(dict(zip(names, values, strict=True)), gained.get(member, {}))
    connection.execute(delete(offsets).where(*here))
    said: dict[str, Any] = {"dimension": dimension, "since": since}
    lines = [{**said, "member": member, **line} for member, line in sorted(gained.items()) if _says(fact, line)]
    bulk_insert.put(connection, offsets, lines)


def _sum(left: Line, right: Line) -> Line:
    return {
        name: None if value is None and right.get(name) is None else (value or 0) + (right.get(name) or 0)
        for name, value in left.items()
    }


def _step(connection: Connection, fact: Fact, *, fillers: Fillers) -> None:
    """Take the earliest offset further by as many days as have so many running totals."""
    begun = _begun(connection, fact)
    if begun:
        days = max(1, STEP_ROWS // _held(connection, fact, begun[0]))
        _moved(connection, fact, (begun[0], begun[0] + (days - 1) * ONE), fillers=fillers)


def _merge(connection: Connection, fact: Fact, *, fillers: Fillers) -> None:
    """Of offsets that have become many, those that lie nearest to each other become one."""
    begun = _begun(connection, fact)
    while len(begun) > 1:
        held = connection.execute(select(func.count()).select_from(fact.offsets)).scalar_one()
        if held <= max(FEW_OFFSETS, MOST_DAYS * _held(connection, fact, begun[0])):
            return
        begins, following = min(pairwise(begun), key=lambda pair: pair[1] - pair[0])
        _moved(connection, fact, (begins, following - ONE), fillers=fillers)
        begun = _begun(connection, fact)


def _begun(connection: Connection, fact: Fact) -> list[date]:
    """The days on which offsets of daily totals begin."""
    offsets = fact.offsets
    query = select(offsets.c.since).where(offsets.c.dimension != (fact.weekly or "")).distinct()
    return sorted(connection.execute(query).scalars())


def _held(connection: Connection, fact: Fact, day: date) -> int:
    """How many running totals there are on a day, at least one."""
    sums = fact.sums
    query = select(func.count()).where(sums.c.dimension.in_((*fact.members, *fact.joint)), sums.c.day == day)
    return max(1, int(connection.execute(query).scalar_one()))
