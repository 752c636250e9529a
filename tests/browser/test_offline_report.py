"""The sealed report in a real browser, from a file and without a network: a number opens, a table sorts, Esc closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from cockpit.snapshot.chromium import NoPrinter
from cockpit.snapshot.format import FORMATS
from tests.snapshot.whole import made

ROWS = """
const head = [...document.querySelectorAll('.page-2 thead th')].find(one => one.textContent === arguments[0]);
const at = head.cellIndex;
if (arguments[1]) head.querySelector('[role=button]').click();
return [...head.closest('table').tBodies[0].rows].map(row => row.cells[at].textContent)
"""


@pytest.fixture
def page(dash_br: Browser, tmp_path: Path) -> Iterator[Any]:
    """Nothing may stand in the console at the end: nothing was blocked, and nothing was fetched."""
    file = tmp_path / "report.html"
    file.write_bytes(FORMATS["report_html"].write(made(), NoPrinter(), "zh"))
    dash_br.driver.set_window_size(1440, 900)
    dash_br.driver.get(file.as_uri())
    yield dash_br.driver
    assert [entry["message"] for entry in dash_br.get_logs() or []] == []


def test_a_number_opens_what_is_known_about_it_by_mouse_and_by_keyboard(page: Any) -> None:
    number = page.find_element(By.CSS_SELECTOR, ".lead [data-metric='sharing.resources']")
    number.click()
    drawer = page.find_element(By.CSS_SELECTOR, ".drawer")
    for said in ("挂接资源", "59,690", "口径", "临沂市大数据局", "公布", "59,566", "待核对"):
        assert said in drawer.text, said
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.find_elements(By.CSS_SELECTOR, ".drawer") == []
    assert page.switch_to.active_element == number
    number.send_keys(Keys.ENTER)
    assert page.find_elements(By.CSS_SELECTOR, ".drawer")


def test_a_table_sorts_by_value_with_what_is_unknown_last(page: Any) -> None:
    before = page.execute_script(ROWS, "已入库项", False)
    assert before[:3] == ["85", "92", "29"]
    assert page.execute_script(ROWS, "已入库项", True)[:4] == ["29", "37", "85", "92"]
    down = page.execute_script(ROWS, "已入库项", True)
    assert down[:4] == ["92", "85", "37", "29"] and set(down[4:]) <= {"未公布", "—"}


def test_it_fits_a_phone_and_fetches_nothing(page: Any) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    assert page.execute_script("return document.documentElement.scrollWidth") == 390
    assert (
        page.execute_script("return performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:'))")
        == []
    )
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
