"""Database, Redis, server and network are killed and revived in turn under a live wall, and no second of it is dark."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from tests import small
from tests.browser.patience import WALL, console, until
from tests.browser.test_wall_lasts import ROOT, answers
from tests.servers import _postgres_programs, free_port, initdb, without_rights

pytestmark = pytest.mark.slow
RECOVERS = 10
WATCH = """
window.samples = [];
setInterval(() => {
  const main = document.querySelector('#page > main:not([hidden])');
  const seen = main ? [...main.querySelectorAll('[data-value]')].filter(tag => tag.checkVisibility()).length : 0;
  window.samples.push([Date.now(), seen, main ? main.querySelector('.kpi').innerText : '']);
}, 100);
"""
LETTERED = """
const {loadEventEnd} = performance.getEntriesByType('navigation')[0];
return loadEventEnd > 0 && performance.now() > loadEventEnd + 4_500 && document.fonts.status === 'loaded';
"""  # of the hidden scenes too, three seconds after the load
STRIP = "return document.querySelector('#page > main:not([hidden]) .note').innerText"


@dataclass
class Service:
    """A real server that can be killed and comes back at the same place."""

    command: Sequence[str | Path]
    folder: Path
    up: Callable[[], bool]
    servant: dict[str, Any] = field(default_factory=dict)
    env: dict[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.servant,
            )
        until(self.up, seconds=60)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """The process and all that it started, at once."""
        assert self.process is not None
        os.killpg(self.process.pid, how)
        self.process.wait(30)

    def send(self, what: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, what)


def true(ask: Callable[[], object]) -> Callable[[], bool]:
    def tried() -> bool:
        try:
            ask()
        except (psycopg.OperationalError, redis.RedisError):
            return False
        return True

    return tried


def _ping(port: int) -> None:
    with redis.Redis(port=port) as client:
        client.ping()


@contextmanager
def database(folder: Path) -> Iterator[tuple[Service, str]]:
    servant, port = without_rights(), free_port()
    if servant:
        os.chown(folder, servant["user"], servant["group"])
    programs = _postgres_programs()
    subprocess.run(initdb(programs, folder), cwd=folder, capture_output=True, check=True, **servant)
    listen = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    command = [programs / "postgres", "-D", folder / "data", *(word for one in listen for word in ("-c", one))]
    url = f"postgresql://cockpit@127.0.0.1:{port}/postgres"
    service = Service(command, folder, true(lambda: psycopg.connect(url, connect_timeout=2).close()), servant)
    service.start()
    yield service, url
    service.kill(signal.SIGQUIT)


@dataclass
class House:
    database: Service
    redis: Service
    server: Service
    address: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A cockpit as a city runs it: PostgreSQL, Redis, gunicorn with two workers."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("redis", "server")}
    with (
        tempfile.TemporaryDirectory(prefix="cockpit-pg-", dir="/tmp", ignore_cleanup_errors=True) as name,
        database(Path(name)) as (postgres, url),
    ):
        small.fill(url).dispose()
        redis_port, port = free_port(), free_port()
        words = ["--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folders["redis"])]
        cache = Service(
            [str(shutil.which("redis-server")), *words],
            folders["redis"],
            true(lambda: _ping(redis_port)),
        )
        cache.start()
        env = {
            **os.environ,
            "COCKPIT_DATABASE": url,
            "COCKPIT_REDIS": f"redis://127.0.0.1:{redis_port}/0",
            "COCKPIT_CITY": "small",
            "COCKPIT_VAR": str(folders["server"]),
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
        }
        conf = str(ROOT / "cockpit" / "web" / "gunicorn_conf.py")
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "--config", conf, "app:server"]
        server = Service(command, folders["server"], lambda: answers(f"{address}/healthz"), env=env)
        server.start()
        yield House(postgres, cache, server, address)
        server.kill()
        cache.kill()


@pytest.fixture
def live(chromium: Any, house: House) -> Iterator[Any]:
    """A page that looks at itself ten times a second; in the end no look was dark, and it was never another page."""
    chromium.execute_cdp_cmd("Network.enable", {})
    chromium.set_window_size(*WALL)
    chromium.get(f"{house.address}/wall?screen=hall")
    until(lambda: chromium.execute_script(LETTERED))
    chromium.execute_script(WATCH)
    born = chromium.execute_script("return performance.timeOrigin")
    yield chromium
    until(lambda: chromium.execute_script("return window.samples.length > 30"))
    samples = chromium.execute_script("return window.samples")
    assert chromium.execute_script("return performance.timeOrigin") == born
    assert max(later[0] - sooner[0] for sooner, later in pairwise(samples)) < 2_000
    assert [sample for sample in samples if sample[1] < 20 or not sample[2].strip()] == []
    assert [line for line in console(chromium) if "wall/pulse" not in line and "wall/pieces" not in line] == []


def said(driver: Any, words: str) -> Callable[[], bool]:
    return lambda: words in driver.execute_script(STRIP)


def unsaid(driver: Any, words: str) -> Callable[[], bool]:
    return lambda: words not in driver.execute_script(STRIP)


def test_the_database_is_killed_and_comes_back(live: Any, house: House) -> None:
    house.database.kill(signal.SIGQUIT)  # what `pg_ctl stop -m immediate` sends
    until(said(live, "数据库无应答"), seconds=20)
    house.database.start()
    until(unsaid(live, "数据库无应答"), seconds=RECOVERS)


def test_redis_is_killed_and_comes_back_and_nobody_sees_it(live: Any, house: House) -> None:
    strip = live.execute_script(STRIP)
    house.redis.kill()
    live.execute_script("document.documentElement.dataset.version = 'older'")  # so that a board is asked for
    until(lambda: live.execute_script("return document.documentElement.dataset.version") != "older", seconds=RECOVERS)
    assert live.execute_script(STRIP) == strip
    house.redis.start()
    live.execute_script("document.documentElement.dataset.version = 'older'")
    until(lambda: live.execute_script("return document.documentElement.dataset.version") != "older", seconds=RECOVERS)
    assert live.execute_script(STRIP) == strip


def test_the_server_is_killed_and_comes_back(live: Any, house: House) -> None:
    house.server.kill()
    until(said(live, "与服务器的连接中断"), seconds=20)
    house.server.start()
    until(unsaid(live, "与服务器的连接中断"), seconds=RECOVERS)


def test_the_server_hangs_and_goes_on(live: Any, house: House) -> None:
    house.server.send(signal.SIGSTOP)
    until(said(live, "与服务器的连接中断"), seconds=25)
    house.server.send(signal.SIGCONT)
    until(unsaid(live, "与服务器的连接中断"), seconds=RECOVERS)


def test_the_network_is_gone_and_comes_back(live: Any, house: House) -> None:
    nowhere = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    live.execute_cdp_cmd("Network.emulateNetworkConditions", nowhere)
    until(said(live, "与服务器的连接中断"), seconds=20)
    live.execute_cdp_cmd("Network.emulateNetworkConditions", {**nowhere, "offline": False})
    until(unsaid(live, "与服务器的连接中断"), seconds=RECOVERS)


def test_a_page_that_hangs_is_known_to_the_server_by_its_worker(chromium: Any, house: House) -> None:
    chromium.get(f"{house.address}/wall?screen=attic")
    until(lambda: answers(f"{house.address}/wall/alive?screen=attic"))
    time.sleep(1)  # the worker has heard it
    chromium.execute_script("setTimeout(() => { const end = Date.now() + 24000; while (Date.now() < end); }, 0)")
    until(lambda: not answers(f"{house.address}/wall/alive?screen=attic"), seconds=23)
    until(lambda: answers(f"{house.address}/wall/alive?screen=attic"), seconds=30)
