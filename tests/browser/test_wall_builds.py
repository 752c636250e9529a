"""A wall follows deployments back and forth, goes on with its numbers, and never reloads for ever."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from cockpit.settings import ROOT
from tests.browser.patience import console, until
from tests.browser.test_wall_runs import STRIP, value
from tests.web.living import Handmade, cockpit

FOLLOWS = 10
BUILD = "return document.documentElement.dataset.build"
BORN = "return performance.timeOrigin"
ZH = "此屏幕未能更新到新版，数据不受影响"
EN = "this screen could not be updated to the new version; its numbers go on"


class Balancer:
    """Two deployments behind one address; `chosen` says which of them answers a request, None that neither does."""

    def __init__(self, keep: Handmade, folder: Path) -> None:
        self.servers: list[Any] = []
        self.builds: list[str] = []
        for name in "ab":
            (folder / name).mkdir()
            screens = folder / name / "screens.toml"
            shutil.copy(ROOT / "data" / "city" / "linyi" / "screens.toml", screens)
            screens.write_text(f"{screens.read_text('utf-8')}\n# deployment {name}\n", "utf-8")
            server = cockpit(keep, folder / name, COCKPIT_SCREENS=str(screens)).server
            self.servers.append(server)
            page = server.test_client().get("/wall").text
            self.builds.append(re.findall(r'data-build="([^"]+)"', page)[0])
        self.chosen: Callable[[Request], int | None] = lambda _request: 0
        self.navigated = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        self.navigated += is_page(request)
        chosen = self.chosen(request)
        return (Response(status=503) if chosen is None else self.servers[chosen])(environ, start)


def is_page(request: Request) -> bool:
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


@pytest.fixture
def balancer(keep: Handmade, tmp_path: Path) -> Balancer:
    found = Balancer(keep, tmp_path)
    assert found.builds[0] != found.builds[1]
    return found


@pytest.fixture
def house(balancer: Balancer) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, balancer, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def told(keep: Handmade, number: int) -> None:
    keep.numbers["opening.datasets"] = number
    keep.held = f"version-{number}"


def shows(browser: Any, number: int, build: str | None = None) -> Callable[[], bool]:
    def seen() -> bool:
        try:
            now = browser.execute_script(BUILD)
            return value(browser, "opening.datasets") == str(number) and build in (None, now)
        except WebDriverException:  # between two documents
            return False

    return seen


@pytest.mark.parametrize("query", ["screen=hall", "lang=en"])
def test_a_deployment_back_and_forth_is_followed_each_time_with_its_numbers(
    browser: Any, keep: Handmade, balancer: Balancer, house: str, query: str
) -> None:
    browser.get(f"{house}/wall?{query}")
    begun = time.monotonic()
    for step, build in enumerate((1, 0, 1, 0, 1)):
        told(keep, 1_915 + step)
        balancer.chosen = lambda _request, build=build: build
        until(shows(browser, 1_915 + step, balancer.builds[build]), seconds=FOLLOWS)
        assert ZH not in browser.page_source and EN not in browser.execute_script(STRIP)
    assert time.monotonic() - begun < 60
    assert balancer.navigated == 6
    assert console(browser) == []


@pytest.mark.parametrize(("query", "words"), [("screen=hall", ZH), ("screen=hall&lang=en", EN)])
def test_a_wall_that_gets_no_new_page_takes_the_numbers_says_so_and_follows_later(
    browser: Any, keep: Handmade, balancer: Balancer, house: str, query: str, words: str
) -> None:
    browser.get(f"{house}/wall?{query}")
    born = browser.execute_script(BORN)
    before = browser.execute_script(STRIP)
    balancer.chosen = lambda request: None if request.path == "/wall" else 1
    for number in (1_915, 1_916):
        told(keep, number)
        until(shows(browser, number, balancer.builds[0]), seconds=5)
        until(lambda: browser.execute_script(STRIP).splitlines()[0] == words, seconds=5)
        lines = browser.execute_script(STRIP).splitlines()
        assert lines.count(words) == 1 and len(lines) == 3
    assert browser.execute_script(BORN) == born
    balancer.chosen = lambda _request: 1
    until(shows(browser, 1_916, balancer.builds[1]), seconds=FOLLOWS)
    assert browser.execute_script(STRIP) == before
    assert [line for line in console(browser) if "503" not in line] == []


def test_two_deployments_behind_one_address_do_not_make_it_reload_for_ever(
    browser: Any, keep: Handmade, balancer: Balancer, house: str
) -> None:
    """The worst there is: each new page is of the one, and whatever that page asks is answered by the other."""
    balancer.chosen = lambda request: 0 if is_page(request) else 1
    browser.get(f"{house}/wall?screen=hall")
    until(lambda: balancer.navigated == 6, seconds=30)
    until(lambda: words_of(browser)[:1] == [ZH])
    born = browser.execute_script(BORN)
    for number in (1_915, 1_916, 1_917):
        told(keep, number)
        until(shows(browser, number), seconds=5)
        assert words_of(browser)[0] == ZH
    time.sleep(5)
    assert (balancer.navigated, browser.execute_script(BORN)) == (6, born)
    assert console(browser) == []


def test_pulses_that_are_answered_in_turn_by_two_deployments_leave_the_page_and_its_numbers_go_on(
    browser: Any, keep: Handmade, balancer: Balancer, house: str
) -> None:
    turns = iter(range(1, 10_000))
    balancer.chosen = lambda request: next(turns) % 2 if request.path == "/wall/pulse" else 0
    browser.get(f"{house}/wall?screen=hall")
    until(lambda: words_of(browser)[:1] == [ZH], seconds=15)
    for number in (1_915, 1_916, 1_917):
        told(keep, number)
        until(shows(browser, number), seconds=5)
        assert words_of(browser)[0] == ZH
    assert balancer.navigated == 1
    assert console(browser) == []


def words_of(browser: Any) -> list[str]:
    try:
        return str(browser.execute_script(STRIP)).splitlines()
    except WebDriverException:
        return []
