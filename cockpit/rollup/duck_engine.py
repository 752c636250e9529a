"""The rollup on one machine: DuckDB, some days at a time, so that memory does not grow with history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cockpit.rollup.definition import flows
from cockpit.rollup.rollup_engine import Row, broken, by_day, missing
from cockpit.store.duck import duck, duck_failures, files
from cockpit.store.vocabulary import Provenance

CHUNK_BYTES = 32 * 1024 * 1024
"""Parts that are added up in one statement: the fastest size measured, and with repeats about eight times as much
is held."""


@dataclass(frozen=True)
class DuckEngine:
    """`spill` is a folder for what does not fit into memory."""

    spill: Path

    def flows(
        self, parts: Mapping[date, Sequence[Path]], *, distinct: bool, provenance: Provenance
    ) -> Iterator[tuple[date, list[Row]]]:
        missing(path for day in sorted(parts) for path in parts[day])
        with duck(self.spill) as connection:
            for days in _chunks(parts):
                paths = [path for day in days for path in parts[day]]
                found: Sequence[Sequence[object]] = []
                if paths:
                    try:
                        connection.execute(f"CREATE OR REPLACE VIEW landed AS SELECT * FROM {files(paths)}")
                        found = connection.execute(flows(distinct=distinct)).fetchall()
                    except duck_failures() as failed:
                        raise broken(str(failed)) from failed
                yield from by_day(days, found, provenance=provenance)


def _chunks(parts: Mapping[date, Sequence[Path]]) -> Iterator[list[date]]:
    chunk: list[date] = []
    size = 0
    for day in sorted(parts):
        chunk.append(day)
        size += sum(path.stat().st_size for path in parts[day])
        if size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
