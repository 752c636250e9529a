"""The server of a desk is away for a moment: the page says so, keeps what was typed, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cockpit.roles import Editors
from tests.browser.patience import console, open_live, until
from tests.web.living import Handmade

NOWHERE = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
LOST = "return document.getElementById('lost')?.innerText ?? ''"
CLICK = "document.querySelector(arguments[0]).click()"
TYPED = "return document.querySelector(arguments[0]).value"
DRAWER = "/desk/sharing?metric=sharing.records"
FORM = "#page form[action='/edit/remark']"
FIELD = f"{FORM} input[name=text]"


@pytest.fixture
def keep() -> Handmade:
    keep = Handmade()
    keep.editors = Editors(("张三",))
    return keep


@contextmanager
def away(driver: Any) -> Iterator[None]:
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", NOWHERE)
    yield
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**NOWHERE, "offline": False})


def unexpected(driver: Any) -> list[str]:
    """What stands in the console beside that the server did not answer."""
    expected = ("net::ERR_", "the server did not respond")
    return [line for line in console(driver) if not any(one in line for one in expected)]


def type_into(driver: Any, text: str) -> None:
    driver.execute_script("document.querySelector(arguments[0]).closest('details').open = true", FORM)
    driver.find_element("css selector", FIELD).send_keys(text)


def born(driver: Any) -> float:
    return float(driver.execute_script("return performance.timeOrigin"))


def test_a_link_to_another_document_waits_and_is_followed_by_itself(chromium: Any, place: str) -> None:
    open_live(chromium, f"{place}/desk")
    before = born(chromium)
    with away(chromium):
        chromium.execute_script(CLICK, "#page nav a[href='/screens']")
        until(lambda: "连接中断" in chromium.execute_script(LOST))
        assert chromium.execute_script(LOST).startswith("数据截至 2020-09-30")
        assert (born(chromium), chromium.current_url) == (before, f"{place}/desk")
    until(lambda: chromium.current_url.startswith(f"{place}/screens"), seconds=10)


def test_a_link_that_was_followed_while_nobody_answered_is_followed_again(chromium: Any, place: str) -> None:
    open_live(chromium, f"{place}/desk")
    before = born(chromium)
    with away(chromium):
        chromium.execute_script(CLICK, "#page nav a[href*='/desk/sharing']")
        until(lambda: "连接中断" in chromium.execute_script(LOST), seconds=15)
        assert chromium.execute_script("return document.documentElement.classList.contains('waiting')") is False
        chromium.execute_script(CLICK, "#page nav a[href*='/desk/opening']")  # and another one meanwhile
    until(lambda: "开放" in chromium.title, seconds=10)
    until(lambda: chromium.execute_script(LOST) == "")
    assert (born(chromium), chromium.current_url) == (before, f"{place}/desk/opening")
    assert unexpected(chromium) == []


def test_what_was_typed_stays_though_the_data_are_others_when_it_is_back(
    chromium: Any, place: str, keep: Handmade
) -> None:
    open_live(chromium, f"{place}{DRAWER}")
    type_into(chromium, "已与市人社局核对")
    with away(chromium):
        chromium.execute_script("cockpit.ask(); cockpit.ask()")
        until(lambda: "已填的内容保留" in chromium.execute_script(LOST))
        assert chromium.execute_script(TYPED, FIELD) == "已与市人社局核对"
        keep.held = "second"
    until(lambda: chromium.execute_script("return document.documentElement.dataset.version") == "second", seconds=10)
    assert chromium.execute_script(TYPED, FIELD) == "已与市人社局核对"
    assert unexpected(chromium) == []


def test_a_form_is_sent_by_itself_once_somebody_can_take_it(chromium: Any, place: str) -> None:
    open_live(chromium, f"{place}{DRAWER}")
    type_into(chromium, "已与市人社局核对")
    before = born(chromium)
    with away(chromium):
        chromium.execute_script("document.querySelector(arguments[0]).requestSubmit()", FORM)
        until(lambda: "连接中断" in chromium.execute_script(LOST))
        assert born(chromium) == before
    until(lambda: born(chromium) != before, seconds=10)
    assert unexpected(chromium) == []
