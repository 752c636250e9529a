"""A batch of events on its way to the landed parts: written down as it comes, however long it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.store.duck import quoted
from cockpit.store.event import CONTENT, Event

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


def stage(connection: Duck, events: Iterable[Event], folder: Path) -> list[str]:
    """The table `stage`, in order of `n` from 1; the places that its column `place` counts are given back."""
    places: dict[str, int] = {}
    file = folder / "batch.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n").writerow
        for number, event in enumerate(events, start=1):
            place = places.setdefault(event.place, len(places))
            write((*event[:11], place, event.line, event.replaces, number))
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in STAGED.items())
    connection.execute(
        "CREATE TABLE stage AS SELECT *, CAST(happened_at + INTERVAL 8 HOUR AS DATE) AS day FROM read_csv("
        f"{quoted(str(file))}, columns = {{{columns}}}, auto_detect = false, header = false, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '', new_line = '\\n', max_line_size = 4000000)"
    )
    file.unlink()
    return list(places)
