"""How fast events become daily facts, against a bare scan of the same files: writes a table into docs/performance.md.

python -m bench.rollup --events 1000000 10000000 100000000 --engines duckdb spark --into /some/folder
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from bench import events as made
from bench.figures import write, written
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.spark_engine import SparkEngine
from cockpit.store.duck import duck, files
from cockpit.store.event import COLUMNS
from tests.spark_cluster import spark_cluster

DAYS = 1_096
TURNS = 3
"""Spark, which is no match for one machine at these sizes, is asked once."""
DISTINCT, REPEATS = "known to hold none twice", "repeats removed"
ORDER = ["bare scan", *(f"{name}, {how}" for name in ("duckdb", "spark") for how in (DISTINCT, REPEATS))]
Parts = dict[date, list[Path]]


def measured(job: Callable[[], object]) -> dict[str, float]:
    """Seconds, CPU seconds and peak memory of a job in a process of its own (of a cluster: of its driver)."""
    context = multiprocessing.get_context("fork")
    theirs, ours = context.Pipe()

    def run() -> None:
        begun = time.perf_counter()
        job()
        used = resource.getrusage(resource.RUSAGE_SELF)
        below = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime + below.ru_utime + below.ru_stime
        peak = max(used.ru_maxrss, below.ru_maxrss)
        ours.send({"seconds": time.perf_counter() - begun, "cpu": cpu, "mb": peak / 1024})

    process = context.Process(target=run)
    process.start()
    ours.close()  # so that a job that failed ends the wait
    answer: dict[str, float] = theirs.recv()
    process.join()
    return answer


def scan(parts: Parts, spill: Path) -> None:
    """Every column of every row is read, and nothing else is done."""
    paths = [path for day in parts for path in parts[day]]
    with duck(spill) as connection:
        touched = ", ".join(f"max({name})" for name in COLUMNS)
        connection.execute(f"SELECT {touched} FROM {files(paths)}").fetchall()


def rolled(engine: Any, parts: Parts, *, distinct: bool) -> None:
    for _day, _rows in engine.flows(parts, distinct=distinct, provenance="measured"):
        pass


def one_size(
    count: int, engines: list[str], master: str, folder: Path, *, repeats: list[float]
) -> list[dict[str, Any]]:
    """The runs take turns, so that what else the machine does meets all of them; of each the median counts."""
    found = []
    for repeated in repeats:
        place = folder / f"events-{count}-{repeated}"
        place.mkdir(parents=True)
        parts = made.make(place, count, min(DAYS, max(30, count // 91_000)), repeated=repeated)
        jobs: dict[str, Callable[[], object]] = {"bare scan": lambda parts=parts: scan(parts, folder / ".spill")}
        for name in engines:
            engine = DuckEngine(folder / ".spill") if name == "duckdb" else SparkEngine(master)
            for distinct in (True, False) if not repeated else (False,):
                what = f"{name}, {DISTINCT if distinct else REPEATS}"
                jobs[what] = lambda e=engine, p=parts, d=distinct: rolled(e, p, distinct=d)
        runs: dict[str, list[dict[str, float]]] = {what: [] for what in jobs}
        for turn in range(TURNS):
            for what, job in jobs.items():
                if what.startswith("spark") and turn:
                    continue
                beside = os.getloadavg()[0]
                runs[what].append({**measured(job), "load": beside})
                print(json.dumps({"what": what, "events": count, "repeated": repeated, **runs[what][-1]}), flush=True)
        for what, held in runs.items():
            middle = {name: statistics.median(run[name] for run in held) for name in held[0]}
            scanned = {name: statistics.median(run[name] for run in runs["bare scan"]) for name in ("seconds", "cpu")}
            middle["ratio"] = scanned["seconds"] / middle["seconds"]
            middle["cpu_ratio"] = scanned["cpu"] / middle["cpu"]
            found.append({"what": what, "events": count, "repeated": repeated, **middle})
        shutil.rmtree(place)
    return found


def table(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| events | repeats in them | | seconds | events/s | CPU s | peak MB | ratio | of CPU | load | measured |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    return "\n".join([*lines, *map(_line, rows)]) + "\n"


def _line(row: dict[str, Any]) -> str:
    rate = row["events"] / row["seconds"]
    begins = f"| {row['events']:,} | {row['repeated']:.0%} | {row['what']} | {row['seconds']:.1f} | {rate:,.0f} "
    ratios = f"{row['ratio']:.2f} | {row['cpu_ratio']:.2f}"
    return f"{begins}| {row['cpu']:.1f} | {row['mb']:,.0f} | {ratios} | {row['load']:.1f} | {date.today()} |"


def together(fresh: str, before: str) -> str:
    """The rows of this run in the place of older ones of the same name; what this run did not measure stays."""
    head, rows = fresh.splitlines()[:2], {}
    for line in [*before.splitlines(), *fresh.splitlines()]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0].replace(",", "").isdigit():
            rows[int(cells[0].replace(",", "")), cells[1], ORDER.index(cells[2])] = line
    return "\n".join([*head, *(rows[key] for key in sorted(rows))]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", choices=("duckdb", "spark"), default=["duckdb"])
    parser.add_argument("--master", default="standalone", help="of a cluster; standalone starts one here")
    parser.add_argument("--repeats", type=float, nargs="+", default=[0.0, 0.01], help="share of events sent twice")
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    cluster = (
        spark_cluster() if asked.master == "standalone" and "spark" in asked.engines else nullcontext(asked.master)
    )
    with cluster as master, tempfile.TemporaryDirectory(dir=asked.into) as name:
        rows = [
            row
            for count in asked.events
            for row in one_size(count, asked.engines, master, Path(name), repeats=asked.repeats)
        ]
        write("rollup", together(table(rows), written("rollup")))


if __name__ == "__main__":
    main()
