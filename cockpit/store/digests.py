"""Digests: one line for what each source said of each day or register, and the data version made of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, Numeric, Table, delete, insert, select

from cockpit.errors import LoadRefused
from cockpit.store import tables
from cockpit.store.shared_columns import DELIVERED_BY

Row = Mapping[str, Any]
Line = tuple[str, str]
"""A table and a day, or a table and REGISTER."""

REGISTER = "register"
ALTERED = "altered:"
"""Begins the digest of a delivery of which the database no longer holds the rows: no rows have it, so that the same
delivery counts as another one and is written again."""


class Noted(NamedTuple):
    """What a line says: how many rows were delivered, which columns are known in them, and their digest."""

    rows: int
    known: str | None
    sha256: str

    @property
    def altered(self) -> bool:
        return self.sha256.startswith(ALTERED)

    def holds(self, rows: int, sha256: str) -> bool:
        """Whether so many rows of this digest are what was delivered."""
        return rows == self.rows and sha256.startswith(self.sha256.removeprefix(ALTERED))

    def as_altered(self) -> Noted:
        return self if self.altered else self._replace(sha256=(ALTERED + self.sha256)[:_LENGTH])


_LENGTH = 64


class Digests:
    """The lines of one source, read once and kept in step with what a load writes."""

    def __init__(self, connection: Connection, source: str) -> None:
        digest = tables.digest
        query = select(digest.c.table_name, digest.c.day, digest.c.sha256).where(digest.c.delivered_by == source)
        self._connection = connection
        self._source = source
        self._known: dict[Line, str] = {(row.table_name, row.day): row.sha256 for row in connection.execute(query)}

    def same(self, line: Line, sha256: str | None) -> bool:
        return self._known.get(line) == sha256

    def days(self, table_name: str) -> list[str]:
        return sorted(day for name, day in self._known if name == table_name and day != REGISTER)

    def note(self, line: Line, *, rows: int, sha256: str, known: str | None = None) -> None:
        self.drop(line)
        named = {"table_name": line[0], "day": line[1], DELIVERED_BY: self._source}
        self._connection.execute(insert(tables.digest), {**named, "rows": rows, "sha256": sha256, "known": known})
        self._known[line] = sha256

    def put(self, line: Line, rows: list[dict[str, Any]], *, known: str | None = None) -> None:
        self.note(line, rows=len(rows), sha256=sha256_of(rows), known=known)

    def drop(self, line: Line) -> None:
        if self._known.pop(line, None) is None:
            return
        digest = tables.digest
        self._connection.execute(
            delete(digest).where(
                digest.c.table_name == line[0], digest.c.day == line[1], digest.c.delivered_by == self._source
            )
        )


def data_version(connection: Connection) -> str:
    """A hash over what is accepted: the same data has the same version, on every engine and machine.

    How far a source was read is no data: a read that brings nothing new leaves the version as it is.
    """
    return _whole(connection, tables.digest.c.table_name != tables.source_mark.name)


def set_data_version(connection: Connection) -> str:
    """The version of what is accepted now, written where every reader asks for it."""
    version = data_version(connection)
    set_world(connection, "data_version", version)
    return version


def set_world(connection: Connection, name: str, value: str) -> None:
    world = tables.world
    connection.execute(delete(world).where(world.c.name == name))
    connection.execute(insert(world).values(name=name, value=value))


def marks_version(connection: Connection) -> str:
    """The same over how far the sources were read."""
    return _whole(connection, tables.digest.c.table_name == tables.source_mark.name)


def _whole(connection: Connection, which: ColumnElement[bool]) -> str:
    digest = tables.digest
    query = select(digest.c.table_name, digest.c.day, digest.c.delivered_by, digest.c.sha256).where(which)
    whole = hashlib.sha256()
    # Sorted here and not by the database, whose order of text depends on its locale.
    for line in sorted(tuple(row) for row in connection.execute(query)):
        whole.update("\t".join(line).encode())
    return whole.hexdigest()[:16]


def ordered(table: Table, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows with exactly the columns of the table but the source, in the order of its key; a wrong or double one is
    refused.

    LoadRefused names the row.
    """
    own = [column for column in table.columns if column.name != DELIVERED_BY]
    columns = [str(column.name) for column in own]
    exactly = set(columns)
    required = [column.name for column in own if not column.nullable and column.default is None]
    keys = [column.name for column in table.primary_key.columns if column.name != DELIVERED_BY]
    complete: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        if row.keys() != exactly or None in row.values():
            _check(table, row, exactly, required=required)
        key = tuple(row[name] for name in keys)
        if key in complete:
            raise LoadRefused(
                f"{table.name}: the key {key!r} stands there twice.",
                "Keep one of the rows.",
                zh=f"{table.name}：键{key!r}出现两次。",
            )
        complete[key] = {name: row.get(name) for name in columns}
    for decimal in [column.name for column in own if isinstance(column.type, Numeric)]:
        for one in complete.values():  # 200 and 200.0000 are the same number, whoever delivers it
            one[decimal] = None if one[decimal] is None else Decimal(str(one[decimal]))
    return [complete[key] for key in sorted(complete, key=lambda parts: tuple(map(str, parts)))]


def _check(table: Table, row: Row, columns: set[str], *, required: list[str]) -> None:
    strange = row.keys() - columns
    missing = [name for name in required if row.get(name) is None]
    if strange or missing:
        what = f"no column {sorted(strange)[0]!r}" if strange else f"nothing in {sorted(missing)[0]!r}"
        raise LoadRefused(
            f"{table.name}: a row has {what}: {dict(row)!r}.",
            "Fill it by docs/exchange-database.md.",
            zh=f"{table.name}：有不合约定的行。",
        )


def as_json(rows: list[dict[str, Any]]) -> bytes:
    return orjson.dumps(rows, option=orjson.OPT_SORT_KEYS, default=_plain)


def sha256_of(rows: list[dict[str, Any]]) -> str:
    return hashlib.sha256(as_json(rows)).hexdigest()


def _plain(value: Any) -> str:
    """How JSON writes a decimal; it has a form of its own for days and times."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError
