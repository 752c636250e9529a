"""Landed parts for the bench: events of a city over three years, made by DuckDB itself, one part a day.

800 pairs of units exchange every day, each for one scenario and in one way: about as many flow rows as a city has.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from cockpit.store.duck import duck, quoted
from cockpit.store.event import COLUMNS

FIRST = date(2018, 1, 1)
CHUNK = 5_000_000

ROWS = """
    SELECT n + 1 AS landed,
        CAST(md5(CAST(n % {ids} AS VARCHAR)) AS VARCHAR) AS event_id,
        TIMESTAMP '{first} 00:00:00' + to_days(CAST(n % {ids} % {days} AS INTEGER))
            + to_seconds(n % 57600) AS happened_at,
        DATE '{first}' + CAST(n % {ids} % {days} AS INTEGER) AS day,
        'unit-' || (hash(n % {ids}) % 800 % 120) AS provider,
        'unit-' || (hash(n % {ids}) % 800 * 7 % 113) AS consumer,
        NULL::VARCHAR AS resource,
        CASE hash(n % {ids}) % 800 % 3 WHEN 0 THEN 'api' WHEN 1 THEN 'table' ELSE 'file' END AS kind,
        'scenario-' || (hash(n % {ids}) % 800 % 6) AS scenario,
        CAST(hash(n % {ids} + 3) % 5000 AS BIGINT) AS records,
        CAST(hash(n % {ids} + 4) % 900000 AS BIGINT) AS bytes,
        CAST(exp((hash(n % {ids} + 5) % 1000) / 100.0) * 100 AS BIGINT) AS duration_us,
        hash(n % {ids} + 6) % 50 = 0 AS failed
    FROM range({start}, {end}) numbers(n)
"""


def make(folder: Path, events: int, days: int, *, repeated: float = 0.0, first: date = FIRST) -> dict[date, list[Path]]:
    """`repeated` is the share of events that stand there twice."""
    ids = int(events / (1 + repeated))
    found: dict[date, list[Path]] = {}
    with duck(folder / ".spill") as connection:
        for start in range(0, events, CHUNK):
            out = folder / f"chunk-{start}"
            rows = ROWS.format(ids=ids, first=first, days=days, start=start, end=min(start + CHUNK, events))
            connection.execute(
                f"COPY (SELECT {', '.join(COLUMNS)} FROM ({rows}) ORDER BY day, landed) TO {quoted(str(out))} "
                "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day), WRITE_PARTITION_COLUMNS true)"
            )
    for path in sorted(folder.rglob("*.parquet")):
        found.setdefault(date.fromisoformat(path.parent.name.removeprefix("day=")), []).append(path)
    assert len(found) == days and max(found) == first + timedelta(days=days - 1)
    return found
