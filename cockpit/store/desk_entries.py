"""Writing at the desk: one row more, its copy beside the registers and the new data version, in one transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from cockpit.store.desk_tables import WRITTEN, WRITTEN_BY, remark, revision, withdrawal, wording
from cockpit.store.digests import REGISTER, Digests, ordered, set_data_version
from cockpit.store.exchange_database import write_connection
from cockpit.store.slices import copy_register
from cockpit.store.vocabulary import RevisionKind


def add_remark(engine: Engine, *, metric: str, day: date, text: str, author: str, at: datetime) -> None:
    _add(engine, remark, metric=metric, day=day, text=text, author=author, written_at=at.replace(tzinfo=None))


def add_revision(
    engine: Engine,
    *,
    kind: RevisionKind,
    code: str,
    value: Any,
    effective_on: date,
    author: str,
    reason: str,
    at: datetime,
) -> None:
    row = {"kind": kind, "code": code, "value": value, "effective_on": effective_on, "author": author}
    _add(engine, revision, **row, reason=reason, revised_at=at.replace(tzinfo=None))


def add_wording(
    engine: Engine,
    *,
    metric: str,
    text_zh: str,
    text_en: str,
    effective_on: date,
    author: str,
    reason: str,
    at: datetime,
) -> None:
    row = {"metric": metric, "text_zh": text_zh, "text_en": text_en, "effective_on": effective_on}
    _add(engine, wording, **row, author=author, reason=reason, worded_at=at.replace(tzinfo=None))


def withdraw(engine: Engine, *, number: int, author: str, reason: str, at: datetime) -> bool:
    """Whether there is such a remark that still stands; what it said is kept."""
    held = select(remark.c.number).where(remark.c.number == number)
    gone = select(withdrawal.c.remark).where(withdrawal.c.remark == number)
    with write_connection(engine) as connection:
        if connection.execute(held).first() is None or connection.execute(gone).first() is not None:
            return False
        row = {"remark": number, "author": author, "reason": reason, "withdrawn_at": at.replace(tzinfo=None)}
        _put(connection, withdrawal, row)
    return True


def _add(engine: Engine, table: Table, **row: Any) -> None:
    """The row, its place beside the registers and the new data version, all or nothing."""
    with write_connection(engine) as connection:
        _put(connection, table, row)


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    connection.execute(insert(table).values(**row))
    note(connection)
    set_data_version(connection)


def note(connection: Connection) -> None:
    """Bring the copy and the digest of what was written in line with the tables."""
    digests = Digests(connection, WRITTEN_BY)
    for table in WRITTEN:
        rows = ordered(table, [dict(row) for row in connection.execute(select(table)).mappings()])
        if rows:
            copy_register(connection, table)
            digests.put((table.name, REGISTER), rows)
