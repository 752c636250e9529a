"""Hands at the desk, in one real browser: the keyboard alone, the palette, the clipboard, the highlight."""

from __future__ import annotations

import time
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.patience import open_live, until


def press(browser: Any, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def focused(browser: Any, what: str = "id") -> str:
    return str(browser.execute_script(f"return document.activeElement.{what} || ''"))


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    desk_browser.execute_script("""
      window.wanted = new Set([...document.querySelectorAll('#page :is(a[href], button, select, input, summary)')]
        .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden'));
      window.bare = [];
      document.addEventListener('focusin', event => {
        window.wanted.delete(event.target);
        const ring = getComputedStyle(event.target), around = event.target.closest('.pick');
        const drawn = around ? getComputedStyle(around) : ring;
        if (parseFloat(drawn.outlineWidth) < 2 || drawn.outlineStyle === 'none')
          window.bare.push(event.target.outerHTML.slice(0, 90));
      })""")
    for _ in range(30):
        press(desk_browser, *[Keys.TAB] * 20)
        if desk_browser.execute_script("return window.wanted.size === 0"):
            break
    assert desk_browser.execute_script("return [...window.wanted].map(one => one.outerHTML.slice(0, 90))") == []
    assert desk_browser.execute_script("return window.bare") == []


def test_the_first_tab_stop_leads_past_the_bar(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/volumes")
    press(desk_browser, Keys.TAB)
    assert focused(desk_browser, "className") == "skip"
    press(desk_browser, Keys.ENTER)
    assert focused(desk_browser) == "main"


def test_arrow_keys_walk_through_a_table_and_enter_opens_the_number(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    inside = (
        "return document.activeElement.closest('[data-metric]')?.dataset.member ?? document.activeElement.textContent"
    )
    desk_browser.execute_script("document.querySelector('#page #panel-scenario_table tbody b a').focus()")
    assert desk_browser.execute_script(inside) == "scenarios:poverty"
    press(desk_browser, Keys.ARROW_DOWN)
    assert desk_browser.execute_script(inside) == "scenarios:disabled"
    press(desk_browser, Keys.END, Keys.HOME)
    assert desk_browser.execute_script(inside) == "市残联"
    press(desk_browser, Keys.ARROW_RIGHT)
    assert desk_browser.execute_script(inside) == "scenarios:disabled"
    press(desk_browser, Keys.ENTER)
    until(lambda: desk_browser.execute_script("return document.querySelector('#page .drawer') !== null"))
    until(lambda: focused(desk_browser) == "close")
    press(desk_browser, Keys.ESCAPE)
    until(lambda: desk_browser.execute_script(inside).startswith("scenarios:"))


def test_the_palette_finds_by_initials_and_gives_the_focus_back(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/volumes?theme=dark&as_of=2020-09-30")
    desk_browser.execute_script("document.getElementById('find').focus()")
    press(desk_browser, "/")
    until(lambda: desk_browser.execute_script("return document.querySelectorAll('.palette li').length >= 8"))
    press(desk_browser, Keys.ESCAPE)
    assert focused(desk_browser) == "find"
    ActionChains(desk_browser).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    press(desk_browser, "jhjl")
    first = "return document.querySelector('.palette [aria-selected=true]')?.textContent"
    until(lambda: "交换记录" in (desk_browser.execute_script(first) or ""))
    field = desk_browser.execute_script(
        "const one = document.activeElement, active = one.getAttribute('aria-activedescendant');"
        " return [one.getAttribute('role'), active, document.getElementById(active).getAttribute('role')]"
    )
    assert field == ["combobox", "palette-0", "option"]
    press(desk_browser, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    until(lambda: desk_browser.execute_script("return document.querySelector('#page .drawer') !== null"))
    address = desk_browser.current_url
    assert "/desk/sharing?" in address and "metric=sharing.records" in address
    assert "theme=dark" in address and "as_of=2020-09-30" in address


def test_a_quoted_number_is_on_the_clipboard_with_the_address_that_shows_it(desk_browser: Any, desk_place: str) -> None:
    grant = {"origin": desk_place, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    desk_browser.execute_cdp_cmd("Browser.grantPermissions", grant)
    open_live(desk_browser, f"{desk_place}/desk/sharing?metric=sharing.records")
    ActionChains(desk_browser).key_down(Keys.ALT).send_keys("q").key_up(Keys.ALT).perform()
    until(lambda: desk_browser.execute_script("return document.getElementById('said')?.textContent") == "已复制")
    read = "const done = arguments[0]; navigator.clipboard.readText().then(done, failed => done(String(failed)))"
    said = desk_browser.execute_async_script(read)
    assert said.startswith("交换记录：2,146万条（21,460,000条）；数据截至 2020-09-30；演示；口径第1版")
    assert said.endswith(f" {desk_place}/desk/sharing?metric=sharing.records")


def test_a_highlight_lights_rows_and_ribbons_and_goes_with_a_click(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    numbers = "return [...document.querySelectorAll('#page .main [data-metric]')].map(one => one.dataset.value).join()"
    before = desk_browser.execute_script(numbers)
    desk_browser.execute_script("document.querySelector('#page #panel-scenario_table .spot').click()")
    until(lambda: desk_browser.execute_script("return document.querySelector('#page tr.lit') !== null"))
    assert "highlight=poverty" in desk_browser.current_url
    assert desk_browser.execute_script(numbers) == before
    time.sleep(0.5)  # nobody clicks in the moment of the redraw
    desk_browser.execute_script("document.querySelector('#page .highlight-chip').click()")
    until(lambda: desk_browser.execute_script("return document.querySelector('#page tr.lit') === null"))


OPENED = "return new URL(location.href).searchParams.toString()"


@pytest.mark.parametrize(
    ("page", "mark", "opens"),
    [
        (
            "volumes",
            "#panel-library_table tr:nth-child(3) .bar",
            "metric=volumes.stored_share&member=libraries%3Alicence",
        ),
        ("opening", "#panel-county_map .tiles > div", "metric=opening.datasets&member=counties%3A371328"),
        ("meetings", "#panel-weekly_meetings .columns i:last-child", "metric=meetings.held"),
        ("meetings", "#panel-room_states .bar", "metric=meetings.endpoints_online"),
        ("sharing", "#panel-flow_diagram .flow-band", "metric=sharing.records&member=flows%3A"),
        ("trust", "#panel-trust_takers a.door", "metric=sharing.takers_only&rows=open"),
        ("trust", "#panel-trust_history a.door", "rows=open"),
        ("trust", "#panel-trust_unused a.door", "metric=sharing.mounted&rows=open&kind=api&unit=civil"),
        ("trust", "#panel-trust_gaps a.door", "metric=volumes.items_missing&rows=open"),
        ("trust", "#panel-trust_refused a.door", "refused=platform"),
    ],
)
def test_a_click_on_a_mark_opens_its_number_and_on_a_line_of_trust_its_rows(
    desk_browser: Any, desk_place: str, page: str, mark: str, opens: str
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/{page}")
    desk_browser.execute_script("document.querySelector(arguments[0]).click()", f"#page {mark}")
    until(lambda: opens in desk_browser.execute_script(OPENED))
    until(lambda: desk_browser.execute_script("return document.querySelector('#page .drawer, #panel-rows') !== null"))


def test_a_click_on_a_ribbon_or_a_line_that_plotly_drew_opens_it_too(desk_browser: Any, desk_place: str) -> None:
    for panel, opens in (("flow_diagram", "member=flows%3A"), ("exchange_trend", "metric=sharing.records")):
        open_live(desk_browser, f"{desk_place}/desk/sharing")
        figure = desk_browser.find_element("css selector", f"#page #panel-{panel} [data-figure]")
        desk_browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", figure)
        ActionChains(desk_browser).move_to_element(figure).perform()
        drawn = f"return document.querySelector('#page #panel-{panel} .drawing[data-opens]') !== null"
        until(lambda drawn=drawn: desk_browser.execute_script(drawn))  # type: ignore[misc]
        place, beside = (figure, 1) if panel == "exchange_trend" else (figure.find_element("css selector", ".cap"), 14)
        ActionChains(desk_browser).move_to_element_with_offset(place, beside, 1).pause(0.2).click().perform()
        until(lambda opens=opens: opens in desk_browser.execute_script(OPENED))  # type: ignore[misc]
