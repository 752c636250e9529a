"""What is taken from the desk or printed of it, and what stands behind a chart: pictures, paper, tables."""

from __future__ import annotations

import base64
import io
import time
import unicodedata
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from selenium.webdriver.common.action_chains import ActionChains

from cockpit.screens import desk
from tests.browser.patience import open_live, until

PICTURE = """
const done = arguments[0], made = cockpit.picture(document.querySelector('#page #panel-scenario_table'));
cockpit.drawn(made).then(blob => {
  const reader = new FileReader();
  reader.onload = () => done([made.text, made.width, made.height, reader.result]);
  reader.readAsDataURL(blob)}, failed => done([made.text, 0, 0, String(failed)]))
"""

SHAPES = "return cockpit.shapes(document.querySelector('#page #panel-' + arguments[0]))"

CHARTS = """
  // Squares that count to twelve stand beside the same two numbers in words.
  const inside = 'table, header, .print-head, .filters, .take';
  const none = 'nav, form, .button-group, .segments, .signal, .restated-sign, .demo, .cells';
  const told = table => table.tBodies[0]?.rows.length > 1 && table.caption?.textContent;
  return [...document.querySelectorAll('#page .main :is([data-figure], [role=img], [role=group][aria-label])')]
    .filter(one => !one.matches(none) && !one.closest(inside))
    .map(one => {
      const card = one.closest('[id^=panel-], .card') || one.parentElement;
      const listed = card.querySelector('.sankey ol, .sankey ul');
      const table = [...card.querySelectorAll('table')].some(told);
      return [card.id || card.className, one.className, Boolean(listed || table)];
    })"""


def test_a_panel_becomes_a_picture_that_needs_nothing_else(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    text, width, height, png = desk_browser.execute_async_script(PICTURE)
    assert "精准扶贫" in text and "数据截至 2020-09-30" in text
    assert "href=" not in text and "url(http" not in text and "<script" not in text
    rules = ElementTree.fromstring(text).findtext(".//{http://www.w3.org/1999/xhtml}style", "")
    assert (
        ':is([data-surface="desktop"]) .card {' in rules
    )  # and no nest, no question of width, no rule of other panels
    assert "&" not in rules and "@" not in rules and ".sankey .flow-band {" not in rules
    content = base64.b64decode(png.partition(",")[2])
    assert content[:4] == b"\x89PNG"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (2 * width, 2 * height)
    assert desk_browser.execute_async_script(PICTURE)[0] == text
    assert desk_browser.execute_script("return document.querySelectorAll('#page #panel-scenario_table').length") == 1


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
    desk_browser: Any, desk_place: str, page: str, panel: str, words: list[str]
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/{page}")
    text = desk_browser.execute_script(SHAPES, panel)
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
    assert desk_browser.execute_script(SHAPES, panel) == text
    assert desk_browser.execute_script("return document.querySelectorAll('[data-bare-before]').length") == 0


@pytest.mark.parametrize("page", ["overview", "sharing", "metrics"])
def test_a_page_prints_light_on_a4_with_its_day_and_without_controls(
    desk_browser: Any, desk_place: str, page: str
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/{page}?theme=dark&unit=rsj")
    asked = {"printBackground": True, "preferCSSPageSize": True}
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(desk_browser.execute_cdp_cmd("Page.printToPDF", asked)["data"])))
    wide, high = (float(size) for size in pdf.pages[0].mediabox[2:])
    # The reader takes some characters for the radicals that look like them.
    text = "".join(unicodedata.normalize("NFKC", pdf.pages[0].extract_text()).split())
    assert (round(wide), round(high)) == (842, 595)
    assert (
        "数据截至2020-09-30" in text and "单位市人社局" in text and f"{desk_place.removeprefix('http://')}/desk" in text
    )
    assert "导出" not in text and "查看" not in text and "重置" not in text
    assert desk_browser.execute_script("return document.documentElement.dataset.theme") == "dark"


def test_behind_every_chart_stands_a_table_that_can_be_read(desk_browser: Any, desk_place: str) -> None:
    charts = {}
    for page in desk.PAGES:
        open_live(desk_browser, f"{desk_place}/desk/{page}")
        for card, name, readable in desk_browser.execute_script(CHARTS):
            charts[page, card, name] = readable
    assert [where for where, readable in charts.items() if not readable] == []
    assert len(charts) >= 12


def test_the_library_of_charts_comes_with_the_first_hand_that_is_near_a_figure(
    desk_browser: Any, desk_place: str
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    time.sleep(1.5)
    assert desk_browser.execute_script("return window.Plotly === undefined")
    figure = desk_browser.find_element("css selector", "#page #panel-exchange_trend [data-figure]")
    ActionChains(desk_browser).move_to_element(figure).perform()
    drawn = "return document.querySelectorAll('#page [data-figure] .main-svg').length > 0"
    until(lambda: desk_browser.execute_script(drawn))
    others = "return document.querySelectorAll('#page #panel-flow_diagram .main-svg').length"
    assert desk_browser.execute_script(others) == 0
