"""Facts and registers against what the loads noted of them: a digest of every day and register, and the data version.

A row that somebody changes beside a load no longer fits its digest, whichever column it is, and a recount leaves the
digest of a load as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select, text

from cockpit.board.audit.audit_result import AuditCheck, AuditTally
from cockpit.store.desk_tables import WRITTEN, WRITTEN_BY
from cockpit.store.digests import ALTERED, as_json
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.slices import COPIED, REGISTERS
from cockpit.store.sums import FACTS
from cockpit.store.tables import metadata, source_mark

REGISTER = "register"
AT_A_TIME = 5_000
Line = tuple[str, str, str]
"""Table, day or REGISTER, source."""


@dataclass(frozen=True)
class RecordAudit:
    """Of the whole database, whatever the day."""

    connection: Connection
    tally: AuditTally

    @classmethod
    def of(cls, connection: Connection) -> AuditTally:
        """What came of it."""
        audit = cls(connection, AuditTally(AuditCheck.RECORDS))
        noted = audit._noted()
        audit._rows(noted)
        audit._version(noted)
        audit._copies()
        return audit.tally

    def _noted(self) -> dict[Line, tuple[int, str]]:
        """By line, how many rows there were and their digest."""
        found = self.connection.execute(text("SELECT table_name, day, delivered_by, rows, sha256 FROM digest")).all()
        return {tuple(row[:3]): (int(row[3]), row[4]) for row in found}

    def _rows(self, noted: dict[Line, tuple[int, str]]) -> None:
        there: set[Line] = set()
        for line, rows in self._lines():
            there.add(line)
            own = (len(rows), hashlib.sha256(as_json(rows)).hexdigest())
            self._hold(line, noted.get(line), own)
        for line in sorted(set(noted) - there):
            if noted[line][0]:  # of a day on which there was nothing there is a line and no row
                self._hold(line, noted[line], (0, ""))

    def _hold(self, line: Line, noted: tuple[int, str] | None, own: tuple[int, str]) -> None:
        table, day, source = line
        place = f"{day}, delivered by {source}"
        if noted is None or noted[0] != own[0]:
            self.tally.hold(table, place, said=f"{noted[0] if noted else 0} rows were loaded", found=f"{own[0]} rows")
            return
        self.tally.hold(table, place, said=noted[1].removeprefix(ALTERED)[:16], found=own[1][:16])

    def _lines(self) -> Iterator[tuple[Line, list[dict[str, Any]]]]:
        """The rows of every line in the order of their key, one after the other: history does not fit in memory."""
        for table in (*REGISTERS, *(fact.table for fact in FACTS.values())):
            keys = [column.name for column in table.primary_key.columns if column.name != DELIVERED_BY]
            own = [str(column.name) for column in table.columns if column.name != DELIVERED_BY]
            by = [DELIVERED_BY] if table in REGISTERS else ["day", DELIVERED_BY]
            query = select(*(table.c[name] for name in own), table.c[DELIVERED_BY]).order_by(*(table.c[n] for n in by))
            places = [[*own, DELIVERED_BY].index(name) for name in by]
            found = self.connection.execution_options(yield_per=AT_A_TIME).execute(query)
            for held, rows in groupby(found, key=lambda row: tuple(row[place] for place in places)):
                named = [dict(zip(own, row, strict=False)) for row in rows]
                named.sort(key=lambda row: tuple(str(row[key]) for key in keys))
                day = REGISTER if table in REGISTERS else held[0].isoformat()
                yield (table.name, day, held[-1]), named
        for table in WRITTEN:
            keys = [column.name for column in table.primary_key.columns]
            written = self.connection.execute(select(table)).mappings()
            named = [{str(name): value for name, value in row.items()} for row in written]
            named.sort(key=lambda row: tuple(str(row[key]) for key in keys))
            if named:
                yield (table.name, REGISTER, WRITTEN_BY), named

    def _version(self, noted: dict[Line, tuple[int, str]]) -> None:
        whole = hashlib.sha256()
        for line in sorted((*line, sha256) for line, (_, sha256) in noted.items() if line[0] != source_mark.name):
            whole.update("\t".join(line).encode())
        said = self.connection.execute(text("SELECT value FROM world WHERE name = 'data_version'")).scalar()
        self.tally.hold("data version", "", said=said, found=whole.hexdigest()[:16])

    def _copies(self) -> None:
        """The registers as boards read them, against the registers."""
        written = self.connection.execute(text("SELECT table_name, rows FROM register_copy")).all()
        copies = {row[0]: json.loads(row[1]) for row in written}
        for name in COPIED:
            table: Table = metadata.tables[name]
            own = [column for column in table.columns if column.name != DELIVERED_BY]
            found = self.connection.execute(select(*own)).mappings()
            rows = [{str(key): value for key, value in row.items()} for row in found]
            sides = [_sorted(json.loads(as_json(rows))), _sorted(copies.get(name, []))]
            differing = [str(one.get("code", one)) for one in sides[1] if one not in sides[0]]
            differing += [str(one.get("code", one)) for one in sides[0] if one not in sides[1]]
            place = (
                f"as boards read it: {', '.join(dict.fromkeys(differing))[:200]}" if differing else "as boards read it"
            )
            self.tally.hold(name, place, said=len(differing), found=0)


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
