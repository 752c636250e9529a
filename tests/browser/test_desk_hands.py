"""Hands at the desk, in one real browser: the keyboard alone, axe, pictures, the palette, paper, the highlight."""

from __future__ import annotations

import base64
import io
import os
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from cockpit.screens import desk
from tests.browser.patience import until
from tests.web.living import Handmade, serving

AXE = Path(__file__).parent / "axe" / "axe.min.js"
WHOLE = os.environ.get("COCKPIT_AXE") == "all"
ENGLISH = tuple(desk.PAGES) if WHOLE else ("sharing",)
WIDTHS = (1440, 390) if WHOLE else (1440,)
"""The suite looks at one page in English and at the desktop, `make proof` at all of them and at the phone as well."""

VIOLATIONS = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations']}).then(
  found => done(found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target.join(' ')))))
"""
PICTURE = """
const done = arguments[0], made = cockpit.picture(document.querySelector('#page #panel-scenario_table'));
cockpit.drawn(made).then(blob => {
  const reader = new FileReader();
  reader.onload = () => done([made.text, made.width, made.height, reader.result]);
  reader.readAsDataURL(blob)}, failed => done([made.text, 0, 0, String(failed)]))
"""
SHIFTS = """
const done = arguments[0];
let moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
  .observe({type: 'layout-shift', buffered: true});
setTimeout(() => done(moved), 150);
"""


@pytest.fixture(scope="module")
def keep() -> Handmade:
    return Handmade()


@pytest.fixture(scope="module")
def place(keep: Handmade, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(keep, tmp_path_factory.mktemp("hands")) as address:
        yield address


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """Whatever a test does, nothing may stand in the console at its end."""
    size = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield chromium
    assert [line["message"] for line in chromium.get_log("browser")] == []


FIGURES = "document.dispatchEvent(new Event('cockpit:figures'))"
DRAWN = "return [...document.querySelectorAll('#page [data-figure]')].every(one => one.querySelector('.main-svg'))"


def open_live(browser: Any, address: str) -> None:
    browser.get(address)
    until(lambda: browser.execute_script("return document.documentElement.classList.contains('live')"))


def press(browser: Any, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def focused(browser: Any, what: str = "id") -> str:
    return str(browser.execute_script(f"return document.activeElement.{what} || ''"))


def test_axe_finds_nothing_on_any_page_in_light_and_dark(browser: Any, place: str) -> None:
    # The policy of the pages forbids foreign scripts; only this test may pass by it.
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    found = {}
    looks = [
        (width, language, page)
        for width in WIDTHS
        for language, pages in (("zh", tuple(desk.PAGES)), ("en", ENGLISH))
        for page in pages
    ]
    for width, language, page in looks:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 720}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        drawer = "&metric=sharing.records" if page == "sharing" else ""
        open_live(browser, f"{place}/desk/{page}?lang={language}{drawer}")
        # What stands for a figure is cut out of a full box, which axe takes for the ground of its labels.
        browser.execute_script(FIGURES)
        until(lambda: browser.execute_script(DRAWN))
        browser.execute_script(AXE.read_text("utf-8"))
        for theme in ("light", "dark"):
            browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
            found[page, language, theme, width] = browser.execute_async_script(VIOLATIONS)
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    assert {where: rules for where, rules in found.items() if rules} == {}
    assert len(found) == 2 * len(WIDTHS) * (len(desk.PAGES) + len(ENGLISH))


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    browser.execute_script("""
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
        press(browser, *[Keys.TAB] * 20)
        if browser.execute_script("return window.wanted.size === 0"):
            break
    assert browser.execute_script("return [...window.wanted].map(one => one.outerHTML.slice(0, 90))") == []
    assert browser.execute_script("return window.bare") == []


