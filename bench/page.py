"""How fast wall and desk stand on a screen, in real Chromium, beside two floors in the same run (see bench/floors.py).

Cold is a browser that has never been here, warm the second visit. Each round visits every page in turn, so that other
work on the machine falls on all of them; the median counts. Writes its part of docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from selenium import webdriver

from bench import floors
from bench.figures import write
from bench.served import served
from cockpit.board.board import Board
from cockpit.settings import ROOT
from tests.conftest import pytest_setup_options

SIZE = (1920, 1080)
AFTER = 8
"""Seconds in which a page may still fetch what it will need later."""
PAGES = {
    "wall": ("the wall", ".kpi", "#page > main:not([hidden]) [data-value]"),
    "desk": ("the desk, overview, live", "#page .kpi, #first-paint .kpi", "html.live #page [data-value]"),
    "sharing": ("the desk, sharing, live", "#page .value, #first-paint .value", "html.live #page [data-value]"),
    "charts": ("floor: plotly.js, figures inlined", ".kpi", ".chart .main-svg .trace, .chart .main-svg .hm"),
    "plain": ("floor: no script at all", ".kpi", "#page [data-value]"),
}
LEAST = {"wall": 60, "desk": 60, "sharing": 60, "charts": 4, "plain": 60}
"""So many of them have to be there: a page of the desk is live, and takes clicks, once its own script has drawn it."""
WATCH = """
(() => {
  const number = %(number)s, panels = %(panels)s, least = %(least)s;
  window.measured = {};
  const look = () => {
    const now = performance.now(), first = document.querySelector(number);
    const fonts = document.fonts.status === 'loaded';
    if (first && first.checkVisibility() && fonts && !measured.number) measured.number = now;
    if (fonts && document.readyState === 'complete' && document.querySelectorAll(panels).length >= least) {
      measured.panel = now;
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def main() -> None:
    if driver := shutil.which("chromedriver"):  # or selenium looks for one on the network
        os.environ.setdefault("SE_CHROMEDRIVER", driver)
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--var", type=Path, help="a folder with a demonstration; made anew where it is left out")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name, serving(given.var or Path(name)) as address:
        with urlopen(f"{address}/api/v1/board", timeout=60) as answer:
            board = Board.from_bytes(answer.read())
        with floors.serving(board) as floor:
            desk = {"desk": f"{address}/desk", "sharing": f"{address}/desk/sharing"}
            places = {"wall": f"{address}/wall", **desk, "charts": f"{floor}/charts", "plain": f"{floor}/plain"}
            for place in ("wall", *desk):
                urlopen(places[place], timeout=60).close()
            found: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
            load = os.getloadavg()[0]
            for _ in range(given.rounds):
                for page, place in places.items():
                    for how, one in visited(page, place).items():
                        found[page, how].append(one)
                        print(page, how, {name: round(value, 1) for name, value in one.items()}, flush=True)
            pulse = pulses(address)
    write("page", told(found, rounds=given.rounds, load=load, pulse=pulse))


@contextmanager
def serving(var: Path) -> Iterator[str]:
    """The cockpit as it is served, with the demonstration."""
    env = {**os.environ, "COCKPIT_VAR": str(var)}
    if not (var / "exchange.db").exists():
        command = [sys.executable, "-m", "cockpit.cli", "demo"]
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    with served(COCKPIT_VAR=str(var)) as address:
        yield address


def visited(page: str, place: str) -> dict[str, dict[str, float]]:
    """A browser that has never been here visits the page twice."""
    options = pytest_setup_options()
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = webdriver.Chrome(options=options)
    try:
        driver.set_window_size(*SIZE)
        _, number, panels = PAGES[page]
        values = {"number": json.dumps(number), "panels": json.dumps(panels), "least": LEAST[page]}
        driver.execute_cdp_cmd("Page.enable", {})
        driver.execute_cdp_cmd("Performance.enable", {})
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH % values})
        found = {}
        for how in ("cold", "warm"):
            driver.get("about:blank")
            driver.get_log("performance")
            found[how] = measured(driver, place)
        return found
    finally:
        driver.quit()


def measured(driver: Any, place: str) -> dict[str, float]:
    """Milliseconds to the first number and the last panel, bytes, requests, megabytes of heap, main-thread time."""
    driver.get(place)
    end = time.monotonic() + 60
    while driver.execute_script("return window.measured.panel === undefined") and time.monotonic() < end:
        time.sleep(0.02)
    seen = driver.execute_script(
        "return [measured.number, measured.panel, performance.getEntriesByName('first-contentful-paint')[0]?.startTime]"
    )
    task = metrics(driver)["TaskDuration"]
    events = [json.loads(line["message"])["message"] for line in driver.get_log("performance")]
    asked = [one for one in events if one["method"] == "Network.requestWillBeSent"]
    asked = [one for one in asked if one["params"]["request"]["url"].startswith("http")]
    ends = [one for one in events if one["method"] == "Network.loadingFinished"]
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    time.sleep(AFTER)
    later = [json.loads(line["message"])["message"] for line in driver.get_log("performance")]
    return {
        "number": max(seen[0], seen[2] or 0),
        "panel": max(seen[1], seen[2] or 0),
        "kB": sum(one["params"]["encodedDataLength"] for one in ends) / 1000,
        "requests": len(asked),
        "heap": metrics(driver)["JSHeapUsedSize"] / 1e6,
        "main": task * 1000,
        "later kB": sum(_bytes(one) for one in later),
        "later requests": sum(one["method"] == "Network.loadingFinished" and _bytes(one) > 5 for one in later),
    }


def _bytes(one: dict[str, Any]) -> float:
    size: float = one["params"]["encodedDataLength"] if one["method"] == "Network.loadingFinished" else 0
    return size / 1000


def metrics(driver: Any) -> dict[str, float]:
    return {one["name"]: one["value"] for one in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}


def pulses(address: str, times: int = 300) -> tuple[float, float, int]:
    """Milliseconds of a pulse when nothing changed, median and 95th percentile, and its bytes with headers."""
    import http.client

    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    taken, size = [], 0
    for _ in range(times):
        begun = time.perf_counter()
        connection.request("GET", "/wall/pulse?shown=x&scene=overview&state=ok&size=1920x1080&screen=bench")
        answer = connection.getresponse()
        body = answer.read()
        taken.append((time.perf_counter() - begun) * 1000)
        size = len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 17
    connection.close()
    taken.sort()
    return statistics.median(taken), taken[int(times * 0.95)], size


def told(
    found: dict[tuple[str, str], list[dict[str, float]]], *, rounds: int, load: float, pulse: tuple[float, float, int]
) -> str:
    middle = {
        key: {name: statistics.median(one[name] for one in ones) for name in ones[0]} for key, ones in found.items()
    }
    lines = [
        f"Measured {date.today()} on 2 cores, load {load:.1f} before the run, {rounds} rounds, {SIZE[0]}×{SIZE[1]}; "
        "the ratio is that of the last panel to the plotly floor.",
        "",
        "| page | | first number ms | last panel ms | ratio | kB | requests | heap MB | main thread ms |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for how in ("cold", "warm"):
        for page, (title, *_) in PAGES.items():
            one = middle[page, how]
            ratio = one["panel"] / middle["charts", how]["panel"]
            lines.append(
                f"| {title} | {how} | {one['number']:.0f} | {one['panel']:.0f} | {ratio:.2f} | {one['kB']:.0f} "
                f"| {one['requests']:.0f} | {one['heap']:.1f} | {one['main']:.0f} |"
            )
    median, late, size = pulse
    lines += [
        "",
        f"A pulse when nothing changed: {median:.1f} ms, 95th percentile {late:.1f} ms, {size} bytes with headers.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
