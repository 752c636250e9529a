"""A world of landed events, hostile ones among them, and what they add up to, computed in plain Python."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cockpit.store.duck import duck, quoted
from cockpit.store.event import COLUMNS
from cockpit.store.latency import BUCKETS

DAYS = [date(2020, 9, 28), date(2020, 9, 29), date(2020, 9, 30)]
IDS = [
    "a",
    "A",
    "a ",
    " a",
    "é",
    "é",
    "'; DROP TABLE landed; --",
    '"',
    "\\",
    "NULL",
    "\u202e",
    "😀",
    "日",
    "x" * 128,
    "%",
    "0",
]
Row = dict[str, Any]


def events(seed: int, count: int) -> list[Row]:
    """Rows of landed parts, with many ids twice and thrice, and one content each time another."""
    chance = random.Random(seed)
    found = []
    for landed in range(1, count + 1):
        day = chance.choice(DAYS)
        name = chance.choice(IDS) if chance.random() < 0.2 else f"id-{chance.randrange(count)}"
        found.append(
            {
                "landed": landed,
                "event_id": name,
                "happened_at": datetime(day.year, day.month, day.day, 12) - timedelta(hours=8),
                "day": day,
                "provider": chance.choice(["a", "b", "乙"]),
                "consumer": chance.choice(["c", "d"]),
                "resource": chance.choice([None, "r"]),
                "kind": chance.choice(["api", "table", "file"]),
                "scenario": chance.choice(["other", "window"]),
                "records": chance.choice([None, 0, 1, 10**15]),
                "bytes": chance.choice([None, 7]),
                "duration_us": chance.choice([None, 0, 10_000, 10_001, 25_000, 10_000_000, 10_000_001, 10**15]),
                "failed": chance.random() < 0.1,
            }
        )
    return found


def parts(rows: list[Row], folder: Path) -> dict[date, list[Path]]:
    """The rows as two Parquet parts a day."""
    found: dict[date, list[Path]] = {}
    with duck(folder) as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        connection.execute(f"CREATE TABLE rows ({columns})")
        if rows:
            marks = ", ".join("?" for _ in COLUMNS)
            connection.executemany(
                f"INSERT INTO rows VALUES ({marks})", [[row[name] for name in COLUMNS] for row in rows]
            )
        for day in DAYS:
            for odd in (0, 1):
                path = folder / f"{day}-{odd}.parquet"
                where = f"day = '{day}' AND landed % 2 = {odd}"
                connection.execute(f"COPY (SELECT * FROM rows WHERE {where}) TO {quoted(str(path))} (FORMAT parquet)")
                found.setdefault(day, []).append(path)
    return found


def added_up(rows: list[Row], *, distinct: bool) -> dict[date, list[Row]]:
    """The slow and plain way: row by row, in the order in which they landed."""
    totals: dict[tuple[Any, ...], Row] = {}
    seen: set[tuple[date, str]] = set()
    for row in sorted(rows, key=lambda one: one["landed"]):
        if not distinct and (row["day"], row["event_id"]) in seen:
            continue
        seen.add((row["day"], row["event_id"]))
        key = tuple(row[name] for name in ("day", "provider", "consumer", "kind", "scenario"))
        total = totals.setdefault(key, defaultdict(int) | {"records": None, "bytes": None})
        total["exchanges"] += 1
        total["failed"] += row["failed"]
        for name in ("records", "bytes"):
            if row[name] is not None:
                total[name] = (total[name] or 0) + row[name]
        for bucket in BUCKETS:
            us = row["duration_us"]
            if us is not None and (us > bucket.above * 1000 or not bucket.above):
                total[bucket.column] += bucket.upto is None or us <= bucket.upto * 1000
    found: dict[date, list[Row]] = {day: [] for day in DAYS}
    names = ("exchanges", "failed", "records", "bytes", *(bucket.column for bucket in BUCKETS))
    for key in sorted(totals):
        named = dict(zip(("day", "provider", "consumer", "kind", "scenario"), key, strict=True))
        measures = {name: totals[key][name] for name in names}
        found[key[0]].append({**named, **measures, "provenance": "measured"})
    return found