def test_the_first_tab_stop_leads_past_the_bar(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/volumes")
    press(browser, Keys.TAB)
    assert focused(browser, "className") == "skip"
    press(browser, Keys.ENTER)
    assert focused(browser) == "main"


def test_arrow_keys_walk_through_a_table_and_enter_opens_the_number(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    inside = (
        "return document.activeElement.closest('[data-metric]')?.dataset.member ?? document.activeElement.textContent"
    )
    browser.execute_script("document.querySelector('#page #panel-scenario_table tbody b a').focus()")
    assert browser.execute_script(inside) == "scenarios:poverty"
    press(browser, Keys.ARROW_DOWN)
    assert browser.execute_script(inside) == "scenarios:disabled"
    press(browser, Keys.END, Keys.HOME)
    assert browser.execute_script(inside) == "市残联"
    press(browser, Keys.ARROW_RIGHT)
    assert browser.execute_script(inside) == "scenarios:disabled"
    press(browser, Keys.ENTER)
    until(lambda: browser.execute_script("return document.querySelector('#page .drawer') !== null"))
    until(lambda: focused(browser) == "close")
    press(browser, Keys.ESCAPE)
    until(lambda: browser.execute_script(inside).startswith("scenarios:"))


def test_the_palette_finds_by_initials_and_gives_the_focus_back(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/volumes?theme=dark&as_of=2020-09-30")
    browser.execute_script("document.getElementById('find').focus()")
    press(browser, "/")
    until(lambda: browser.execute_script("return document.querySelectorAll('.palette li').length >= 8"))
    press(browser, Keys.ESCAPE)
    assert focused(browser) == "find"
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    press(browser, "jhjl")
    first = "return document.querySelector('.palette [aria-selected=true]')?.textContent"
    until(lambda: "交换记录" in (browser.execute_script(first) or ""))
    field = browser.execute_script(
        "const one = document.activeElement, active = one.getAttribute('aria-activedescendant');"
        " return [one.getAttribute('role'), active, document.getElementById(active).getAttribute('role')]"
    )
    assert field == ["combobox", "palette-0", "option"]
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    until(lambda: browser.execute_script("return document.querySelector('#page .drawer') !== null"))
    address = browser.current_url
    assert "/desk/sharing?" in address and "metric=sharing.records" in address
    assert "theme=dark" in address and "as_of=2020-09-30" in address


def test_a_panel_becomes_a_picture_that_needs_nothing_else(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    text, width, height, png = browser.execute_async_script(PICTURE)
    assert "精准扶贫" in text and "数据截至 2020-09-30" in text
    assert "href=" not in text and "url(http" not in text and "<script" not in text
    content = base64.b64decode(png.partition(",")[2])
    assert content[:4] == b"\x89PNG"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (2 * width, 2 * height)
    assert browser.execute_async_script(PICTURE)[0] == text
    assert browser.execute_script("return document.querySelectorAll('#page #panel-scenario_table').length") == 1


def test_a_quoted_number_is_on_the_clipboard_with_the_address_that_shows_it(browser: Any, place: str) -> None:
    grant = {"origin": place, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.execute_cdp_cmd("Browser.grantPermissions", grant)
    open_live(browser, f"{place}/desk/sharing?metric=sharing.records")
    ActionChains(browser).key_down(Keys.ALT).send_keys("q").key_up(Keys.ALT).perform()
    until(lambda: browser.execute_script("return document.getElementById('said')?.textContent") == "已复制")
    read = "const done = arguments[0]; navigator.clipboard.readText().then(done, failed => done(String(failed)))"
    said = browser.execute_async_script(read)
    assert said.startswith("交换记录：2,146万条（21,460,000条）；数据截至 2020-09-30；演示；口径第1版")
    assert said.endswith(f" {place}/desk/sharing?metric=sharing.records")


def test_a_highlight_lights_rows_and_ribbons_and_goes_with_a_click(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    numbers = "return [...document.querySelectorAll('#page .main [data-metric]')].map(one => one.dataset.value).join()"
    before = browser.execute_script(numbers)
    browser.execute_script("document.querySelector('#page #panel-scenario_table .spot').click()")
    until(lambda: browser.execute_script("return document.querySelector('#page tr.lit') !== null"))
    assert "highlight=poverty" in browser.current_url
    assert browser.execute_script(numbers) == before
    time.sleep(0.5)  # nobody clicks in the moment of the redraw
    browser.execute_script("document.querySelector('#page .hlchip').click()")
    until(lambda: browser.execute_script("return document.querySelector('#page tr.lit') === null"))


@pytest.mark.parametrize("page", ["overview", "sharing", "metrics"])
def test_a_page_prints_light_on_a4_with_its_day_and_without_controls(browser: Any, place: str, page: str) -> None:
    open_live(browser, f"{place}/desk/{page}?theme=dark&unit=rsj")
    asked = {"printBackground": True, "preferCSSPageSize": True}
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", asked)["data"])))
    wide, high = (float(size) for size in pdf.pages[0].mediabox[2:])
    # The reader takes some characters for the radicals that look like them.
    text = "".join(unicodedata.normalize("NFKC", pdf.pages[0].extract_text()).split())
    assert (round(wide), round(high)) == (842, 595)
    assert "数据截至2020-09-30" in text and "单位市人社局" in text and f"{place.removeprefix('http://')}/desk" in text
    assert "导出" not in text and "查看" not in text and "重置" not in text
    assert browser.execute_script("return document.documentElement.dataset.theme") == "dark"


def test_nothing_moves_when_the_live_page_takes_over(browser: Any, place: str) -> None:
    moved = {}
    for page in desk.PAGES:
        open_live(browser, f"{place}/desk/{page}")
        moved[page] = browser.execute_async_script(SHIFTS)
    assert moved == dict.fromkeys(desk.PAGES, 0)


def test_a_slow_answer_is_grey_blocks_after_300_ms_and_moves_nothing(browser: Any, place: str, keep: Handmade) -> None:
    open_live(browser, f"{place}/desk/sharing")
    ask = keep.board

    def slow(scope: Any) -> Any:
        time.sleep(1.5)
        return ask(scope)

    boxes = (
        "return [...document.querySelectorAll('#page .main .card')]"
        ".map(one => JSON.stringify(one.getBoundingClientRect())).join()"
    )
    before = browser.execute_script(boxes)
    keep.board = slow  # type: ignore[method-assign]
    try:
        browser.execute_script("cockpit.go(new URL('/desk/sharing?lang=zh', location.href))")
        assert browser.execute_script("return document.documentElement.classList.contains('waiting')") is False
        until(lambda: browser.execute_script("return document.documentElement.classList.contains('waiting')"))
        assert browser.execute_script(boxes) == before
        until(lambda: browser.execute_script("return !document.documentElement.classList.contains('waiting')"))
    finally:
        keep.board = ask  # type: ignore[method-assign]


CHARTS = """
  // Squares that count to twelve stand beside the same two numbers in words.
  const inside = 'table, header, .printhead, .filters, .take', none = 'nav, form, .grp, .seg, .sig, .rs, .demo, .cells';
  const told = table => table.tBodies[0]?.rows.length > 1 && table.caption?.textContent;
  return [...document.querySelectorAll('#page .main :is([data-figure], [role=img], [role=group][aria-label])')]
    .filter(one => !one.matches(none) && !one.closest(inside))
    .map(one => {
      const card = one.closest('[id^=panel-], .card') || one.parentElement;
      const listed = card.querySelector('.sankey ol, .sankey ul');
      const table = [...card.querySelectorAll('table')].some(told);
      return [card.id || card.className, one.className, Boolean(listed || table)];
    })"""


def test_behind_every_chart_stands_a_table_that_can_be_read(browser: Any, place: str) -> None:
    charts = {}
    for page in desk.PAGES:
        open_live(browser, f"{place}/desk/{page}")
        for card, name, readable in browser.execute_script(CHARTS):
            charts[page, card, name] = readable
    assert [where for where, readable in charts.items() if not readable] == []
    assert len(charts) >= 12


SHAPES = "return cockpit.shapes(document.querySelector('#page #panel-' + arguments[0]))"


@pytest.mark.parametrize(
    ("page", "panel", "words"),
    [
        ("sharing", "scenario_table", ["应用场景", "精准扶贫", "约6,000", "演示"]),
        ("sharing", "flow_diagram", ["市人社局", "512"]),
        ("opening", "county_map", ["兰山", "142"]),
        ("meetings", "start_hours", ["周三"]),
    ],
)
def test_a_panel_becomes_an_svg_of_shapes_and_texts_for_programs_that_know_no_html(
    browser: Any, place: str, page: str, panel: str, words: list[str]
) -> None:
    open_live(browser, f"{place}/desk/{page}")
    text = browser.execute_script(SHAPES, panel)
    root = ElementTree.fromstring(text)
    tags = {one.tag.removeprefix("{http://www.w3.org/2000/svg}") for one in root.iter()}
    assert tags <= {"svg", "defs", "g", "rect", "line", "polygon", "text", "linearGradient", "stop"}
    said = "".join(one.text or "" for one in root.iter() if one.tag.endswith("text"))
    assert [word for word in words if word not in said] == []
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    for one in root.iter():
        if one.tag.endswith("rect"):  # nothing is drawn beside the picture
            assert float(one.attrib["x"]) >= -1 and float(one.attrib["x"]) + float(one.attrib["width"]) <= wide + 1
            assert float(one.attrib["y"]) >= -1 and float(one.attrib["y"]) + float(one.attrib["height"]) <= high + 1
    assert browser.execute_script(SHAPES, panel) == text
    assert browser.execute_script("return document.querySelectorAll('[data-bare-before]').length") == 0


def test_the_library_of_charts_comes_with_the_first_hand_that_is_near_a_figure(browser: Any, place: str) -> None:
    open_live(browser, f"{place}/desk/sharing")
    time.sleep(1.5)
    assert browser.execute_script("return window.Plotly === undefined")
    figure = browser.find_element("css selector", "#page #panel-exchange_trend [data-figure]")
    ActionChains(browser).move_to_element(figure).perform()
    drawn = "return document.querySelectorAll('#page [data-figure] .main-svg').length > 0"
    until(lambda: browser.execute_script(drawn))
    others = "return document.querySelectorAll('#page #panel-flow_diagram .main-svg').length"
    assert browser.execute_script(others) == 0
