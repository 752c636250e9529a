"""Waiting for what a browser is about to show, and what it says of itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

WALL = (1920, 1080)


def until(true: Callable[[], Any], *, seconds: float = 20) -> Any:
    patience = time.monotonic() + seconds
    while time.monotonic() < patience:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def open_live(browser: Any, address: str) -> None:
    """A page of the desk, once its own script has drawn it."""
    browser.get(address)
    until(lambda: browser.execute_script("return document.documentElement.classList.contains('live')"))


def console(driver: Any) -> list[str]:
    return [str(line["message"]) for line in driver.get_log("browser")]
