"""How fast a log lands, beside DuckDB reading every column of the same file in the same run, which is the floor.

python -m bench.landing --events 1000000 (writes its rows into docs/performance.md)
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.figures import write
from bench.rollup import measured
from cockpit.calendar import SHANGHAI
from cockpit.ingest.event_words import WORDS
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.source_kind import KINDS, ReadingContext
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.landing import Landing
from cockpit.store.duck import duck, quoted

NOW = datetime(2021, 1, 1, tzinfo=SHANGHAI)
TURNS = 3
READ = {"ndjson": "read_json({}, format = 'newline_delimited')", "csv": "read_csv({})", "parquet": "read_parquet({})"}
COPY = {"ndjson": "FORMAT json", "csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}
ROWS = """
    SELECT md5(CAST(n AS VARCHAR)) AS event_id,
        strftime(TIMESTAMP '2020-01-01' + to_days(CAST(n * 30 // {count} AS INTEGER)) + to_seconds(n % 57600),
            '%Y-%m-%dT%H:%M:%SZ') AS "at",
        'unit-' || (hash(n) % 800 % 120) AS provider, 'unit-' || (hash(n) % 800 * 7 % 113) AS consumer,
        'table-' || (hash(n) % 300) AS resource,
        CASE hash(n) % 800 % 3 WHEN 0 THEN 'api' WHEN 1 THEN 'table' ELSE 'file' END AS kind,
        'scenario-' || (hash(n) % 800 % 6) AS scenario, n % 5000 AS records, hash(n + 1) % 900000 AS bytes,
        hash(n + 2) % 3000 AS duration_ms, CASE n % 50 WHEN 0 THEN 'failed' ELSE 'ok' END AS status
    FROM range({count}) numbers(n)
"""


def scan(file: Path, kind: str, spill: Path) -> None:
    with duck(spill) as connection:
        source = READ[kind].format(quoted(str(file)))
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        touched = ", ".join(f'max("{name}")' for name in names)
        connection.execute(f"SELECT {touched} FROM {source}").fetchall()


def known() -> RegisterLookup:
    def named(what: str, count: int) -> list[dict[str, Any]]:
        return [{"code": f"{what}-{number}", "name_zh": f"{what}-{number}"} for number in range(count)]

    return RegisterLookup({"unit": named("unit", 120), "scenario": named("scenario", 6)})


def land(file: Path, kind: str, folder: Path, count: int) -> None:
    """As a load does, from the file to the daily facts."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        landing = Landing(place, "log", (), DuckEngine(place / ".spill"), "measured")
        options = KINDS["events"].options.model_validate({"kind": "events", "files": str(file), "format": kind})
        nothing: Any = None
        reading = ReadingContext(
            "log", NOW, folder, known(), landing, nothing, lambda done, total=None: None, nothing,
            spelling=options.spelling("log"),
        )  # fmt: skip
        delivery = KINDS["events"].read(options, reading)
        assert (delivery.accepted, delivery.refused) == (count, []), delivery.refused[:1]


def by_pandas(file: Path) -> None:
    """The checks alone, of a CSV file in batches of texts: no removal of repeats, no file written, nothing added up."""
    import pandas

    for rows in pandas.read_csv(file, dtype=str, keep_default_na=False, chunksize=250_000):
        fine = rows["event_id"].str.fullmatch("[!-*,-~]{1,128}")
        fine &= pandas.to_datetime(rows["at"], format="%Y-%m-%dT%H:%M:%SZ", errors="coerce").notna()
        for name in ("records", "bytes", "duration_ms"):
            fine &= rows[name].str.fullmatch("[0-9]{1,15}")
            pandas.to_numeric(rows[name], errors="coerce")
        for name in WORDS:
            pandas.factorize(rows[name])
        assert fine.all()


def one(kind: str, count: int, folder: Path) -> str:
    file = folder / f"log.{kind}"
    with duck(folder / ".spill") as connection:
        connection.execute(f"COPY ({ROWS.format(count=count)}) TO {quoted(str(file))} ({COPY[kind]})")
    jobs: dict[str, Callable[[], object]] = {
        "scan": lambda: scan(file, kind, folder / ".spill"),
        "land": lambda: land(file, kind, folder, count),
        **({"pandas": lambda: by_pandas(file)} if kind == "csv" else {}),
    }
    beside = os.getloadavg()[0]
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(TURNS):
        for name, job in jobs.items():
            runs[name].append(measured(job))
    middle = {
        name: {key: statistics.median(run[key] for run in held) for key in held[0]} for name, held in runs.items()
    }
    seconds, cpu = ({name: held[key] for name, held in middle.items()} for key in ("seconds", "cpu"))
    file.unlink()
    if kind == "csv":
        print(f"checks alone by pandas: {seconds['pandas']:.1f} s, {cpu['pandas']:.1f} s of CPU", flush=True)
    return (
        f"| {kind} | {count:,} | {seconds['scan']:.1f} ({cpu['scan']:.1f}) | {seconds['land']:.1f} ({cpu['land']:.1f}) "
        f"| {count / seconds['land']:,.0f} | {seconds['scan'] / seconds['land']:.2f} | {cpu['scan'] / cpu['land']:.2f} "
        f"| {middle['land']['mb']:,.0f} | {beside:.1f} | {date.today()} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--formats", nargs="+", choices=list(READ), default=list(READ))
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    lines = [
        "| format | events | DuckDB reads it, s (CPU) | it lands, s (CPU) | events/s | ratio | of CPU | peak MB | load "
        "| measured |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    with tempfile.TemporaryDirectory(dir=asked.into) as name:
        for count in asked.events:
            for kind in asked.formats:
                lines.append(one(kind, count, Path(name)))
                print(lines[-1], flush=True)
    write("landing", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
