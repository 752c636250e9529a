"""A slice: the rows of one table that one source delivered. It is replaced without touching anybody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from cockpit.errors import LoadRefused
from cockpit.store import bulk_insert, tables
from cockpit.store.delivery_coverage import known
from cockpit.store.digests import REGISTER, Digests, as_json, sha256_of
from cockpit.store.next_levels import following
from cockpit.store.register_history import keep_history
from cockpit.store.shared_columns import DELIVERED_BY

Rows = list[dict[str, Any]]

REGISTERS: tuple[Table, ...] = (
    tables.unit,
    tables.library,
    tables.library_item,
    tables.scenario,
    tables.theme,
    tables.open_dataset,
    tables.endpoint,
    tables.meeting,
    tables.meeting_unit,
    tables.target,
    tables.published_figure,
    tables.source,
    tables.source_mark,
    tables.calendar_year,
    tables.special_day,
)
"""In the order in which they may be filled; they are emptied in the reverse order: a choice, for foreign keys alone do
not decide it."""

COPIED = (
    "unit",
    "library",
    "scenario",
    "theme",
    "target",
    "published_figure",
    "source",
    "source_mark",
    "calendar_year",
    "special_day",
)
"""Registers small enough to be read whole by every board: a choice, made where the copies are written."""


def replace_registers(
    connection: Connection, digests: Digests, registers: Mapping[str, Rows], *, source: str, day: date
) -> int:
    """How many registers changed; what did holds from `day` on.

    What facts point at is replaced under them: upserted, then what is gone goes.
    """
    changed = [
        table
        for table in REGISTERS
        if table.name in registers and not _same(digests, table.name, registers[table.name])
    ]
    for table in changed:
        rows = registers[table.name]
        _upsert(connection, table, rows, source=source)
        if rows:
            digests.put((table.name, REGISTER), rows)
        else:
            digests.drop((table.name, REGISTER))
    for table in reversed(changed):
        _remove_gone(connection, table, registers[table.name], source=source)
    for table in changed:
        if table.name in COPIED:
            copy_register(connection, table)
        keep_history(connection, table, day)
    return len(changed)


def _same(digests: Digests, name: str, rows: Rows) -> bool:
    return digests.same((name, REGISTER), sha256_of(rows) if rows else None)


def copy_register(connection: Connection, table: Table) -> None:
    """The whole register as one JSON text, so that a board reads all of them at once."""
    own = [column for column in table.columns if column.name != DELIVERED_BY]
    rows = [{str(name): row[name] for name in row} for row in connection.execute(select(*own)).mappings()]
    rows.sort(key=lambda row: (row.get("position") or 0, *(str(row[key.name]) for key in table.primary_key.columns)))
    copy = tables.register_copy
    connection.execute(delete(copy).where(copy.c.table_name == table.name))
    connection.execute(insert(copy).values(table_name=table.name, rows=as_json(rows).decode()))


def replace_day(
    connection: Connection, digests: Digests, table: Table, day: date, rows: Rows, *, source: str, follow: bool = True
) -> set[date]:
    """The days on which the totals gain something else than before; none where the rows are the same.

    `follow`: of levels, also the days of the rows after them. LoadRefused where a row is of another day.
    """
    line = (table.name, day.isoformat())
    sha256 = sha256_of(rows)
    if digests.same(line, sha256):
        return set()
    if any(row["day"] != day for row in rows):
        raise LoadRefused(
            f"{table.name}: a row of another day stands under {day}.",
            "Put each row under its own day.",
            zh=f"{table.name}：{day}之下有另一天的行。",
        )
    found = _empty_day(connection, table, day, source=source, follow=follow)
    bulk_insert.put(connection, table, [{**row, DELIVERED_BY: source} for row in rows])
    digests.note(line, rows=len(rows), sha256=sha256, known=known(table, rows))
    return found | following(connection, table, day, source=source) if follow else found


def forget_day(
    connection: Connection, digests: Digests, table: Table, day: date, *, source: str, follow: bool = True
) -> set[date]:
    """The source no longer says anything of the day, which is not the same as an empty day. As of `replace_day`."""
    digests.drop((table.name, day.isoformat()))
    return _empty_day(connection, table, day, source=source, follow=follow)


def _empty_day(connection: Connection, table: Table, day: date, *, source: str, follow: bool) -> set[date]:
    found = {day, *(following(connection, table, day, source=source) if follow else ())}
    connection.execute(delete(table).where(table.c.day == day, table.c.delivered_by == source))
    return found


def _upsert(connection: Connection, table: Table, rows: Rows, *, source: str) -> None:
    keys = [column.name for column in table.primary_key.columns]
    held = {tuple(row[key] for key in keys): row for row in connection.execute(select(table)).mappings()}
    fresh = []
    for row in rows:
        key = tuple(row[name] for name in keys)
        if key not in held:
            fresh.append({**row, DELIVERED_BY: source})
            continue
        owner = held[key][DELIVERED_BY]
        if owner not in (source, "hand"):
            raise LoadRefused(
                f"{table.name}: {' '.join(map(str, key))!r} was delivered by the source {owner!r} already.",
                "Give it another code, or take it out of one of the two.",
                zh=f"{table.name}：{'、'.join(map(str, key))}已由来源{owner}提供。",
            )
        if any(held[key][name] != value for name, value in row.items()) or owner != source:
            same = [table.c[name] == value for name, value in zip(keys, key, strict=True)]
            connection.execute(table.update().where(*same).values({**row, DELIVERED_BY: source}))
    bulk_insert.put(connection, table, fresh)


def _remove_gone(connection: Connection, table: Table, rows: Rows, *, source: str) -> None:
    keys = list(table.primary_key.columns)
    wanted = {tuple(row[key.name] for key in keys) for row in rows}
    for held in [tuple(row) for row in connection.execute(select(*keys).where(table.c.delivered_by == source))]:
        if held not in wanted:
            same = (column == value for column, value in zip(keys, held, strict=True))
            connection.execute(delete(table).where(*same))
