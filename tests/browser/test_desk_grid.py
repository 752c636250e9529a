"""The table of rows behind a number, in a real browser: sorted, narrowed and paged by the server, against plain SQL."""

from __future__ import annotations

import csv
import io
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from sqlalchemy import Engine, text

from tests.browser.patience import until

pytestmark = pytest.mark.demo

WEEK = "FROM flow_daily WHERE day > '2020-09-23' AND day <= '2020-09-30'"
HEAD = ".ag-header-cell[col-id='{}'] .ag-header-cell-label"


@pytest.fixture
def browser(chromium: Any, demo_place: str) -> Iterator[Any]:
    size = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chromium.get(f"{demo_place}/desk/sharing?metric=sharing.records&rows=open")
    until(lambda: column(chromium, "records"))
    yield chromium
    assert [line["message"] for line in chromium.get_log("browser")] == []


def column(browser: Any, name: str) -> list[str]:
    """What stands in a column, in the order in which it is seen."""
    script = """
      return [...document.querySelectorAll('#page .ag-row')].sort((one, other) => one.rowIndex - other.rowIndex)
        .map(row => [+row.getAttribute('row-index'), row.querySelector(`[col-id="${arguments[0]}"]`)?.textContent])
        .sort((one, other) => one[0] - other[0]).map(one => one[1]).filter(one => one)"""
    return list(browser.execute_script(script, name))


def asked(engine: Engine, sql: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(sql)).scalars())


def test_a_click_on_a_head_sorts_on_the_server(browser: Any, demo_engine: Engine) -> None:
    largest = [f"{value:,}" for value in asked(demo_engine, f"SELECT records {WEEK} ORDER BY records DESC LIMIT 5")]
    smallest = [f"{value:,}" for value in asked(demo_engine, f"SELECT records {WEEK} ORDER BY records LIMIT 5")]
    head = browser.find_element(By.CSS_SELECTOR, HEAD.format("records"))
    head.click()
    until(lambda: column(browser, "records")[:5] == smallest)
    head.click()
    until(lambda: column(browser, "records")[:5] == largest)


def test_a_condition_narrows_on_the_server_and_its_sum_is_said(
    browser: Any, demo_engine: Engine, demo_place: str
) -> None:
    head = browser.find_element(By.CSS_SELECTOR, ".ag-header-cell[col-id='kind']")
    ActionChains(browser).move_to_element(head).perform()
    head.find_element(By.CSS_SELECTOR, ".ag-header-cell-filter-button").click()
    field = until(lambda: browser.find_elements(By.CSS_SELECTOR, ".ag-filter input[type='text']"))[0]
    field.send_keys("接口")
    (rows,) = asked(demo_engine, f"SELECT count(*) {WEEK} AND kind = 'api'")
    (records,) = asked(demo_engine, f"SELECT sum(records) {WEEK} AND kind = 'api'")
    said = f"筛选后 {rows:,} 行，合计 记录 {records:,}"
    until(lambda: browser.execute_script("return document.querySelector('#page [data-found]').textContent") == said)
    assert set(column(browser, "kind")) == {"接口"}
    link = browser.find_element(By.CSS_SELECTOR, "#page a[data-file][href*='csv']").get_attribute("href")
    assert "filter=kind%3Ahas%3A" in link
    with urllib.request.urlopen(link) as answer:
        head_, *lines = csv.reader(io.StringIO(answer.read().decode("utf-8-sig")))
    at = head_.index("记录")
    assert (len(lines), sum(int(line[at]) for line in lines)) == (rows, records)


def test_the_last_page_is_there_when_it_is_scrolled_to(browser: Any, demo_engine: Engine) -> None:
    (rows,) = asked(demo_engine, f"SELECT count(*) {WEEK}")
    assert rows > 1_000
    # The table grows with its pages, so the end is reached in steps.
    last = f"return document.querySelector('#page .ag-row[row-index=\"{rows - 1}\"] [col-id=records]')?.textContent"
    until(
        lambda: (
            browser.execute_script("const box = document.querySelector('#page .ag-body-viewport'); box.scrollTop = 1e7")
            or browser.execute_script(last)
        )
    )
    # The oldest day of the window stands at its end.
    assert column(browser, "day")[-1] == "2020-09-24"


def test_the_keyboard_walks_through_the_table_and_sorts_it(browser: Any, demo_engine: Engine) -> None:
    first = f"SELECT records {WEEK} ORDER BY records LIMIT 3"
    smallest = [f"{value:,}" for value in asked(demo_engine, first)]
    browser.execute_script("document.querySelector('#page .ag-header-cell[col-id=records]').focus()")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    until(lambda: column(browser, "records")[:3] == smallest)
    ActionChains(browser).send_keys(Keys.ARROW_DOWN, Keys.ARROW_LEFT).perform()
    inside = "return document.activeElement.getAttribute('col-id')"
    assert until(lambda: browser.execute_script(inside)) == "provenance"


def test_a_day_is_written_as_iso_and_arrow_keys_step_it(browser: Any) -> None:
    field = browser.find_element(By.CSS_SELECTOR, "#page input[name='as_of']")
    assert field.get_attribute("value") == "2020-09-30"
    field.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    until(lambda: "as_of=2020-09-28" in browser.current_url and "rows=open" in browser.current_url)
    until(lambda: "2020-09-28" in browser.execute_script("return document.querySelector('#page .as-of').textContent"))
    field = browser.find_element(By.CSS_SELECTOR, "#page input[name='as_of']")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("yesterday", Keys.TAB)
    time.sleep(0.3)
    assert "as_of=2020-09-28" in browser.current_url  # what is no day asks nothing
