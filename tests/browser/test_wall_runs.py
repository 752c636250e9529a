"""The wall in a real browser: it turns its scenes over, follows new data, and never goes dark."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from cockpit.panels.panel import PANELS
from cockpit.screens import wall
from cockpit.web.wall import wall_document
from tests import handmade
from tests.browser.patience import console, until
from tests.browser.test_live import BOXES, SHIFTS, moved
from tests.web.living import Handmade

SEEN = "return document.querySelector('#page > main:not([hidden])').dataset.scene"
VERSION = "return document.documentElement.dataset.version"
STATUS = "return document.querySelector('[data-status=hall]').innerText"
STRIP = "return document.querySelector('#page > main:not([hidden]) .note ul').innerText"


def ask_now(driver: Any) -> None:
    driver.execute_async_script("window.cockpit.ask().then(arguments[0])")


def value(driver: Any, metric: str, scene: str = "overview") -> str:
    found = f"#page > [data-scene='{scene}'] [data-metric='{metric}'][data-value]"
    return str(driver.execute_script("return document.querySelector(arguments[0]).dataset.value", found))


def test_with_scripts_off_the_numbers_of_the_scene_are_seen(browser: Any, place: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(f"{place}/wall/sharing")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert len(BeautifulSoup(browser.page_source, "lxml").select("main.wall")) == len(wall.names(handmade.board()))
    seen = browser.execute_script(
        "return [...document.querySelectorAll('#page [data-value]')].filter(tag => tag.checkVisibility())"
        ".map(tag => tag.closest('main').dataset.scene)"
    )
    assert len(seen) > 5 and set(seen) == {"sharing"}


def test_every_scene_is_shown_without_the_network_and_nothing_moves(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall")
    browser.execute_async_script("document.fonts.ready.then(() => setTimeout(arguments[0], 4000))")
    until(lambda: browser.execute_script("return document.fonts.status") == "loaded")
    before = browser.execute_script(BOXES, "#page > main:not([hidden])")
    browser.execute_script("performance.clearResourceTimings(); performance.setResourceTimingBufferSize(999)")
    for scene in (*wall.names(handmade.board())[1:], wall.NAMES[0]):
        browser.execute_script("window.cockpit.show(arguments[0])", scene)
        until(lambda scene=scene: browser.execute_script(SEEN) == scene)
        assert browser.execute_script("return document.querySelectorAll('#page > main:not([hidden])').length") == 1
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert [one for one in asked if "/wall/pulse" not in one] == []
    assert moved(before, browser.execute_script(BOXES, "#page > main:not([hidden])")) == []
    assert browser.execute_async_script(SHIFTS) == 0
    assert console(browser) == []


def test_the_plan_turns_the_scenes_over_and_the_address_follows(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall?scenes=overview,meetings&play=5")
    until(lambda: "/wall/meetings" in browser.current_url, seconds=12)
    until(lambda: browser.execute_script(SEEN) == "meetings")
    assert "会议" in browser.title
    until(lambda: browser.execute_script(SEEN) == "overview", seconds=12)
    assert "play=5" in browser.current_url
    assert console(browser) == []


def test_links_and_a_presenters_keys_show_another_scene_without_a_new_document(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall")
    browser.execute_script("window.same = true; document.querySelector('#page nav a[href*=\"/sharing\"]').click()")
    until(lambda: browser.execute_script(SEEN) == "sharing")
    for key, scene in (("PageDown", "opening"), ("PageUp", "sharing"), ("ArrowLeft", "volumes")):
        browser.execute_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0]}))", key)
        until(lambda scene=scene: browser.execute_script(SEEN) == scene)
    assert browser.execute_script("return window.same") is True
    assert console(browser) == []


def test_only_what_changed_is_drawn_anew_and_nothing_is_asked_when_nothing_did(
    browser: Any, place: str, keep: Handmade
) -> None:
    browser.get(f"{place}/wall")
    ask_now(browser)
    before = len(keep.asked)
    ask_now(browser)
    assert len(keep.asked) == before
    browser.execute_script("document.querySelectorAll('#page [data-piece]').forEach(piece => { piece.kept = true })")
    boxes = browser.execute_script(BOXES, "#page > main:not([hidden])")
    keep.numbers["opening.datasets"] = 1_915
    keep.held = "second"
    ask_now(browser)
    assert browser.execute_script(VERSION) == "second" and len(keep.asked) == before + 1
    assert value(browser, "opening.datasets") == "1915"
    fresh = browser.execute_script(
        "return [...document.querySelectorAll('#page [data-piece]')].filter(piece => !piece.kept)"
        ".map(piece => [piece.closest('main').dataset.scene, piece.tagName, piece.dataset.panel])"
    )
    assert ["overview", "ARTICLE", "opening_area"] in fresh and len(fresh) < 6
    assert moved(boxes, browser.execute_script(BOXES, "#page > main:not([hidden])")) == []
    assert browser.execute_async_script(SHIFTS) == 0
    assert console(browser) == []


def test_when_the_database_is_lost_the_last_good_numbers_stay_with_a_line_and_it_recovers(
    browser: Any, place: str, keep: Handmade
) -> None:
    browser.get(f"{place}/wall")
    number = value(browser, "opening.datasets")
    keep.silent = True
    ask_now(browser)
    assert browser.execute_script(VERSION) == "silent"
    assert value(browser, "opening.datasets") == number
    assert "数据库无应答" in browser.execute_script(STRIP).splitlines()[0]
    keep.silent = False
    ask_now(browser)
    assert browser.execute_script(VERSION) == "first"
    assert "数据库无应答" not in browser.execute_script(STRIP)
    assert console(browser) == []


def test_a_panel_that_fails_keeps_its_last_numbers_says_so_and_recovers(
    browser: Any, place: str, keep: Handmade
) -> None:
    browser.get(f"{place}/wall?screen=hall")
    PANELS.names()
    whole = PANELS._things["volumes_area"]
    try:
        PANELS._things["volumes_area"] = replace(whole, draw=_broken)
        keep.numbers["volumes.records"] = 600_000_000
        keep.numbers["opening.datasets"] = 1_915
        keep.held = "second"
        until(lambda: browser.execute_script(STRIP).splitlines()[0] == "归集：面板暂时无法更新", seconds=8)
        assert value(browser, "opening.datasets") == "1915"  # the others go on
        assert value(browser, "volumes.records") == "601910000"
        assert browser.execute_script("return document.querySelectorAll('.panel-broken').length") == 0
        assert browser.execute_script("return document.querySelectorAll('[data-held]').length") == 1
    finally:
        PANELS._things["volumes_area"] = whole
    until(lambda: value(browser, "volumes.records") == "600000000", seconds=10)
    assert browser.execute_script("return document.querySelectorAll('[data-held]').length") == 0
    assert "面板" not in browser.execute_script(STRIP)
    assert console(browser) == []


def _broken(*_given: object) -> Any:
    raise RuntimeError("broken")


def test_when_the_server_is_lost_the_strip_says_so_first_until_it_is_back(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall")
    before = browser.execute_script(STRIP)
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/wall/pulse*"]})
    ask_now(browser)
    assert browser.execute_script(STRIP) == before
    ask_now(browser)
    lines = browser.execute_script(STRIP).splitlines()
    assert lines[0].startswith("数据截至 2020-09-30 ") and "与服务器的连接中断" in lines[0] and len(lines) == 3
    assert value(browser, "opening.datasets") == "1914"
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    ask_now(browser)
    assert browser.execute_script(STRIP) == before
    assert all("ERR_BLOCKED_BY_CLIENT" in line for line in console(browser))


def test_without_any_board_the_wall_waits_and_comes_by_itself(browser: Any, place: str, keep: Handmade) -> None:
    keep.never = True
    browser.get(f"{place}/wall/opening")
    assert "暂时取不到数据" in browser.find_element("css selector", "h1").text
    keep.never = False
    until(lambda: browser.execute_script("return document.querySelector('main.scene-opening') !== null"), seconds=10)
    assert [line for line in console(browser) if "503" not in line] == []


def test_without_any_board_the_wall_comes_by_itself_each_time(browser: Any, place: str, keep: Handmade) -> None:
    for _ in range(3):  # the same numbers again, in the same tab, within the hour
        keep.never = True
        browser.get(f"{place}/wall/opening")
        assert "暂时取不到数据" in browser.find_element("css selector", "h1").text
        keep.never = False
        until(
            lambda: browser.execute_script("return document.querySelector('main.scene-opening') !== null"), seconds=10
        )
    assert [line for line in console(browser) if "503" not in line] == []


def test_after_a_new_deployment_the_page_reloads_itself_once(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall/sharing?lang=en")
    reborn = "return performance.timeOrigin"
    born = browser.execute_script(reborn)
    browser.execute_script("document.documentElement.dataset.build = 'an older one'")
    try:
        ask_now(browser)
    except Exception as unloaded:  # the script was cut off by the reload that it asked for
        assert "unload" in str(unloaded).lower() or "navigat" in str(unloaded).lower(), unloaded
    until(lambda: browser.execute_script(reborn) != born)
    until(lambda: browser.execute_script("return window.cockpit !== undefined"))
    born = browser.execute_script(reborn)
    ask_now(browser)
    assert browser.execute_script(reborn) == born
    assert browser.execute_script(SEEN) == "sharing"
    assert console(browser) == []


def test_reduced_motion_has_no_fade(browser: Any, place: str) -> None:
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(f"{place}/wall")
    browser.execute_script(
        "document.startViewTransition = () => { window.faded = true }; window.cockpit.show('opening')"
    )
    assert browser.execute_script(SEEN) == "opening" and not browser.execute_script("return window.faded")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_night_is_dim_and_the_numbers_stay_readable(browser: Any, place: str) -> None:
    browser.get(f"{place}/wall?hours=00:00-24:00&night=0.4")
    bright = "return getComputedStyle(document.querySelector('.kpi')).color"
    day = browser.execute_script(bright)
    assert day == "rgb(244, 241, 234)"
    browser.execute_script("document.documentElement.dataset.plan = '{}'")
    hour = browser.execute_script("return new Date(Date.now() + 8 * 3600000).getUTCHours()")
    begins = (hour + 2) % 23
    browser.get(f"{place}/wall?hours={begins:02d}:00-{begins:02d}:30&night=0.4")
    light = [float(part) for part in re.findall(r"[\d.]+", browser.execute_script(bright).replace("color(srgb", ""))]
    assert [round(part * 255) for part in light] == [183, 180, 173]  # a quarter of the way from the darkest to the day
    assert console(browser) == []


def test_a_page_that_stopped_asking_begins_anew(browser: Any, place: str) -> None:
    """The worker of the watchdog hears the page tick; SILENCE and STUCK stand in it."""
    worker = (Path(__file__).parents[2] / "assets" / wall_document.WATCHDOG).read_text("utf-8")
    assert "STUCK = 60000" in worker
    browser.get(f"{place}/wall?screen=hall")
    born = browser.execute_script("return performance.timeOrigin")
    # A request that never ends, and a clock that is a minute on: the loop of the page stands still.
    browser.execute_script(
        "const real = window.fetch.bind(window), never = new Promise(() => {}), now = Date.now;"
        "window.fetch = (url, more) => String(url).includes('pulse') ? never : real(url, more);"
        "setTimeout(() => { Date.now = () => now() + 90000 }, 5000)"
    )
    until(lambda: browser.execute_script("return performance.timeOrigin") != born, seconds=30)
    assert console(browser) == []
