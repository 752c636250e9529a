"""Desk and week in a real browser: what stands in the first HTML, and what happens once scripts run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from dash.testing.browser import Browser

from cockpit.screens import desk
from tests.browser.patience import console, until
from tests.web.living import SHARE, Handmade

DESK = (1440, 900)
PAGES = [
    ("/week", DESK),
    *((f"/desk/{scene}", DESK) for scene in desk.PAGES),
]
MARKS = """
return [...document.querySelectorAll(arguments[0] + ' [data-metric]')].map(tag => [
  tag.dataset.metric, tag.dataset.value ?? null, tag.dataset.member ?? null, tag.dataset.part ?? null])
"""
BOXES = """
return [...document.querySelectorAll(arguments[0] + ' [data-metric], ' + arguments[0] + ' h1')].map(tag => {
  const box = tag.getBoundingClientRect();
  return [tag.dataset.metric || tag.tagName, box.x, box.y, box.width, box.height]})
"""
TWICE = """
const ids = [...document.querySelectorAll('[id]')].map(tag => tag.id);
return ids.length - new Set(ids).size
"""
AGAIN = """
document.addEventListener('cockpit:drawn', () => arguments[0](), {once: true});
dash_clientside.set_props('changed', {data: 'again ' + Date.now()});
"""
SHIFTS = """
const done = arguments[0];
let moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
  .observe({type: 'layout-shift', buffered: true});
