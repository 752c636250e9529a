"""A batch of events on its way to the landed parts: written down as it comes, however long it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.store.duck import quoted
from cockpit.store.event import BY_BLOCKS, CONTENT, Event, EventBlock

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

STAGED = {
    "event_id": "VARCHAR",
    "happened_at": "TIMESTAMP",
    "provider": "VARCHAR",
    "consumer": "VARCHAR",
    "resource": "VARCHAR",
    "kind": "VARCHAR",
    "scenario": "VARCHAR",
    "records": "BIGINT",
    "bytes": "BIGINT",
    "duration_us": "BIGINT",
    "failed": "BOOLEAN",
    "place": "INTEGER",
    "line": "BIGINT",
    "replaces": "BOOLEAN",
    "n": "BIGINT",
}
SAME = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in ("happened_at", *CONTENT))
"""Two events that say the same, where they have one id."""


def stage(connection: Duck, events: Iterable[Event | EventBlock], folder: Path) -> list[str]:
    """The table `stage`, in order of `n` from 1; the places that its column `place` counts are given back."""
    places: dict[str, int] = {}
    file = folder / "batch.csv"
    listed = ", ".join(f"{name} {kind}" for name, kind in STAGED.items())
    connection.execute(f"CREATE TABLE stage ({listed}, day DATE)")
    number = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n").writerow
        for event in events:
            place = places.setdefault(event.place, len(places))
            if isinstance(event, Event):
                number += 1
                write((*event[:11], place, event.line, event.replaces, number))
                continue
            take = partial(_take, connection, place=place, first=event.first, number=number + 1)
            for row, single in event.put(connection, folder, take):
                write((*single[:11], place, single.line, single.replaces, number + 1 + row))
            number += event.rows
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in STAGED.items())
    connection.execute(
        "INSERT INTO stage SELECT *, CAST(happened_at + INTERVAL 8 HOUR AS DATE) AS day FROM read_csv("
        f"{quoted(str(file))}, columns = {{{columns}}}, auto_detect = false, header = false, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '', new_line = '\\n', max_line_size = 4000000)"
    )
    file.unlink()
    return list(places)


def _take(connection: Duck, select: str, *, place: int, first: int, number: int) -> int:
    columns = ", ".join(BY_BLOCKS)
    found = connection.execute(
        f"INSERT INTO stage SELECT {columns}, {place}, {first} + row, false, {number} + row, "
        f"CAST(happened_at + INTERVAL 8 HOUR AS DATE) FROM ({select})"
    ).fetchone()
    return int(found[0]) if found else 0
