"""Nothing on the desk moves under a reader, and a first visit asks for little; on the demonstration."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from cockpit.screens import desk
from cockpit.screens.top_bar import address
from tests.browser.patience import open_live, until
from tests.web.living import Handmade

WHOLE = os.environ.get("COCKPIT_STILL") == "all"
SIZES = {1440: 900, 390: 844}
LOOKS = [(language, wide, theme) for language in ("zh", "en") for wide in SIZES for theme in ("light", "dark")]
"""The suite looks at each page in one of the eight looks, each look in turn; `make proof` in all of them."""
MOST = 12
"""Requests of a first visit: the page, its sheet, its scripts, fonts, and the three with which Dash takes over."""
WATCH = """
window.moved = [];
new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput).forEach(one => moved.push(
  [one.value, ...one.sources.map(part => (part.node?.parentElement ?? document.body).outerHTML.slice(0, 90))])))
  .observe({type: 'layout-shift', buffered: true});
"""
SLICE = re.compile(r"/fonts/\w+-\d+-(?!core|interface)")
MOST_SLICES = 12
"""Files of characters that are new since the preloaded ones were chosen, or a city's own."""
ASKED = "return performance.getEntriesByType('resource').map(one => one.name)"


@pytest.fixture(scope="module")
def watching(chromium: Any) -> Any:
    chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    chromium.execute_cdp_cmd("Network.enable", {})
    return chromium


@pytest.fixture
def watched(watching: Any) -> Iterator[Any]:
    yield watching
    assert [line["message"] for line in watching.get_log("browser")] == []


def settled(browser: Any) -> Any:
    """What has moved so far, once the fonts are there and a frame has gone by."""
    wait = "const done = arguments[0]; document.fonts.ready.then(() => setTimeout(() => done(moved.splice(0)), 250))"
    return browser.execute_async_script(wait)


@pytest.mark.demo
@pytest.mark.parametrize("page", desk.PAGES)
def test_nothing_moves_on_the_first_visit_nor_after_a_filter(watched: Any, demo_place: str, page: str) -> None:
    number = list(desk.PAGES).index(page)
    for language, wide, theme in LOOKS if WHOLE else [LOOKS[number % len(LOOKS)]]:
        size = {"width": wide, "height": SIZES[wide], "deviceScaleFactor": 1, "mobile": False}
        watched.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        watched.execute_cdp_cmd("Network.clearBrowserCache", {})
        open_live(watched, f"{demo_place}{address(page)}?lang={language}&theme={theme}")
        asked = watched.execute_script(ASKED)
        assert settled(watched) == [], (language, wide, theme)
        slices = [one for one in asked if SLICE.search(one)]
        assert len(asked) - len(slices) < MOST, asked
        assert len(slices) <= MOST_SLICES, slices
        units = watched.find_elements("css selector", "#page select[name=unit]")
        if units and units[0].is_displayed():
            # What moves within half a second of a key or a click was asked for, says the measure itself.
            units[0].send_keys(Keys.DOWN)
            until(lambda: "unit=" in watched.current_url)
            time.sleep(0.6)
            assert settled(watched) == [], (language, wide, theme)


def test_a_slow_answer_is_grey_blocks_after_300_ms_and_moves_nothing(
    desk_browser: Any, desk_place: str, desk_keep: Handmade
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    ask = desk_keep.board

    def slow(scope: Any) -> Any:
        time.sleep(1.5)
        return ask(scope)

    boxes = (
        "return [...document.querySelectorAll('#page .main .card')]"
        ".map(one => JSON.stringify(one.getBoundingClientRect())).join()"
    )
    before = desk_browser.execute_script(boxes)
    desk_keep.board = slow  # type: ignore[method-assign]
    try:
        desk_browser.execute_script("cockpit.go(new URL('/desk/sharing?lang=zh', location.href))")
        assert desk_browser.execute_script("return document.documentElement.classList.contains('waiting')") is False
        until(lambda: desk_browser.execute_script("return document.documentElement.classList.contains('waiting')"))
        assert desk_browser.execute_script(boxes) == before
        until(lambda: desk_browser.execute_script("return !document.documentElement.classList.contains('waiting')"))
    finally:
        desk_keep.board = ask  # type: ignore[method-assign]
