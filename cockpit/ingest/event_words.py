"""Fields of an event with few distinct values: each value of a log is looked up once, all rows by a table of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

import orjson

from cockpit.ingest import cell_values
from cockpit.ingest.exchange import Checker
from cockpit.ingest.field_cell import FieldCell
from cockpit.ingest.refusal import Unfit
from cockpit.store.duck import quoted

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

WORDS = ("provider", "consumer", "resource", "kind", "scenario", "status")
"""Fields whose every distinct value is looked up once."""
MOST_LISTED = 1_000
"""With no more codes than these a word is an ENUM, which is cheap to move and to write; a file holds them all."""
_OTHER = re.compile(r"[+-]?(nan|inf|infinity)|true|false|-.*|[0-9.]*[.eE][0-9.eE+-]*|[0-9]{16,}", re.IGNORECASE)
"""Texts that as values of JSON without quotes are written in several ways, or are none."""


@dataclass
class EventWords:
    """Of one source; used by several threads at once, each with a connection that has its own tables of words.

    In a table stands what was `said` beside its code; a resource that is none has the code ''.
    """

    checker: Checker
    _known: dict[tuple[str, Any], list[Any]] = field(default_factory=dict)
    _tables: dict[tuple[str, FieldCell], str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def codes(self, name: str, said: Any, cell: FieldCell | None = None) -> list[Any]:
        """What a word means; nothing where it is refused, or where something else may have been meant."""
        key = (name, (type(said), said, cell is not None and cell.json, cell.token if cell else None))
        with self._lock:
            if key not in self._known:
                self._known[key] = self._looked_up(name, said, cell)
            return self._known[key]

    def _looked_up(self, name: str, said: Any, cell: FieldCell | None) -> list[Any]:
        if cell and cell.token:
            try:
                said = _value(said, *cell.token)
            except ValueError:
                return []
        if cell and cell.json and (said[:1] in ("[", "{") or _OTHER.fullmatch(said)):
            return []
        if name == "resource" and cell_values.empty(said):
            return [None]
        try:
            return [self.checker.once(name, said)]
        except Unfit:
            return []

    def columns(self, connection: Duck, cells: Mapping[str, FieldCell]) -> dict[str, str]:
        """Expressions over `g`, which has what was said under the name of its field; NULL where it is not known.

        A subquery leaves the rows as they are, where a join would copy them.
        """
        found = {}
        for name, cell in _words(cells):
            table = self._table(name, cell)
            kind = "BOOLEAN" if name == "status" else "VARCHAR"
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (said {cell.kind}, code {kind})")
            found[name] = f"(SELECT code FROM {table} w WHERE w.said = g.{name})"
        return found

    def _table(self, name: str, cell: FieldCell) -> str:
        """Words that are written in other ways stand in other tables."""
        with self._lock:
            return self._tables.setdefault((name, cell), f"word_{name}_{len(self._tables)}")

    def learn(self, connection: Duck, given: str, cells: Mapping[str, FieldCell], *, left: str) -> bool:
        """Look up the words of `given` that this connection has not seen yet; whether any of them has a meaning.

        `left` ends the statement that says which rows are looked at.
        """
        words, new = _words(cells), 0
        if not words:
            return False
        listed = ", ".join(f"{cell.said} AS {name}" for name, cell in words)
        connection.execute(f"CREATE OR REPLACE TABLE looked_at AS SELECT {listed} FROM {given} {left}")
        for name, cell in words:
            table = self._table(name, cell)
            found = connection.execute(
                f"SELECT DISTINCT g.{name} FROM looked_at g ANTI JOIN {table} w ON g.{name} = w.said"
            ).fetchall()
            fresh = [(said, code) for (said,) in found if said is not None for code in self.codes(name, said, cell)]
            if fresh:
                _know(connection, table, fresh, listed=name != "status")
            new += len(fresh)
        connection.execute("DROP TABLE looked_at")
        return new > 0


def _words(cells: Mapping[str, FieldCell]) -> list[tuple[str, FieldCell]]:
    return [(name, cells[name]) for name in WORDS if name in cells]


def _know(connection: Duck, table: str, fresh: list[tuple[Any, Any]], *, listed: bool) -> None:
    """More rows of a table of words; the codes are `listed` in their type while they are few."""
    said, codes = ([*column] for column in zip(*fresh, strict=True))
    if listed:
        connection.execute(f"ALTER TABLE {table} ALTER code TYPE VARCHAR")
    codes = ["" if code is None else code for code in codes]
    connection.execute(f"INSERT INTO {table} SELECT unnest(?), unnest(?)", [said, codes])
    if listed:
        distinct = connection.execute(f"SELECT DISTINCT code FROM {table} ORDER BY code").fetchall()
        if len(distinct) <= MOST_LISTED:
            kind = ", ".join(quoted(code) for (code,) in distinct)
            connection.execute(f"ALTER TABLE {table} ALTER code TYPE ENUM({kind})")


def _value(said: str, begins: str, ends: str) -> Any:
    """The text, number or other single value of JSON between these; ValueError where there is none."""
    if len(said) < len(begins) + len(ends) or not (said.startswith(begins) and said.endswith(ends)):
        raise ValueError
    found = orjson.loads(said[len(begins) : len(said) - len(ends)])
    if isinstance(found, list | dict):
        raise ValueError
    return found
