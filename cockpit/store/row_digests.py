"""The digests written anew of the rows that are there: what a load delivered and is there no longer keeps its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from cockpit.store import delivery_coverage, tables
from cockpit.store.digests import REGISTER, Digests, Line, Noted, Row, ordered, sha256_of
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.slices import REGISTERS
from cockpit.store.sums import FACTS

RECOUNT = "recount"
"""Its name in the ledger of loads, where it is no source."""


@dataclass(frozen=True)
class AlteredLine:
    """What a source delivered of a table and day, or of a register, and the database no longer holds.

    `delivered` and `there` are rows; of the same number the words differ.
    """

    table: str
    day: str
    source: str
    delivered: int
    there: int


@dataclass
class RowDigests:
    """Of the whole database: sources that a load has named speak by their loads, of others the tables are the word.

    `migrated`: the shape of the tables has changed since the loads, so that only the number of rows can be compared.
    """

    connection: Connection
    migrated: bool = False
    accepted: int = 0
    altered: list[AlteredLine] = field(default_factory=list)

    def renew(self) -> Iterator[str]:
        """Each source, as soon as its lines are written."""
        delivered = self._delivered()
        digest = tables.digest
        # A day on which a source said that there was nothing has no row, and is known by its line alone.
        self.connection.execute(delete(digest).where(digest.c.rows > 0))
        for source in sorted(self._sources() | delivered.keys()):
            self._renew(source, delivered.get(source, {}))
            yield source

    def _delivered(self) -> dict[str, dict[Line, Noted]]:
        """By source the lines that its loads left."""
        digest, load = tables.digest, tables.load
        loaded = select(load.c.source).where(load.c.source != RECOUNT)
        query = select(digest).where(digest.c.delivered_by.in_(loaded))
        found: dict[str, dict[Line, Noted]] = {}
        for row in self.connection.execute(query):
            noted = Noted(row.rows, row.known, row.sha256)
            found.setdefault(row.delivered_by, {})[row.table_name, row.day] = noted
        return found

    def _sources(self) -> set[str]:
        found: set[str] = set()
        for table in (*REGISTERS, *(fact.table for fact in FACTS.values())):
            found.update(self.connection.execute(select(table.c.delivered_by).distinct()).scalars())
        return found

    def _renew(self, source: str, delivered: dict[Line, Noted]) -> None:
        digests = Digests(self.connection, source)
        missing = dict(delivered)
        for line, rows in self._lines(source):
            self.accepted += len(rows)
            missing.pop(line, None)
            table = tables.metadata.tables[line[0]]
            known = None if line[1] == REGISTER else delivery_coverage.known(table, rows)
            said = Noted(len(rows), known, sha256_of(rows))
            noted = delivered.get(line)
            if noted is not None and not self._same(noted, said):
                self._keep(digests, line, noted, source=source, there=len(rows))
            else:
                digests.note(line, rows=said.rows, sha256=said.sha256, known=known)
        for line, noted in missing.items():
            if noted.rows:
                self._keep(digests, line, noted, source=source, there=0)
            elif noted.altered:  # what stood on a day on which there was nothing is gone again
                digests.note(line, **noted._replace(sha256=sha256_of([]))._asdict())

    def _same(self, noted: Noted, said: Noted) -> bool:
        if self.migrated and not noted.altered:
            return noted.rows == said.rows
        return noted.holds(said.rows, said.sha256)

    def _keep(self, digests: Digests, line: Line, noted: Noted, *, source: str, there: int) -> None:
        digests.note(line, **noted.as_altered()._asdict())
        self.altered.append(AlteredLine(*line, source, noted.rows, there))

    def _lines(self, source: str) -> Iterator[tuple[Line, list[dict[str, Any]]]]:
        """The rows of every register and day, one after the other: history does not fit into memory."""
        for table in REGISTERS:
            if rows := ordered(table, self._rows(table, source)):
                yield (table.name, REGISTER), rows
        for fact in FACTS.values():
            days = select(fact.table.c.day).where(fact.table.c.delivered_by == source).distinct()
            for day in sorted(self.connection.execute(days).scalars()):
                held = self._rows(fact.table, source, fact.table.c.day == day)
                yield (fact.name, day.isoformat()), ordered(fact.table, held)

    def _rows(self, table: Table, source: str, *which: ColumnElement[bool]) -> list[Row]:
        own = [column for column in table.columns if column.name != DELIVERED_BY]
        query = select(*own).where(table.c.delivered_by == source, *which)
        return [dict(row) for row in self.connection.execute(query).mappings()]
