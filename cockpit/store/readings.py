"""The kept history of readings: what was known of each source, and when it became known.

Of a day that is over the last reading up to its end is kept, for a past day is judged by that; of the newest day all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select

from cockpit.store import bulk_insert
from cockpit.store.tables import source, source_mark, source_reading

Row = Mapping[str, Any]
MOST_AT_ONCE = 500
SAID = ("newest_at", "failure", "failure_zh", "provenance")


def note_marks(
    connection: Connection,
    sources: Iterable[str],
    *,
    at: datetime,
    counts: Mapping[str, tuple[int, int, int]] | None = None,
) -> None:
    """What the marks of these sources say now, as readings; `counts` are rows accepted, repeated and refused.

    A mark that does not say when it was read was written by hand: it is known from the moment of the load on.
    """
    known = last_readings(connection)
    named = set(sources)
    for mark in [dict(row) for row in connection.execute(select(source_mark)).mappings()]:
        code, before = mark["source"], known.get(mark["source"])
        if code not in named or (mark["read_at"] is None and _same(mark, before)):
            continue
        accepted, repeated, refused = (counts or {}).get(code, (None, None, None))
        read_at = mark["read_at"] or at.replace(tzinfo=None, microsecond=0)
        said = {name: mark[name] for name in SAID}
        row = {"source": code, "read_at": read_at, **said}
        put(connection, [{**row, "accepted": accepted, "repeated": repeated, "refused": refused}])
        if before is not None and _day(before["read_at"]) < _day(read_at):
            _thin(connection, code, before=_day(read_at))


def _day(read_at: datetime) -> date:
    """The day by whose last second a reading was made; a fraction of a second later is the next."""
    return (read_at + timedelta(seconds=1) - timedelta(microseconds=1)).date()


def _thin(connection: Connection, code: str, *, before: date) -> None:
    """Of every day before that one, only the last reading of a source."""
    own = source_reading.c.source == code
    moments = connection.execute(
        select(source_reading.c.read_at).where(own).order_by(source_reading.c.read_at)
    ).scalars()
    held = [moment for moment in moments if _day(moment) < before]
    last = {_day(moment): moment for moment in held}
    gone = [moment for moment in held if last[_day(moment)] != moment]
    for at in range(0, len(gone), MOST_AT_ONCE):
        connection.execute(
            delete(source_reading).where(own, source_reading.c.read_at.in_(gone[at : at + MOST_AT_ONCE]))
        )


def _same(mark: Row, before: Row | None) -> bool:
    """Whether it says what is known already: nothing at all, or the same as the reading before."""
    if before is None:
        return mark["newest_at"] is None and mark["failure"] is None
    return all(mark[name] == before[name] for name in SAID)


def put(connection: Connection, rows: Iterable[Row]) -> None:
    """Each in the place of what was said of the same source and moment."""
    held = {(row["source"], row["read_at"]): dict(row) for row in rows}
    for code in {code for code, _ in held}:
        moments = [moment for of, moment in held if of == code]
        own = (source_reading.c.source == code, source_reading.c.read_at.between(min(moments), max(moments)))
        there = set(connection.execute(select(source_reading.c.read_at).where(*own)).scalars())
        for moment in there & set(moments):
            connection.execute(
                delete(source_reading).where(source_reading.c.source == code, source_reading.c.read_at == moment)
            )
    bulk_insert.put(connection, source_reading, list(held.values()))


def last_moments(connection: Connection, upto: datetime | None = None) -> dict[str, datetime]:
    """By source the moment of the last reading up to a moment; a source of which none is kept is not there."""
    given = {} if upto is None else {"upto": upto.replace(tzinfo=None)}
    found = connection.execute(_moments(upto is not None), given).all()
    return {code: moment for code, moment in found if moment is not None}


@cache
def _moments(bounded: bool) -> Any:
    own = select(func.max(source_reading.c.read_at)).where(source_reading.c.source == source.c.code)
    if bounded:
        own = own.where(source_reading.c.read_at <= bindparam("upto", type_=source_reading.c.read_at.type))
    return select(source.c.code, own.scalar_subquery())


def last_readings(connection: Connection, upto: datetime | None = None) -> dict[str, Row]:
    """By source the last reading up to a moment; a source of which none is kept is not there."""
    moments = last_moments(connection, upto)
    if not moments:
        return {}
    given: dict[str, Any] = {}
    for number, (code, at) in enumerate(moments.items()):
        given |= {f"source_{number}": code, f"read_at_{number}": at}
    found = connection.execute(_each(len(moments)), given).mappings().all()
    return {row["source"]: dict(row) for row in found}


@cache
def _each(count: int) -> Any:
    """So many readings. Named one by one, each is a step into the index; joined to the moments, SQLite reads the whole
    history."""
    columns = (source_reading.c.source, source_reading.c.read_at)
    each = (and_(*(one == bindparam(f"{one.name}_{at}", type_=one.type) for one in columns)) for at in range(count))
    return select(source_reading).where(or_(*each))
