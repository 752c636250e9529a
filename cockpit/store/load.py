"""One load: rows in, sums and data version kept, all in one transaction.

A fact is replaced by whole days, a register as a whole. What is already there in the same words changes nothing, and
then the data version does not change either.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Connection, Numeric, Table, delete, func, insert, select
from sqlalchemy.engine import Engine

from cockpit.errors import LoadRefused
from cockpit.store import tables
from cockpit.store.engine import writing
from cockpit.store.sums import FACTS, refresh

Row = Mapping[str, Any]
Progress = Callable[[str, int, int], None]

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
)
"""In the order in which they may be filled; they are emptied in the reverse order."""

COPIED = ("unit", "library", "scenario", "theme", "target", "published_figure", "source", "source_mark")
"""Registers small enough to be read whole by every board."""

REGISTER = "register"


@dataclass(frozen=True)
class Load:
    """What one source delivers: rows of registers by table name, rows of facts by table name and day."""

    source: str
    registers: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[date, Sequence[Row]]] = field(default_factory=dict)
    world: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """`changed` counts the tables and days whose rows are not what they were."""

    data_version: str
    accepted: int
    changed: int


def replace(engine: Engine, load: Load, *, at: datetime, progress: Progress | None = None) -> Loaded:
    """Put a load into the database: all of it, or LoadRefused and nothing."""
    with writing(engine) as connection:
        return _replace(connection, load, at=at, progress=progress)


def _replace(connection: Connection, load: Load, *, at: datetime, progress: Progress | None = None) -> Loaded:
    known = _digests(connection)
    accepted, changed = 0, 0
    registers = {name: _ordered(tables.metadata.tables[name], rows) for name, rows in load.registers.items()}
    if _registers_differ(known, registers):
        changed += _replace_registers(connection, known, registers)
    accepted += sum(len(rows) for rows in registers.values())
    steps = sum(len(days) for days in load.facts.values())
    done = 0
    for name, days in load.facts.items():
        fact, first = FACTS[name], None
        for day in sorted(days):
            rows = _ordered(fact.table, days[day])
            accepted += len(rows)
            done += 1
            if _replace_day(connection, known, fact.table, day, rows):
                changed += 1
                first = min(first or day, day)
            if progress and (done % 50 == 0 or done == steps):
                progress(name, done, steps)
        if first is not None:
            refresh(connection, fact, first)
    for name, value in load.world.items():
        _set_world(connection, name, value)
    version = data_version(connection)
    _set_world(connection, "data_version", version)
    connection.execute(
        insert(tables.load).values(
            source=load.source,
            loaded_at=at.replace(tzinfo=None),
            accepted=accepted,
            changed=changed,
            data_version=version,
        )
    )
    return Loaded(version, accepted, changed)


def recount(engine: Engine, *, at: datetime) -> Loaded:
    """Bring sums, digests and data version in line with tables that somebody filled by other means."""
    with writing(engine) as connection:
        registers = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in REGISTERS
        }
        facts: dict[str, dict[date, list[Row]]] = {}
        for name, fact in FACTS.items():
            days: dict[date, list[Row]] = defaultdict(list)
            for row in connection.execute(select(fact.table)).mappings():
                days[row["day"]].append(dict(row))
            facts[name] = days
            connection.execute(delete(fact.sums))
        connection.execute(delete(tables.digest))
        return _replace(connection, Load("recount", registers=registers, facts=facts), at=at)


def data_version(connection: Connection) -> str:
    """A hash over what is accepted: the same data has the same version, on every engine and machine.

    How far a source was read is no data: a read that brings nothing new leaves the version as it is.
    """
    digest = tables.digest
    query = select(digest.c.table_name, digest.c.day, digest.c.sha256).where(
        digest.c.table_name != tables.source_mark.name
    )
    whole = hashlib.sha256()
    # Sorted here and not by the database, whose order of text depends on its locale.
    for line in sorted(tuple(row) for row in connection.execute(query)):
        whole.update("\t".join(line).encode())
    return whole.hexdigest()[:16]


def _digests(connection: Connection) -> dict[tuple[str, str], str]:
    digest = tables.digest
    found = connection.execute(select(digest.c.table_name, digest.c.day, digest.c.sha256))
    return {(row.table_name, row.day): row.sha256 for row in found}


def _ordered(table: Table, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows with exactly the columns of the table, in the order of its key; a wrong or double row is refused."""
    columns = [str(column.name) for column in table.columns]
    exactly = set(columns)
    required = [column.name for column in table.columns if not column.nullable and column.default is None]
    keys = [column.name for column in table.primary_key.columns]
    complete: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        if row.keys() != exactly or None in row.values():
            _check(table, row, exactly, required=required)
        key = tuple(row[name] for name in keys)
        if key in complete:
            raise LoadRefused(f"{table.name}: the key {key!r} stands there twice.", "Keep one of the rows.")
        complete[key] = {name: row.get(name) for name in columns}
    for decimal in [column.name for column in table.columns if isinstance(column.type, Numeric)]:
        for one in complete.values():  # 200 and 200.0000 are the same number, whoever delivers it
            one[decimal] = None if one[decimal] is None else Decimal(str(one[decimal]))
    return [complete[key] for key in sorted(complete, key=lambda parts: tuple(map(str, parts)))]


