"""How long a manager waits for a filter: from the choice until the last change on the page, in real Chromium.

python -m bench.filters --databases URL … takes databases as bench.board fills them; every choice asks for a board that
was never built before. Writes its part of docs/performance.md.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from typing import Any

from selenium import webdriver

from bench.figures import write
from bench.served import served
from tests.conftest import pytest_setup_options

SIZE = (1440, 900)
LAST = date(2020, 9, 30)
PAGES = ("overview", "sharing")
ROUNDS = (0, 40, 80, 120)
"""Days between rounds; the first is not counted: in it a worker hears each kind of question for the first time."""
CHOICES = {
    "unit": ("bigdata", "civil"),
    "county": ("371302", "371311"),
    "kind": ("api", "table", "file"),
    "scenario": ("poverty", "approval"),
}
WATCH = """
(() => {
  const page = document.getElementById('page');
  window.waited = {last: 0, asked: 0, answered: 0};
  const fetched = window.fetch;
  window.fetch = (...given) => {
    const ours = String(given[0].url || given[0]).includes('_dash-update-component');
    window.waited.asked += ours;
    return fetched(...given).finally(() => {
      window.waited.answered += ours;
      if (ours) window.waited.came = performance.now();
    });
  };
  const ours = one => !(one.target.closest ? one.target : one.target.parentElement)?.closest('.drawing');
  new MutationObserver(seen => { if (seen.some(ours)) window.waited.last = performance.now(); })
    .observe(page, {subtree: true, childList: true, attributes: true, characterData: true});
})();
"""
CHOOSE = """
const [name, value] = arguments, one = document.querySelector(`#page form [name='${name}']`);
if (!one || (one.tagName === 'SELECT' && ![...one.options].some(o => o.value === value))) return null;
window.waited.last = 0;
window.waited.begun = performance.now();
const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(one), 'value').set;
setter.call(one, value);
one.dispatchEvent(new Event('change', {bubbles: true}));
return true;
"""
SETTLED = """
const now = performance.now(), one = window.waited;
return one.asked && one.answered === one.asked && one.last && now - one.last > 350 ? one.last - one.begun : null;
"""


def main() -> None:
    if driver := shutil.which("chromedriver"):  # or selenium looks for one on the network
        os.environ.setdefault("SE_CHROMEDRIVER", driver)
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--databases", nargs="+", required=True)
    lines = [
        "| database | page | choices | median ms | p95 ms | longest ms | load | measured |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for url in asked.parse_args().databases:
        with serving(url) as address:
            for page in PAGES:
                load = os.getloadavg()[0]
                place = f"{address}/desk/{page}" if page != "overview" else f"{address}/desk"
                found = sorted(waits(place, before=LAST - timedelta(days=400 * PAGES.index(page))))
                p95 = found[math.ceil(len(found) * 0.95) - 1]
                lines.append(
                    f"| {url.split(':')[0].split('+')[0]} | {page} | {len(found)} | {statistics.median(found):.0f} "
                    f"| {p95:.0f} | {found[-1]:.0f} | {load:.1f} | {date.today()} |"
                )
                print(lines[-1], [round(one) for one in found], flush=True)
    write("filters", "\n".join(lines) + "\n")


@contextmanager
def serving(url: str) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="cockpit-bench-") as var,
        served(COCKPIT_VAR=var, COCKPIT_DATABASE=url) as address,
    ):
        yield address


def waits(place: str, *, before: date) -> list[float]:
    """Milliseconds of every choice, each on a day of its own, so that no board is a kept one."""
    driver = webdriver.Chrome(options=pytest_setup_options())
    found = []
    try:
        driver.set_window_size(*SIZE)
        choices = [(name, value) for name, values in CHOICES.items() for value in values]
        for number, (offset, (name, value)) in enumerate(product(ROUNDS, choices)):
            day = before - timedelta(days=1 + offset + number)
            driver.get(f"{place}?as_of={day}")
            if not settled(driver, "return document.querySelector('#page form select') !== null"):
                sys.exit(f"{place} did not come.")
            time.sleep(1.5)
            driver.execute_script(WATCH)
            if driver.execute_script(CHOOSE, name, value):
                took = settled(driver, SETTLED)
                if took is None:
                    sys.exit(f"{place}: nothing changed after {name}={value}.")
                if offset:
                    found.append(float(took))
    finally:
        driver.quit()
    return found


def settled(driver: Any, script: str) -> Any:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if (answer := driver.execute_script(script)) not in (None, False):
            return answer
        time.sleep(0.02)
    return None


if __name__ == "__main__":
    main()
