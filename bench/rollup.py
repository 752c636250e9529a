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
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import events as made
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.landing import Landing
from cockpit.rollup.spark_engine import SparkEngine
from cockpit.store.duck import duck, files
from cockpit.store.events import COLUMNS, Event
from cockpit.store.parts import Part
from tests.spark_cluster import spark_cluster

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
DAYS = 1_096
TURNS = 3
"""Spark, which is no match for one machine at these sizes, is asked once."""
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


def one_size(count: int, engines: list[str], master: str, folder: Path) -> list[dict[str, Any]]:
    """The runs take turns, so that what else the machine does meets all of them; of each the median counts."""
    found = []
    for repeated in (0.0, 0.01):
        place = folder / f"events-{count}-{repeated}"
        place.mkdir(parents=True)
        parts = made.make(place, count, min(DAYS, max(30, count // 91_000)), repeated=repeated)
        jobs: dict[str, Callable[[], object]] = {"bare scan": lambda parts=parts: scan(parts, folder / ".spill")}
        for name in engines:
            engine = DuckEngine(folder / ".spill") if name == "duckdb" else SparkEngine(master)
            for distinct in (True, False) if not repeated else (False,):
                what = f"{name}, {'known to hold none twice' if distinct else 'repeats removed'}"
                jobs[what] = lambda e=engine, p=parts, d=distinct: rolled(e, p, distinct=d)
        runs: dict[str, list[dict[str, float]]] = {what: [] for what in jobs}
        for turn in range(TURNS):
            for what, job in jobs.items():
                if what.startswith("spark") and turn:
                    continue
                runs[what].append(measured(job))
                print(json.dumps({"what": what, "events": count, "repeated": repeated, **runs[what][-1]}), flush=True)
        for what, held in runs.items():
            middle = {name: statistics.median(run[name] for run in held) for name in held[0]}
            middle["ratio"] = statistics.median(run["seconds"] for run in runs["bare scan"]) / middle["seconds"]
            found.append({"what": what, "events": count, "repeated": repeated, **middle})
        shutil.rmtree(place)
    return found


def one_day_more(folder: Path, a_day: int) -> dict[str, float]:
    """Seconds to land one new day over a month and over three years of history."""
    new = [
        Event(
            f"new-{n}",
            datetime(2021, 1, 1) + timedelta(seconds=n % 50_000),
            *(f"unit-{n % 120}", f"unit-{n % 7}", None, "api", "other"),
            *(n, n, n * 10, False, "log", n),
        )
        for n in range(a_day)
    ]
    found = {}
    for name, days in (("month", 30), ("years", DAYS)):
        place = folder / f"history-{name}"
        place.mkdir(parents=True)
        last = date(2020, 12, 31)
        parts = []
        for old in made.make(place, a_day * days, days).items():
            day = last - timedelta(days=(made.FIRST + timedelta(days=days - 1) - old[0]).days)
            path = old[1][0]
            parts.append(Part(day, path.relative_to(place).as_posix(), a_day, 1, a_day * days))
        best = []
        for _ in range(3):
            run = Landing(place, "log", parts, DuckEngine(place / ".spill"), "measured")
            best.append(measured(lambda run=run: run(iter(new)))["seconds"])
        found[name] = min(best)
        shutil.rmtree(place)
    return found


def table(rows: list[dict[str, Any]], day: dict[str, float], a_day: int) -> str:
    lines = [
        f"Measured {date.today()} on {os.cpu_count()} cores; ratios are to a bare scan of the same files in one run.",
        "",
        "| events | repeats in them | | seconds | events/s | CPU s | peak MB | ratio |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [_line(row) for row in rows]
    if day:
        ratio = day["years"] / day["month"]
        lines += [
            "",
            f"One new day of {a_day:,} events is landed in {day['month']:.2f} s over one month of history and "
            f"in {day['years']:.2f} s over three years: ratio {ratio:.2f}.",
        ]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any]) -> str:
    rate = row["events"] / row["seconds"]
    begins = f"| {row['events']:,} | {row['repeated']:.0%} | {row['what']} | {row['seconds']:.1f} | {rate:,.0f} "
    return f"{begins}| {row['cpu']:.1f} | {row['mb']:,.0f} | {row['ratio']:.2f} |"


def write(text: str) -> None:
    begins, ends = "<!-- rollup -->\n", "<!-- /rollup -->\n"
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(begins)
    PAGE.write_text(head + begins + text + ends + rest.partition(ends)[2], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", choices=("duckdb", "spark"), default=["duckdb"])
    parser.add_argument("--master", default="standalone", help="of a cluster; standalone starts one here")
    parser.add_argument("--a-day", type=int, default=91_000)
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    cluster = (
        spark_cluster() if asked.master == "standalone" and "spark" in asked.engines else nullcontext(asked.master)
    )
    with cluster as master, tempfile.TemporaryDirectory(dir=asked.into) as name:
        rows = [row for count in asked.events for row in one_size(count, asked.engines, master, Path(name))]
        write(table(rows, one_day_more(Path(name), asked.a_day), asked.a_day))


if __name__ == "__main__":
    main()