def _check(table: Table, row: Row, columns: set[str], *, required: list[str]) -> None:
    strange = row.keys() - columns
    missing = [name for name in required if row.get(name) is None]
    if strange or missing:
        what = f"no column {sorted(strange)[0]!r}" if strange else f"nothing in {sorted(missing)[0]!r}"
        raise LoadRefused(f"{table.name}: a row has {what}: {dict(row)!r}.", "Fill it by docs/exchange-database.md.")


def _plain(value: Any) -> str:
    """How JSON writes a decimal; it has a form of its own for days and times."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError


def _json(rows: list[dict[str, Any]]) -> bytes:
    return orjson.dumps(rows, option=orjson.OPT_SORT_KEYS, default=_plain)


def _sha256(rows: list[dict[str, Any]]) -> str:
    return hashlib.sha256(_json(rows)).hexdigest()


def _registers_differ(known: dict[tuple[str, str], str], registers: Mapping[str, list[dict[str, Any]]]) -> bool:
    return any(known.get((name, REGISTER)) != _sha256(rows) for name, rows in registers.items())


def _replace_registers(
    connection: Connection, known: dict[tuple[str, str], str], registers: Mapping[str, list[dict[str, Any]]]
) -> int:
    """Upsert by key and remove what is gone, so that a register that facts point at can be replaced under them."""
    changed = 0
    for table in REGISTERS:
        sha256 = _sha256(registers[table.name]) if table.name in registers else None
        if sha256 and known.get((table.name, REGISTER)) != sha256:
            changed += 1
            _upsert(connection, table, registers[table.name])
            _note(connection, known, table.name, REGISTER, rows=len(registers[table.name]), sha256=sha256)
            if table.name in COPIED:
                copy = tables.register_copy
                connection.execute(delete(copy).where(copy.c.table_name == table.name))
                rows = sorted(
                    registers[table.name], key=lambda row: (row.get("position") or 0, str(list(row.values())))
                )
                connection.execute(insert(copy).values(table_name=table.name, rows=_json(rows).decode()))
    for table in reversed(REGISTERS):
        if table.name in registers:
            _remove_gone(connection, table, registers[table.name])
    return changed


def _upsert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    keys = list(table.primary_key.columns)
    held = {tuple(row) for row in connection.execute(select(*keys))}
    fresh = [row for row in rows if tuple(row[key.name] for key in keys) not in held]
    for row in rows:
        key = tuple(row[column.name] for column in keys)
        if key in held:
            same = [column == value for column, value in zip(keys, key, strict=True)]
            connection.execute(table.update().where(*same).values(row))
    if fresh:
        connection.execute(insert(table), fresh)


def _remove_gone(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    keys = list(table.primary_key.columns)
    wanted = {tuple(row[key.name] for key in keys) for row in rows}
    for held in [tuple(row) for row in connection.execute(select(*keys))]:
        if held not in wanted:
            connection.execute(
                delete(table).where(*(column == value for column, value in zip(keys, held, strict=True)))
            )


def _replace_day(
    connection: Connection, known: dict[tuple[str, str], str], table: Table, day: date, rows: list[dict[str, Any]]
) -> bool:
    name = day.isoformat()
    sha256 = _sha256(rows)
    if known.get((table.name, name)) == sha256:
        return False
    if any(row["day"] != day for row in rows):
        raise LoadRefused(f"{table.name}: a row of another day stands under {name}.", "Put each row under its own day.")
    connection.execute(delete(table).where(table.c.day == day))
    if rows:
        connection.execute(insert(table), rows)
    _note(connection, known, table.name, name, rows=len(rows), sha256=sha256)
    return True


def _note(
    connection: Connection, known: dict[tuple[str, str], str], table_name: str, day: str, *, rows: int, sha256: str
) -> None:
    digest = tables.digest
    if (table_name, day) in known:
        connection.execute(delete(digest).where(digest.c.table_name == table_name, digest.c.day == day))
    line = {"table_name": table_name, "day": day, "rows": rows, "sha256": sha256}
    connection.execute(insert(digest), line)


def _set_world(connection: Connection, name: str, value: str) -> None:
    world = tables.world
    connection.execute(delete(world).where(world.c.name == name))
    connection.execute(insert(world).values(name=name, value=value))


def rows_in(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
