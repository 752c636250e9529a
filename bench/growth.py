"""What years of history cost: the first load, a new day, a correction long ago and of the first day, on both databases.

python -m bench.growth (writes its table into docs/performance.md)
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine, insert, make_url, text

from bench.figures import write
from bench.rollup import measured
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.latency import BUCKETS
from cockpit.store.load_transaction import Load, replace
from cockpit.store.schema import migrate
from tests.servers import postgres

LAST = date(2025, 12, 31)
AT = datetime(2026, 1, 31)
TURNS = 3
A_LOAD = 366
"""Days that the first load puts in at once, as years of files come."""
DATABASES = ("sqlite", "postgresql")


class Size(NamedTuple):
    years: int
    units: int
    rows: int

    @property
    def days(self) -> list[date]:
        count = self.years * 1461 // 4
        return [LAST - timedelta(days=number) for number in range(count - 1, -1, -1)]


SIZES = (Size(1, 120, 200), Size(3, 120, 200), Size(10, 120, 200), Size(1, 1_000, 1_000), Size(10, 1_000, 1_000))


def unit(number: int) -> dict[str, Any]:
    names = dict.fromkeys(("code", "name_zh", "short_zh", "name_en"), f"unit-{number}")
    return {**names, "level": "municipal", "position": number + 1, "provenance": "measured", "delivered_by": "bench"}


def rows(size: Size, day: date, more: int = 0) -> list[dict[str, Any]]:
    """A day of the same ways between units; which they are is arithmetic."""
    buckets = {bucket.column: int(number == 4) for number, bucket in enumerate(BUCKETS)}
    return [
        {
            "day": day,
            "provider": f"unit-{number % size.units}",
            "consumer": f"unit-{(number * 7 + number // size.units + 1) % size.units}",
            "kind": ("api", "table", "file")[number % 3],
            "scenario": f"scenario-{number % 6}",
            **{"exchanges": 10 + (day.toordinal() + number) % 90 + more, "failed": number % 2},
            **{"records": number * 11 + more, "bytes": number * 900, **buckets, "provenance": "measured"},
        }
        for number in range(size.rows)
    ]


def load(url: str, size: Size, days: list[date], more: int = 0) -> None:
    engine = open_engine(url)
    for start in range(0, len(days), A_LOAD):
        facts = {day: rows(size, day, more) for day in days[start : start + A_LOAD]}
        replace(engine, Load("log", facts={"flow_daily": facts}), at=AT)
    engine.dispose()


def prepared(url: str, size: Size) -> None:
    engine = open_engine(url)
    migrate(engine)
    with write_connection(engine) as connection:
        connection.execute(insert(tables.unit), [unit(number) for number in range(size.units)])
    engine.dispose()


def megabytes(url: str) -> tuple[float, float]:
    """Of the database and of its log of changes, which PostgreSQL keeps for itself."""
    engine: Engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        file = Path(str(make_url(url).database))
        log = file.with_name(file.name + "-wal")
        found = file.stat().st_size, log.stat().st_size if log.exists() else 0
    else:
        with read_connection(engine) as connection:
            found = int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()), 0
    engine.dispose()
    return found[0] / 1e6, found[1] / 1e6


def one(url: str, size: Size) -> dict[str, Any]:
    prepared(url, size)
    beside = os.getloadavg()[0]
    first = measured(lambda: load(url, size, size.days))
    stands, log = megabytes(url)
    new = [measured(lambda day=LAST + timedelta(days=number): load(url, size, [day])) for number in range(1, 1 + TURNS)]
    month = measured(lambda: load(url, size, [LAST - timedelta(days=30)], 1))
    late = [measured(lambda more=number: load(url, size, size.days[:1], more)) for number in range(1, 1 + TURNS)]
    after = measured(lambda: load(url, size, [LAST + timedelta(days=TURNS + 1)]))
    middle = {name: _median(runs) for name, runs in (("new", new), ("late", late))}
    return {"first": first, "month": month, "after": after, "load": beside, "mb": stands, "log": log, **middle}


def _median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in ("seconds", "cpu")}


def line(database: str, size: Size, found: dict[str, Any]) -> str:
    spent = " | ".join(
        f"{found[name]['seconds']:.1f} ({found[name]['cpu']:.1f})"
        for name in ("first", "new", "month", "late", "after")
    )
    ratio = found["late"]["seconds"] / found["new"]["seconds"]
    begins = f"| {database} | {size.years} × {size.units:,} × {size.rows:,} | {spent} | {ratio:.1f} "
    return f"{begins}| {found['mb']:,.0f} | {found['log']:,.0f} | {found['load']:.1f} | {date.today()} |"


@contextmanager
def databases(named: list[str]) -> Iterator[list[tuple[str, str]]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        made = {
            "sqlite": lambda: f"sqlite:///{folder / 'exchange.db'}",
            "postgresql": lambda: stack.enter_context(postgres()),
        }
        yield [(name, made[name]()) for name in named]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--years", type=int, nargs="+", help="only sizes of so many years")
    parser.add_argument("--units", type=int, nargs="+", help="only sizes of so many units")
    asked = parser.parse_args()
    sizes = [size for size in SIZES if size.years in (asked.years or [size.years])]
    sizes = [size for size in sizes if size.units in (asked.units or [size.units])]
    lines = [
        "| database | years × units × rows a day | first load, s | new day | of 30 days ago | of the first day "
        "| new day after it | first day : new day | MB | MB of log | load | measured |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name in asked.databases:
        for size in sizes:
            with databases([name]) as made:
                lines.append(line(name, size, one(made[0][1], size)))
            print(lines[-1], flush=True)
    if sizes == list(SIZES) and asked.databases == list(DATABASES):
        write("growth", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
