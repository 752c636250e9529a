"""The wall in the desk's hand, and on a kiosk that has to show its token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cockpit.roles import Editors
from tests.browser.patience import console, until
from tests.browser.test_wall_runs import SEEN, STATUS, ask_now, value
from tests.web.living import Handmade, serving


def test_the_desk_steers_the_wall_within_three_seconds_and_lets_it_go(browser: Any, keep: Handmade, place: str) -> None:
    keep.editors = Editors(("王芳",))
    browser.get(f"{place}/wall?screen=hall")
    room = browser.current_window_handle
    browser.switch_to.new_window("tab")
    desk = browser.current_window_handle
    browser.get(f"{place}/screens")
    until(lambda: "正常" in browser.execute_script(STATUS))

    def press(what: str, scene: str) -> None:
        browser.switch_to.window(desk)
        browser.find_element("css selector", f"#screen-hall select[name=scene] option[value='{scene}']").click()
        browser.find_element("css selector", f"#screen-hall [data-do={what}]").click()
        until(lambda: browser.find_element("css selector", "#screen-hall .said").text)
        browser.switch_to.window(room)

    press("hold", "opening")
    until(lambda: browser.execute_script(SEEN) == "opening", seconds=3)
    assert browser.execute_script("return document.documentElement.hasAttribute('data-steered')")
    press("show", "meetings")
    until(lambda: browser.execute_script(SEEN) == "meetings", seconds=3)
    press("release", "")
    until(lambda: not browser.execute_script("return document.documentElement.hasAttribute('data-steered')"), seconds=3)
    browser.switch_to.window(desk)
    until(lambda: "王芳控制中" not in browser.execute_script(STATUS), seconds=6)
    assert console(browser) == []
    browser.close()
    browser.switch_to.window(room)


def test_a_screen_that_stands_still_goes_back_when_the_hand_lets_go_even_without_a_server(
    browser: Any, place: str
) -> None:
    browser.get(f"{place}/wall/volumes?screen=attic")
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/wall/pulse*"]})
    browser.execute_script("window.cockpit.follow({id: 'a', scene: 'meetings', seconds: null, hold: true, left: 2})")
    until(lambda: browser.execute_script(SEEN) == "meetings", seconds=2)
    until(lambda: browser.execute_script(SEEN) == "volumes", seconds=5)


def test_a_kiosk_opens_the_wall_with_its_token_and_goes_on_without_it_in_the_address(
    browser: Any, keep: Handmade, tmp_path: Path
) -> None:
    with serving(keep, tmp_path, COCKPIT_KIOSK_TOKENS="a-token-of-this-kiosk") as place:
        browser.get(f"{place}/wall?screen=hall")
        assert "此屏幕没有令牌" in browser.page_source
        browser.get(f"{place}/wall?screen=hall&token=a-token-of-this-kiosk")
        assert browser.current_url == f"{place}/wall?screen=hall"
        console(browser)
        keep.numbers["opening.datasets"] = 1_915
        keep.held = "second"
        ask_now(browser)
        assert value(browser, "opening.datasets") == "1915"
        assert console(browser) == []
        browser.delete_all_cookies()
