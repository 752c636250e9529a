"""How long a board takes over five million flow rows, on SQLite and PostgreSQL, each query by its name.

python -m bench.board --rows 5000000 (writes its table into docs/performance.md)
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect

from bench import flows
from bench.figures import write
from cockpit.board.builder import build
from cockpit.board.scope import parse
from cockpit.calendar import SHANGHAI
from cockpit.store.exchange_database import open_engine, read_connection
from tests.servers import postgres

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
TIMES = 20
SCOPES = {
    "whole city, a week": "",
    "whole city, a year": "period=year",
    "one unit": "unit=bigdata",
    "one unit, a year": "unit=bigdata&period=year",
    "one kind": "kind=api",
    "one kind, a year": "kind=api&period=year",
    "one scenario, a year": "scenario=poverty&period=year",
    "unit and kind, a year": "unit=bigdata&kind=table&period=year",
}


class Heard:
    """The statements of a board, with what they were asked."""

    def __init__(self, engine: Engine) -> None:
        self.statements: list[tuple[str, Any]] = []
        event.listen(engine, "before_cursor_execute", self._begins)

    def _begins(self, _connection: Connection, _cursor: object, statement: str, given: Any, *_more: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            self.statements.append((statement, given))


def again(connection: Connection, statement: str, given: Any) -> float:
    """Milliseconds of a statement with its rows, which SQLite works out only while they are fetched."""
    cursor = connection.connection.cursor()
    gc.collect()
    gc.disable()  # as timeit does: what a board leaves behind is not the query's
    begun = time.perf_counter()
    cursor.execute(statement, given)
    cursor.fetchall()
    spent = (time.perf_counter() - begun) * 1000
    gc.enable()
    cursor.close()
    return spent


def named(statement: str) -> str:
    return statement.rpartition("FROM ")[2].split()[0]


def measured(engine: Engine, query: str) -> dict[str, Any]:
    """Milliseconds of a board built again and again, each of another day, and of its slowest query."""
    heard = Heard(engine)
    boards, cpu, slowest = [], [], defaultdict(list)
    for number in range(TIMES):
        scope = parse(f"{query}&as_of={date(2020, 9, 30) - timedelta(days=number)}".lstrip("&"), city="linyi")
        heard.statements.clear()
        with read_connection(engine) as connection:
            begun, used = time.perf_counter(), time.process_time()
            build(connection, scope, now=NOW)
            boards.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.process_time() - used) * 1000)
            spent: dict[str, float] = defaultdict(float)
            for statement, given in list(heard.statements):
                spent[named(statement)] = max(spent[named(statement)], again(connection, statement, given))
        for name, took in spent.items():
            slowest[name].append(took)
    event.remove(engine, "before_cursor_execute", heard._begins)
    name = max(slowest, key=lambda one: statistics.median(slowest[one]))
    return {"board": boards, "cpu": cpu, "query": name, "query_ms": slowest[name], "all": slowest}


def line(database: str, name: str, found: dict[str, Any], *, beside: float) -> str:
    board, query = (f"{statistics.median(one):.0f} | {p95(one):.0f}" for one in (found["board"], found["query_ms"]))
    cpu = f"{statistics.median(found['cpu']):.0f}"
    return f"| {database} | {name} | {board} | {cpu} | {found['query']} | {query} | {beside:.1f} | {date.today()} |"


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


@contextmanager
def databases(given: list[str]) -> Iterator[list[str]]:
    """Those that were named, or a new one of each kind that is gone at the end."""
    if given:
        yield given
        return
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        yield [f"sqlite:///{Path(folder) / 'exchange.db'}", stack.enter_context(postgres())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--databases", nargs="*", default=[], help="URLs; one without tables is filled first")
    parser.add_argument("--only", nargs="*", default=list(SCOPES))
    asked = parser.parse_args()
    lines = [
        "| database | board | median ms | p95 ms | CPU ms | slowest query | its median | its p95 | load | measured |",
        "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- |",
    ]
    with databases(asked.databases) as urls:
        for url in urls:
            engine = open_engine(url)
            if not inspect(engine).has_table("flow_daily"):
                begun = time.perf_counter()
                flows.fill(engine, asked.rows)
                print(f"{engine.dialect.name}: filled in {time.perf_counter() - begun:.0f} s", flush=True)
            print(f"{engine.dialect.name}: {flows.rows_in(engine):,} flow rows", flush=True)
            for name in asked.only:
                beside = os.getloadavg()[0]
                found = measured(engine, SCOPES[name])
                lines.append(line(engine.dialect.name, name, found, beside=beside))
                print(lines[-1], flush=True)
                for one, values in found["all"].items():
                    print(f"    {one:<24}{statistics.median(values):8.1f} ms, p95 {p95(values):.1f}", flush=True)
            engine.dispose()
    if asked.only == list(SCOPES):
        write("board", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
