"""Landed parts: which Parquet files hold the events of which day. A file that is not listed does not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from cockpit.store.tables import part


@dataclass(frozen=True)
class LandedPart:
    """`name` is the path below the folder of landed parts, made of the day and the hash of the content.

    `rows` events with `landed` from `first` to `last`; no event id twice in it, nor in another part of its source.
    """

    day: date
    name: str
    rows: int
    first: int
    last: int


@dataclass(frozen=True)
class PartsChange:
    """What a load does to the parts of its source; the files of `removed` are deleted after it is committed."""

    added: Sequence[LandedPart] = ()
    removed: Sequence[LandedPart] = ()


def listed(connection: Connection, source: str) -> list[LandedPart]:
    """All parts of a source, by day and order of landing."""
    query = select(part).where(part.c.source == source).order_by(part.c.day, part.c.first)
    found = connection.execute(query)
    return [LandedPart(row.day, row.name, row.rows, row.first, row.last) for row in found]


def change(connection: Connection, source: str, changed: PartsChange) -> None:
    for gone in changed.removed:
        connection.execute(delete(part).where(part.c.source == source, part.c.name == gone.name))
    if changed.added:
        connection.execute(insert(part), [_line(source, one) for one in changed.added])


def _line(source: str, one: LandedPart) -> dict[str, object]:
    return {
        "source": source,
        "day": one.day,
        "name": one.name,
        "rows": one.rows,
        "first": one.first,
        "last": one.last,
    }
