"""What a new day costs over a month and over three years of history: the whole load, from the log to the sums.

python -m bench.new_day (writes its line into docs/performance.md)
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from bench import events as made
from bench.figures import write
from bench.rollup import measured
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.landing import Landing
from cockpit.store import landed_parts, tables
from cockpit.store.event import Event
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.landed_parts import LandedPart, PartsChange
from cockpit.store.load_transaction import Load, replace
from cockpit.store.schema import migrate

LAST = date(2020, 12, 31)
NEAR = 31
"""Days around a load whose landed parts are opened; the log before them may be thin, for nobody looks at it."""
TURNS = 5
AT = datetime(2021, 1, 31)


def history(folder: Path, days: int, *, a_day: int) -> str:
    """A database in which so many days are loaded, up to LAST; its URL. Every day has its 800 or so flow rows."""
    url = f"sqlite:///{folder / 'exchange.db'}"
    engine = open_engine(url)
    migrate(engine)
    with write_connection(engine) as connection:
        connection.execute(insert(tables.unit), [_unit(number) for number in range(120)])
    parts = []
    for span, count in ((days - NEAR, a_day // 10), (NEAR, a_day)):
        if span <= 0:
            continue
        end = LAST if span == NEAR else LAST - timedelta(days=NEAR)
        place = folder / "landed" / f"log-{span}"
        place.mkdir(parents=True)
        first = end - timedelta(days=span - 1)
        for day, paths in made.make(place, count * span, span, first=first).items():
            parts.append((day, paths[0].relative_to(folder / "landed").as_posix(), count))
    rows = _rows(folder, parts)
    listed = PartsChange([LandedPart(day, path, count, 1, 10**9) for day, path, count in parts])
    load = Load("log", facts={"flow_daily": rows})
    replace(engine, load, at=AT, also=lambda connection: landed_parts.change(connection, "log", listed))
    engine.dispose()
    return url


def _rows(folder: Path, parts: list[tuple[date, str, int]]) -> dict[date, list[dict[str, Any]]]:
    """The facts of one landed day, for every day of the history."""
    path = folder / "landed" / parts[-1][1]
    engine = DuckEngine(folder / ".spill")
    inside = date.fromisoformat(path.parent.name.removeprefix("day="))
    ((_, rows),) = engine.flows({inside: [path]}, distinct=True, provenance="measured")
    return {day: [{**row, "day": day} for row in rows] for day, _, _ in parts}


def _unit(number: int) -> dict[str, Any]:
    names = dict.fromkeys(("code", "name_zh", "short_zh", "name_en"), f"unit-{number}")
    return {**names, "level": "municipal", "position": number + 1, "provenance": "measured", "delivered_by": "bench"}


def log_of(day: date, count: int) -> Iterator[Event]:
    at = datetime.combine(day, datetime.min.time())
    for number in range(count):
        yield Event(
            f"new-{day}-{number}",
            at + timedelta(seconds=number % 50_000),
            f"unit-{number % 800 % 120}",
            f"unit-{number % 800 * 7 % 113}",
            *(None, ("api", "table", "file")[number % 3], f"scenario-{number % 6}"),
            *(number, number, number * 10, False, "log", number),
        )


def load(url: str, folder: Path, day: date, count: int) -> None:
    """A day as the command `load` takes it in: landed, added up, put into the database with its sums and its mark."""
    engine = open_engine(url)
    with read_connection(engine) as connection:
        parts = landed_parts.listed(connection, "log")
    landed = folder / "landed"
    found = Landing(landed, "log", parts, DuckEngine(landed / ".spill"), "measured")(log_of(day, count))

    def also(connection: Connection) -> None:
        landed_parts.change(connection, "log", found.parts)

    replace(engine, Load("log", facts={"flow_daily": found.facts}), at=AT, also=also)
    engine.dispose()


def one_history(folder: Path, days: int, a_day: int) -> dict[str, Any]:
    folder.mkdir()
    url = history(folder, days, a_day=a_day)
    new = [measured(lambda day=LAST + timedelta(days=n): load(url, folder, day, a_day)) for n in range(1, TURNS + 1)]
    late = measured(lambda: load(url, folder, LAST - timedelta(days=days - 1), 1))
    engine = open_engine(url)
    with read_connection(engine) as connection:
        rows = connection.execute(select(func.count()).select_from(tables.flow_daily)).scalar_one()
    engine.dispose()
    return {
        "days": days,
        "rows": rows,
        "new": statistics.median(one["seconds"] for one in new),
        "late": late["seconds"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--a-day", type=int, default=91_000)
    asked = parser.parse_args()
    beside = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        found = [one_history(Path(name) / str(days), days, asked.a_day) for days in (30, 1_096)]
    month, years = found
    text = (
        f"Measured {date.today()} on SQLite, load {beside:.1f} beside it. A new day of {asked.a_day:,} events, landed, "
        f"added up and put into the database with its sums, takes {month['new']:.2f} s over a month of history and "
        f"{years['new']:.2f} s over three years ({years['rows']:,} flow rows): ratio "
        f"{years['new'] / month['new']:.2f}. One late event on the first day of these histories takes "
        f"{month['late']:.1f} s and {years['late']:.1f} s.\n"
    )
    print(text)
    write("new day", text)


if __name__ == "__main__":
    main()
