"""One Chromium for all tests of a module: it starts in seconds, and a page of its own is all that a test needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver

from tests.conftest import pytest_setup_options


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    options = pytest_setup_options()
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(60)
    yield driver
    driver.quit()
