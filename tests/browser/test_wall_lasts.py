"""A week without leaks: thousands of refreshes with changing data leave the page and the server as large as they were.

COCKPIT_REFRESHES says how many; the suite makes 800, `make proof` all 20,000.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import pytest
from selenium import webdriver

from tests.browser.heap import kinds
from tests.browser.patience import console, until
from tests.conftest import pytest_setup_options
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
REFRESHES = int(os.environ.get("COCKPIT_REFRESHES", "800"))
SETTLED = min(500, REFRESHES // 2)
MOST = 1.05
KIOSK = ROOT / "docs" / "kiosk" / "cockpit-wall.service"
LONGEST = 600
SCENE = 100
"""After so many refreshes another scene is shown."""
REFRESH = """
const scenes = document.querySelectorAll('#page > main'), done = arguments[2], every = arguments[1];
let left = arguments[0];
(function again() {
  if (left % every === 0) window.cockpit.show(scenes[left / every % scenes.length].dataset.scene);
  if (left-- > 0) window.cockpit.ask().then(again); else done(document.documentElement.dataset.version);
})();
"""


@contextmanager
def gunicorn(app: str, folder: Path, **more: str) -> Iterator[tuple[str, psutil.Process]]:
    """The address of a real server with one worker, and its master process."""
    port = free_port()
    env = {**os.environ, "COCKPIT_VAR": str(folder), "PORT": str(port), "WORKERS": "1", **more}
    conf = ROOT / "cockpit" / "web" / "gunicorn_conf.py"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", str(conf), app], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), seconds=60)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def sizes(driver: Any, server: psutil.Process) -> dict[str, float]:
    """After a look in which nothing happens: what a moment holds is not leaked, so the smallest of a few counts."""
    looks = []
    for _ in range(5):
        driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        time.sleep(0.3)
        looks.append(
            {one["name"]: one["value"] for one in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
        )
    names = {
        "whole heap": "JSHeapUsedSize",
        "nodes": "Nodes",
        "listeners": "JSEventListeners",
        "documents": "Documents",
    }
    memory = sum(one.memory_info().rss for one in [server, *server.children(recursive=True)])
    lying = kinds(driver)
    objects = lying.total() - lying["native"] - lying["code"]
    counted = {name: min(look[metric] for look in looks) for name, metric in names.items()}
    return {**counted, "heap": objects, "code": lying["code"], "server": memory}


@pytest.fixture
def chromium() -> Iterator[Any]:
    """With the engine of JavaScript as the kiosk's own service starts it."""
    options = pytest_setup_options()
    options.add_argument(*re.findall(r"--js-flags=\S+", KIOSK.read_text()))
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(LONGEST)
    driver.command_executor.client_config.timeout = LONGEST
    yield driver
    driver.quit()


@pytest.mark.slow
def test_thousands_of_refreshes_leave_page_and_server_as_large_as_they_were(
    chromium: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gunicorn("tests.web.changing:server", tmp_path) as (address, server):
        chromium.execute_cdp_cmd("Performance.enable", {})
        chromium.execute_cdp_cmd("HeapProfiler.enable", {})
        chromium.get(f"{address}/wall")
        until(lambda: chromium.execute_script("return window.cockpit !== undefined"))
        begun, settled, shown, before = time.monotonic(), {}, [], 0
        # Every script that a driver sends leaves something behind in the page, so there are few of them.
        for done in [SETTLED, *range(1_000, REFRESHES, 1_000), REFRESHES]:
            shown.append(chromium.execute_async_script(REFRESH, done - before, SCENE))
            before = done
            now = sizes(chromium, server)
            settled = settled or now
            with capsys.disabled():
                told = ", ".join(f"{name} {value:,.0f}" for name, value in now.items())
                print(f"{done} refreshes in {time.monotonic() - begun:.0f} s: {told}", flush=True)
        assert len(set(shown)) == len(shown)
        grown = {name: now[name] / settled[name] for name in settled}
        assert {name: round(by, 3) for name, by in grown.items() if by >= MOST} == {}
        assert console(chromium) == []