setTimeout(() => done(moved), 200);
"""


@pytest.fixture
def browser(dash_br: Browser) -> Iterator[Any]:
    """The driver; whatever a test does, nothing may stand in the console at its end unless it says so."""
    dash_br.driver.execute_cdp_cmd("Network.enable", {})
    yield dash_br.driver


def moved(before: list[list[Any]], after: list[list[Any]]) -> list[tuple[Any, Any]]:
    """What stands elsewhere now, by two pixels or more; less is how a browser sets text that is put together."""
    pairs = zip(before, after, strict=True)
    return [(old, new) for old, new in pairs if any(abs(a - b) >= 2 for a, b in zip(old[1:], new[1:], strict=True))]


def open_live(driver: Any, address: str, size: tuple[int, int] = DESK) -> None:
    """The wall is live as it stands; the desk once Dash has taken over."""
    driver.set_window_size(*size)
    driver.get(address)
    live = "const root = document.documentElement; return root.dataset.surface === 'wall' || root.matches('.live')"
    until(lambda: driver.execute_script(live))


def value(driver: Any, metric: str) -> str | None:
    found = driver.execute_script(
        "return document.querySelector(`#page [data-metric='${arguments[0]}'][data-value]`)?.dataset.value", metric
    )
    return None if found is None else str(found)


def ask_now(driver: Any) -> None:
    driver.execute_async_script("window.cockpit.ask().then(arguments[0])")


@pytest.mark.parametrize(("path", "size"), PAGES)
def test_no_attribute_of_a_live_page_holds_what_a_script_did_not_find(
    browser: Any, place: str, path: str, size: tuple[int, int]
) -> None:
    open_live(browser, place + path, size)
    browser.execute_async_script(AGAIN)
    held = browser.execute_script(
        "return [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(at => [at.name, at.value]))"
    )
    assert len(held) > 100
    assert [(name, value) for name, value in held if re.search(r"\b(undefined|null|NaN|None)\b", value)] == []


@pytest.mark.parametrize(("path", "size"), [PAGES[0], PAGES[3]])
def test_with_scripts_off_the_numbers_stand_on_the_page(
    browser: Any, place: str, path: str, size: tuple[int, int]
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.set_window_size(*size)
    browser.get(place + path)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    text = BeautifulSoup(browser.page_source, "lxml").select_one("#first-paint")
    assert text is not None and text.select("[data-metric][data-value]")
    seen = browser.execute_script(
        "return [...document.querySelectorAll('#first-paint [data-value]')].filter(tag => tag.checkVisibility()).length"
    )
    assert seen > 5


def test_when_dash_takes_over_no_number_changes_and_nothing_moves(browser: Any, place: str) -> None:
    for path, size in PAGES:
        browser.set_window_size(*size)
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-layout*"]})
        browser.get(place + path)
        until(lambda: browser.execute_script("return document.fonts.status === 'loaded'"))
        marks, boxes = browser.execute_script(MARKS, "#first-paint"), browser.execute_script(BOXES, "#first-paint")
        console(browser)
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        open_live(browser, place + path, size)
        assert len(marks) > 3, path
        assert browser.execute_script(MARKS, "#page") == marks, path
        assert moved(boxes, browser.execute_script(BOXES, "#page")) == [], path
        assert browser.execute_async_script(SHIFTS) == 0, path
        assert browser.execute_script("return document.getElementById('first-paint')") is None
        assert browser.execute_script(TWICE) == 0, path
        assert console(browser) == [], path


def test_a_link_changes_the_page_without_a_new_document(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/overview")
    browser.execute_script("window.same = true; document.querySelector(\"#page nav a[href*='/desk/sharing']\").click()")
    until(lambda: browser.current_url.split("?")[0].endswith("/desk/sharing"))
    until(lambda: "共享" in browser.title)
    assert browser.execute_script("return window.same") is True
    browser.back()
    until(lambda: "总览" in browser.title)
    assert console(browser) == []


def test_a_filter_changes_the_address_and_the_numbers(browser: Any, place: str, keep: Handmade) -> None:
    open_live(browser, f"{place}/desk/sharing?lang=en")
    whole = value(browser, "sharing.records")
    assert whole is not None
    browser.execute_script(
        "const one = document.querySelector(\"#page form select[name='kind']\");"
        "one.value = 'api'; one.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    until(lambda: value(browser, "sharing.records") == str(int(whole) // SHARE))
    assert browser.current_url.endswith("/desk/sharing?lang=en&kind=api")
    chosen = browser.execute_script("return document.querySelector(\"#page form select[name='kind']\").value")
    assert (chosen, keep.asked[-1].kind, keep.asked[-1].as_of) == ("api", "api", None)
    assert console(browser) == []


def test_a_filter_works_without_scripts_as_a_plain_form(browser: Any, place: str, keep: Handmade) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(f"{place}/desk/sharing?theme=dark")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.execute_script("document.querySelector(\"#first-paint form select[name='kind']\").value = 'api'")
    browser.execute_script("document.querySelector('#first-paint form').submit()")
    until(lambda: "kind=api" in browser.current_url)
    assert "theme=dark" in browser.current_url and keep.asked[-1].kind == "api"


def test_the_drawer_opens_with_a_number_and_closes_with_escape(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    metric = browser.execute_script(
        "const one = document.querySelector('#page a.door'); one.click(); return one.parentElement.dataset.metric"
    )
    until(lambda: browser.execute_script("return document.querySelector('#page .drawer') !== null"))
    assert f"metric={metric}" in browser.current_url
    until(lambda: browser.execute_script("return document.activeElement.id") == "close")
    browser.execute_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
    until(lambda: browser.execute_script("return document.querySelector('#page .drawer') === null"))
    assert "metric=" not in browser.current_url
    focus = "return document.activeElement.closest('[data-metric]')?.dataset.metric"
    until(lambda: browser.execute_script(focus) == metric)
    assert console(browser) == []


def test_new_data_come_by_themselves_and_nothing_is_asked_when_there_are_none(
    browser: Any, place: str, keep: Handmade
) -> None:
    open_live(browser, f"{place}/desk")
    ask_now(browser)
    before = len(keep.asked)
    ask_now(browser)
    assert len(keep.asked) == before
    keep.held = "second"
    ask_now(browser)
    until(lambda: browser.execute_script("return document.documentElement.dataset.version") == "second")
    assert len(keep.asked) == before + 1
    assert console(browser) == []


def test_when_the_database_is_lost_the_last_good_numbers_stay_with_a_line_and_it_recovers(
    browser: Any, place: str, keep: Handmade
) -> None:
    open_live(browser, f"{place}/desk")
    number = value(browser, "opening.datasets")
    keep.silent = True
    ask_now(browser)
    until(lambda: browser.execute_script("return document.documentElement.dataset.version") == "silent")
    assert value(browser, "opening.datasets") == number
    assert browser.execute_script(
        "return document.querySelector('#page .stale-bar').innerText.includes('数据库无应答')"
    )
    keep.silent = False
    ask_now(browser)
    until(lambda: browser.execute_script("return document.documentElement.dataset.version") == "first")
    assert console(browser) == []


def test_when_the_server_is_lost_the_numbers_stay_and_a_line_says_so_until_it_is_back(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk")
    number = value(browser, "opening.datasets")
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/api/v1/version"]})
    ask_now(browser)
    ask_now(browser)
    line = browser.execute_script("return document.getElementById('lost').innerText")
    assert "连接中断" in line and browser.execute_script("return document.documentElement.classList.contains('lost')")
    assert value(browser, "opening.datasets") == number
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    ask_now(browser)
    assert browser.execute_script("return document.getElementById('lost')") is None
    assert all("ERR_BLOCKED_BY_CLIENT" in line for line in console(browser))


def test_the_theme_changes_at_once_and_stays_in_the_address(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    now = browser.execute_script(
        "document.querySelector(\"#page a[href*='theme=dark']\").click(); return document.documentElement.dataset.theme"
    )
    assert now == "dark"
    until(lambda: "theme=dark" in browser.current_url)
    assert console(browser) == []


def test_a_forged_callback_of_a_real_server_gets_400(place: str) -> None:
    forged = Request(f"{place}/_dash-update-component", data=b'{"output": "root.children"}', method="POST")
    forged.add_header("Content-Type", "application/json")
    with pytest.raises(Exception, match="400"):
        urlopen(forged)


def test_the_address_bar_loses_what_a_messenger_added_and_nothing_else(browser: Any, place: str) -> None:
    for asked, shown in (
        ("/desk/sharing?from=singlemessage&period=month&isappinstalled=0#flows", "/desk/sharing?period=month#flows"),
        ("/desk?from=timeline", "/desk"),
        ("/desk?period=month&unit=a%20b", "/desk?period=month&unit=a%20b"),
        ("/desk/weekly?from=timeline&lang=en", "/desk/weekly?lang=en"),
        ("/screens?from=timeline", "/screens"),
    ):
        browser.get(f"{place}{asked}")
        until(lambda there=shown: browser.current_url == f"{place}{there}")
