"""One Chromium for all tests of a module: it starts in seconds, and a page of its own is all that a test needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver
from sqlalchemy import Engine
from werkzeug.serving import make_server

from cockpit import settings
from cockpit.board.keep import Keep
from cockpit.web.app import create_app
from tests.conftest import pytest_setup_options


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    options = pytest_setup_options()
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def demo_place(demo_engine: Engine, demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cockpit over the demonstration."""
    var = tmp_path_factory.mktemp("demonstration")
    given = settings.read({"COCKPIT_DATABASE": demo_url, "COCKPIT_VAR": str(var)})
    app = create_app(given, Keep(demo_engine, city="linyi", var=var))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
