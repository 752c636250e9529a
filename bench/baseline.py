"""The figures that later work is held against: of boards, pages, filters and tests, in one file.

    python -m bench.baseline            writes bench/baseline.json
    python -m bench.baseline --check    compares today with it and prints what is more than a tenth worse

Boards and pages are measured here, on the demonstration. What takes long to measure is read out of docs/performance.md,
which other benches write; what `make check` takes, out of the Makefile. Every figure says where it comes from. A time
that is measured here is CPU of this process, and other work on the machine makes it longer all the same.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import brotli
from flask.testing import FlaskClient

from bench.board import NOW, SCOPES
from bench.figures import PAGE, written
from cockpit.board.builder import build
from cockpit.board.scope import parse
from cockpit.screens import desk
from cockpit.settings import ROOT, read
from cockpit.snapshot.week_catalogue import open_catalogue
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.web.app import create_app
from cockpit.web.preflight import keep
from tests.fixtures_demo import made_from, made_once

FILE = Path(__file__).parent / "baseline.json"
LAST_DAY = date(2020, 9, 30)
TIMES = 15
WORSE = 1.1
MORE_IS_BETTER = "tests"
"""The unit in which fewer is worse; of all others more is."""
TABLES = {"board": 2, "filters": 2, "page": 2}
"""Parts of docs/performance.md that are tables, and how many of their first columns name a row."""
FOR_FIGURES = re.compile(r"ms|CPU|kB|requests|heap")
UNITS = {"kB": "kB", "requests": "requests", "heap MB": "MB"}


@dataclass(frozen=True)
class Figure:
    """`source` is what measures it: this bench, a part of docs/performance.md, the Makefile or pytest."""

    value: float
    unit: str
    source: str = "bench.baseline"


Figures = dict[str, Figure]


def boards(url: str) -> Figures:
    """Of the demonstration: CPU of a board that is built, the median of several days, and its size as JSON."""
    engine = open_engine(url)
    found: Figures = {}
    for name, query in SCOPES.items():
        spent, size = [], 0
        for number in range(TIMES):
            day = LAST_DAY - timedelta(days=number)
            with read_connection(engine) as connection:
                begun = time.process_time()
                board = build(connection, parse(f"{query}&as_of={day}".lstrip("&"), city="linyi"), now=NOW)
                spent.append((time.process_time() - begun) * 1000)
            size = size or len(board.to_bytes())
        found[f"board, {name}: built"] = Figure(round(statistics.median(spent), 1), "ms CPU")
        found[f"board, {name}: JSON"] = Figure(size, "bytes")
    engine.dispose()
    return found


def pages(url: str) -> Figures:
    """What the first HTML of every page weighs, as it is and as a browser takes it (brotli)."""
    with tempfile.TemporaryDirectory() as var:
        settings = read(
            {
                "COCKPIT_DATABASE": url,
                "COCKPIT_VAR": var,
                "COCKPIT_SNAPSHOTS": f"{var}/snapshots",
                "COCKPIT_CLOCK": NOW.isoformat(),
            }
        )
        client = create_app(settings, keep(settings), open_catalogue(settings, now=lambda: NOW)).server.test_client()
        return {name: figure for address in addresses() for name, figure in page(client, address)}


def addresses() -> list[str]:
    return [*(f"/desk{'' if name == 'overview' else f'/{name}'}" for name in desk.PAGES), "/wall", "/week"]


def page(client: FlaskClient, address: str) -> Iterator[tuple[str, Figure]]:
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}: nothing to measure.")
    packed = answer.data if answer.headers.get("Content-Encoding") == "br" else None
    plain = brotli.decompress(packed) if packed is not None else answer.data
    yield f"page {address}: HTML", Figure(len(plain), "bytes")
    yield (
        f"page {address}: HTML, brotli",
        Figure(len(packed if packed is not None else brotli.compress(plain)), "bytes"),
    )


def told() -> Figures:
    """The figures of docs/performance.md: five million flow rows, filters and pages in Chromium, a new day."""
    found = {name: one for part, keys in TABLES.items() for name, one in table(part, written(part), keys=keys)}
    days = re.search(r"takes ([\d.]+) s over a month of history and ([\d.]+) s over three years", written("new day"))
    if days is None:
        sys.exit(f"{PAGE.name} says nothing of a new day; run python -m bench.new_day.")
    for history, seconds in zip(("a month", "three years"), days.groups(), strict=True):
        found[f"new day over {history}"] = Figure(float(seconds), "s", source(part="new day"))
    return found


def table(part: str, text: str, *, keys: int) -> Iterator[tuple[str, Figure]]:
    """Every number of a table under a heading that is a figure; `keys` columns name its row. Floors are no figures."""
    lines = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in text.splitlines() if line[:1] == "|"]
    heads, _, *rows = lines
    for row in [one for one in rows if not one[0].startswith("floor")]:
        for head, cell in list(zip(heads, row, strict=True))[keys:]:
            if FOR_FIGURES.search(head) and re.fullmatch(r"[\d,.]+", cell):
                name = f"{part}, {', '.join(row[:keys])}: {head}"
                yield name, Figure(float(cell.replace(",", "")), UNITS.get(head, "ms"), source(part=part))


def source(*, part: str) -> str:
    return f"docs/performance.md, {part}"


def tests() -> Figures:
    """How many there are, and the CPU that `make check` says it takes."""
    said = re.search(r"^check:.* (\d+) s of CPU", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    if said is None:
        sys.exit("The Makefile does not say how many seconds of CPU make check takes.")
    return {
        "make check": Figure(int(said[1]), "s CPU", "Makefile"),
        "tests of make check": Figure(collected(marks("check")), MORE_IS_BETTER, "pytest --collect-only"),
        "tests": Figure(collected(""), MORE_IS_BETTER, "pytest --collect-only"),
    }


def marks(word: str) -> str:
    """The marks that a word of the Makefile runs by."""
    said = re.search(rf'^{word}:.*\n\t.*pytest.* -m "(.*)"', (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return said[1] if said else ""


def collected(marked: str) -> int:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", "-m", marked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    counted = re.search(r"^(\d+)(?:/\d+)? tests collected", done.stdout, re.MULTILINE)
    if counted is None:
        sys.exit(f"pytest collects nothing:\n{done.stdout[-2000:]}")
    return int(counted[1])


def measured() -> Figures:
    url = f"sqlite:///{made_once(made_from())}"
    return {**boards(url), **pages(url), **told(), **tests()}


def worse(before: Figures, now: Figures) -> list[str]:
    """One line for each figure that is more than a tenth worse, or gone."""
    lines = []
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            lines.append(f"{name}: {old.value:,g} {old.unit} before, not measured now")
        elif (old.value > WORSE * new.value) if old.unit == MORE_IS_BETTER else (new.value > WORSE * old.value):
            change = f" ({new.value / old.value - 1:+.0%})" if old.value else ""
            lines.append(f"{name}: {old.value:,g} → {new.value:,g} {old.unit}{change}")
    return lines


def held() -> dict[str, Any]:
    """The file: `measured` is its day, `figures` are a value, a unit and a source by name."""
    said: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return {**said, "figures": {name: Figure(**one) for name, one in said["figures"].items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the file, and leave it as it is")
    now = measured() if parser.parse_args().check else None
    if now is None:
        figures = {name: vars(figure) for name, figure in measured().items()}
        FILE.write_text(json.dumps({"measured": f"{date.today()}", "figures": figures}, indent=1) + "\n", "utf-8")
        print(f"{FILE.relative_to(ROOT)}: {len(figures)} figures")
        return
    before = held()
    lines = worse(before["figures"], now)
    print("\n".join([*lines, f"{len(lines)} of {len(before['figures'])} figures of {before['measured']} are worse."]))


if __name__ == "__main__":
    main()
