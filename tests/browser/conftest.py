"""One Chromium for all tests of a module: it starts in seconds, and a page of its own is all that a test needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from sqlalchemy import Engine
from werkzeug.serving import make_server

from cockpit import settings
from cockpit.board.board_service import BoardService
from cockpit.web.app import create_app
from tests.browser.patience import WALL, console
from tests.conftest import pytest_setup_options
from tests.web.living import Handmade, serving


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    driver = started()
    yield driver
    driver.quit()


def started() -> Any:
    options = pytest_setup_options()
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(60)
    return driver


@pytest.fixture(autouse=True)
def blank_page(request: pytest.FixtureRequest) -> None:
    """What the test before left open goes on asking its server, which is gone, and would stand in the next console."""
    if "chromium" in request.fixturenames:
        driver = request.getfixturevalue("chromium")
        driver.get("about:blank")
        console(driver)


@pytest.fixture(scope="session")
def desk_keep() -> Handmade:
    return Handmade()


@pytest.fixture(scope="session")
def desk_place(desk_keep: Handmade, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(desk_keep, tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture(scope="session")
def desk_chromium() -> Iterator[Any]:
    """One for all that hands do at the handmade desk."""
    driver = started()
    yield driver
    driver.quit()


@pytest.fixture
def desk_browser(desk_chromium: Any) -> Iterator[Any]:
    """Whatever a test does, nothing may stand in the console at its end."""
    size = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    desk_chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield desk_chromium
    assert [line["message"] for line in desk_chromium.get_log("browser")] == []


@pytest.fixture(scope="module")
def demo_place(demo_engine: Engine, demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cockpit over the demonstration."""
    var = tmp_path_factory.mktemp("demonstration")
    given = settings.read({"COCKPIT_DATABASE": demo_url, "COCKPIT_VAR": str(var)})
    app = create_app(given, BoardService(demo_engine, city="linyi", var=var))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def keep() -> Handmade:
    return Handmade()


@pytest.fixture
def place(keep: Handmade, tmp_path: Path) -> Iterator[str]:
    with serving(keep, tmp_path) as address:
        yield address


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    chromium.execute_cdp_cmd("Network.enable", {})
    chromium.set_window_size(*WALL)
    console(chromium)
    yield chromium
    chromium.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    chromium.get("about:blank")
