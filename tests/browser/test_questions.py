"""Twelve questions of a manager: each walked through in a real browser, in at most three clicks, against SQL by hand.

The walks are those of docs/desk.md, in its order; the answers come from SQL that knows nothing of boards and sums.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.store.exchange_database import read_connection
from tests.numbers.by_hand import ByHand, on_time_by_unit, targets

pytestmark = pytest.mark.demo

DAY, CLOCK = date(2020, 9, 30), datetime(2020, 9, 30, 18)
WEEK = "day > :first AND day <= :day"
FIRST = DAY - timedelta(days=7)


class Walk:
    """A manager at the desk: three clicks from the overview, then the answer must stand there."""

    def __init__(self, driver: Any, place: str) -> None:
        self.driver = driver
        self.clicks = 0
        driver.get(f"{place}/desk")
        self.until("return document.documentElement.classList.contains('live')")

    def until(self, script: str, *given: object) -> Any:
        patience = time.monotonic() + 30
        while time.monotonic() < patience:
            if found := self.driver.execute_script(script, *given):
                return found
            time.sleep(0.05)
        raise AssertionError(f"it did not happen in time: {script} {given}")

    def click(self, selector: str, *, then: str) -> None:
        """A live click; `then` is what has to stand there afterwards."""
        self.clicks += 1
        assert self.clicks <= 3, "more than three clicks"
        self.until("return document.documentElement.classList.contains('live')")
        there = self.until(
            "const one = document.querySelector('#page ' + arguments[0]); one?.click(); return one?.href", selector
        )
        self.until("return location.href === arguments[0]", there)
        self.until("return document.querySelector('#page ' + arguments[0])", then)

    def page(self, name: str, *, panel: str) -> None:
        self.click(f"nav a[href^='/desk/{name}']", then=f"#panel-{panel}")

    def choose(self, name: str, value: str, *, then: str) -> None:
        """A choice in a list is a click too."""
        self.clicks += 1
        self.driver.execute_script(
            "const one = document.querySelector(`#page select[name='${arguments[0]}']`);"
            "one.value = arguments[1]; one.dispatchEvent(new Event('change', {bubbles: true}))",
            name,
            value,
        )
        self.until("return document.querySelector('#page ' + arguments[0])", then)

    def numbers(self, within: str, metric: str) -> dict[str, float | None]:
        """The exact values there by member, in their order; the number itself has the member ''."""
        script = """
          return [...document.querySelectorAll('#page ' + arguments[0] + ` [data-metric="${arguments[1]}"]`)]
            .map(one => [one.dataset.member || '', one.dataset.part || '', one.dataset.value ?? null])"""
        found = self.driver.execute_script(script, within, metric)
        return {
            member + (f"/{part}" if part else ""): None if value is None else float(value)
            for member, part, value in found
        }

    def lines(self, panel: str) -> list[list[str]]:
        """The cells of its table as they are read, hidden ones too."""
        script = """
          return [...document.querySelectorAll(`#page #panel-${arguments[0]} tbody tr`)]
            .map(row => [...row.cells].map(cell => cell.textContent.trim()))"""
        return list(self.driver.execute_script(script, panel))

    def text(self, selector: str) -> str:
        return str(
            self.driver.execute_script("return document.querySelector('#page ' + arguments[0]).textContent", selector)
        )


@pytest.fixture(scope="module")
def place(demo_place: str) -> str:
    return demo_place


@pytest.fixture
def walk(chromium: Any, place: str) -> Iterator[Walk]:
    size = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield Walk(chromium, place)
    assert [line["message"] for line in chromium.get_log("browser")] == []


@pytest.fixture
def hand(demo_engine: Engine) -> Iterator[ByHand]:
    with read_connection(demo_engine) as connection:
        yield ByHand(connection, DAY)


Asked = Callable[[str], list[Any]]


def test_1_which_library_is_least_complete_and_by_how_many_items(walk: Walk, hand: ByHand) -> None:
    """哪个基础库最不完整，差多少项？ 归集."""
    walk.page("volumes", panel="library_table")
    stored = walk.numbers("#panel-library_table", "volumes.items_stored")
    listed = walk.numbers("#panel-library_table", "volumes.items_catalogued")
    gaps = {one: listed[one] - stored[one] for one in listed if one and stored.get(one) is not None}
    rows = hand.latest(
        "library_daily",
        "f.library, SUM(f.items_catalogued) - SUM(f.items_stored)",
        rest="GROUP BY f.library HAVING SUM(f.items_stored) IS NOT NULL",
    )
    assert {f"libraries:{code}": int(gap) for code, gap in rows} == gaps
    assert max(gaps, key=lambda one: gaps[one]) == "libraries:licence"
    assert gaps["libraries:licence"] == 40


def test_2_who_takes_data_but_gives_none(walk: Walk, hand: ByHand) -> None:
    """谁只拿不给？ 可信 → 只取不供."""
    walk.page("trust", panel="trust_takers")
    rows = hand.rows(
        "SELECT u.short_zh, SUM(f.exchanges - f.failed) FROM flow_daily f JOIN unit u ON u.code = f.consumer"
        f" WHERE f.{WEEK.replace('AND day', 'AND f.day')} AND f.exchanges > f.failed AND f.consumer NOT IN"
        f" (SELECT provider FROM flow_daily WHERE {WEEK} AND records > 0)"
        " GROUP BY u.code, u.short_zh ORDER BY 2 DESC",
        first=FIRST,
    )
    shown = {line[0]: int(line[1].replace(",", "")) for line in walk.lines("trust_takers")}
    assert len(rows) == 16
    assert shown == {name: int(times) for name, times in rows}


def test_3_which_agreed_sharing_has_not_happened(walk: Walk, hand: ByHand) -> None:
    """哪些约定的共享还没有发生？ 可信 → 约定未落实的共享."""
    walk.page("trust", panel="trust_agreed")
    rows = hand.rows(
        f"SELECT code FROM scenario WHERE code NOT IN (SELECT scenario FROM flow_daily WHERE {WEEK} AND records > 0)",
        first=FIRST,
    )
    shown = walk.numbers("#panel-trust_agreed", "sharing.records")
    assert set(shown) == {f"scenarios:{code}" for (code,) in rows} == {"scenarios:credit", "scenarios:discipline"}


def test_4_why_did_the_exchange_change_and_who_explains_most_of_it(walk: Walk, hand: ByHand) -> None:
    """本周交换为什么变了，谁的影响最大？ 共享 → 对比 上周 → 点数."""
    walk.page("sharing", panel="flow_diagram")
    walk.choose(
        "compare",
        "week",
        then=".beside",
    )
    walk.click("#panel-kpis_sharing [data-metric='sharing.records'] a.door", then=".drawer .contributions")
    shown = walk.numbers(".drawer .contributions", "sharing.records")
    changes = {name.removesuffix("/change"): value for name, value in shown.items() if name.startswith("provider:")}
    now = dict(hand.rows(f"SELECT provider, SUM(records) FROM flow_daily WHERE {WEEK} GROUP BY provider", first=FIRST))
    then = dict(
        hand.rows(
            "SELECT provider, SUM(records) FROM flow_daily WHERE day > :before AND day <= :first AND :day IS NOT NULL"
            " GROUP BY provider",
            before=FIRST - timedelta(days=7),
            first=FIRST,
        )
    )
    by_hand = {unit: int(now.get(unit, 0)) - int(then.get(unit, 0)) for unit in {*now, *then}}
    most = max(by_hand, key=lambda unit: abs(by_hand[unit]))
    assert next(iter(changes.items())) == (f"provider:{most}", by_hand[most])
    assert sum(value or 0 for value in changes.values()) == sum(by_hand.values()) == 1_180_000


def test_5_which_countys_datasets_are_least_up_to_date(walk: Walk, hand: ByHand) -> None:
    """哪个县区的数据集更新最不及时？ 县区."""
    walk.page("counties", panel="county_table")
    shown = {
        one.removeprefix("counties:"): value
        for one, value in walk.numbers("#panel-county_table", "opening.updated_share").items()
        if value is not None
    }
    rows = hand.latest(
        "opening_daily",
        "f.unit, SUM(COALESCE(f.datasets_dated, f.datasets))",
        "f.unit IN (SELECT code FROM unit WHERE level = 'county')",
        "GROUP BY f.unit",
    )
    on_time = on_time_by_unit(hand)
    by_hand = {unit: on_time[unit] / int(dated) for unit, dated in rows if dated}
    assert shown == pytest.approx(by_hand, abs=1e-6)
    assert min(shown, key=lambda unit: shown[unit]) == min(by_hand, key=lambda unit: by_hand[unit])


def test_6_which_source_is_late_and_who_owns_it(walk: Walk, hand: ByHand) -> None:
    """哪个来源迟了，谁负责？ 可信 → 数据来源."""
    walk.page("trust", panel="source_table")
    late = walk.driver.execute_script(
        "return [...document.querySelectorAll('#page #panel-source_table tr')]"
        ".filter(row => row.querySelector('[data-f=late], [data-f=broken]'))"
        ".map(row => [row.cells[0].textContent, row.cells[1].textContent])"
    )
    rows = hand.rows(
        "SELECT s.name_zh, u.name_zh, s.cadence_hours, m.newest_at FROM source s JOIN unit u ON u.code = s.owner"
        " JOIN source_mark m ON m.source = s.code WHERE :day IS NOT NULL"
    )
    overdue = [
        [name, owner]
        for name, owner, cadence, newest in rows
        if newest and CLOCK - datetime.fromisoformat(str(newest)).replace(tzinfo=None) > timedelta(hours=cadence)
    ]
    assert late == overdue == [["公共数据开放网访问日志", "临沂市大数据局"]]


def test_7_what_did_the_province_return(walk: Walk, hand: ByHand) -> None:
    """省里返还了多少？ 可信 → 省级回流及去向."""
    walk.page("trust", panel="trust_returned")
    assert walk.numbers("#panel-trust_returned", "volumes.return_records") == {
        "": hand.level("return_daily", "records")
    }
    newest = walk.lines("trust_returned")[0]
    assert newest[1:] == [str(hand.level("return_daily", "items")), f"{hand.level('return_daily', 'records'):,}"]
    assert newest[1:] == ["15", "2,980,000"]


def test_8_which_department_hosted_most_meetings(walk: Walk, hand: ByHand) -> None:
    """近12周谁主办会议最多？ 会议."""
    walk.page("meetings", panel="meeting_hosts")
    first, held = next(iter(walk.numbers("#panel-meeting_hosts", "meetings.held").items()))
    rows = hand.rows(
        "SELECT host, COUNT(*) FROM meeting WHERE day > :first AND day <= :day GROUP BY host ORDER BY 2 DESC",
        first=DAY - timedelta(days=84),
    )
    assert (first, held) == (f"meeting_hosts:{rows[0][0]}", rows[0][1])


def test_9_how_many_rows_are_behind_2146_wan_and_from_whom(walk: Walk, hand: ByHand) -> None:
    """2,146万背后有多少行，来自谁？ 点数 → 背后的行."""
    walk.click("#panel-sharing_area [data-metric='sharing.records'] a.door", then=".drawer .onward")
    givers = walk.numbers(".drawer", "sharing.records")
    walk.click(".drawer .onward a.primary", then="#panel-rows")
    count, total = hand.rows(f"SELECT COUNT(*), SUM(records) FROM flow_daily WHERE {WEEK}", first=FIRST)[0]
    assert walk.text("#panel-rows .meta").startswith(f"{count:,}行，记录合计{int(total):,}，得此数 2,146万条")
    rows = hand.rows(
        f"SELECT provider, SUM(records) FROM flow_daily WHERE {WEEK} GROUP BY provider ORDER BY 2 DESC", first=FIRST
    )
    most, records = rows[0]
    assert givers[f"providers:{most}"] == int(records)


def test_10_what_is_the_target_and_how_many_days_are_left(walk: Walk, hand: ByHand) -> None:
    """目标是多少，还剩几天？ 总览 → 目标."""
    answers = {(metric, member): value for (metric, member, _), value in targets(hand).items()}
    place = "targets:ishandong"
    for metric in ("targets.goal", "targets.days_left"):
        assert walk.numbers("#panel-targets_table", metric)[place] == answers[metric, place]
    assert (answers["targets.goal", place], answers["targets.days_left", place]) == (200, 61)
    assert walk.clicks == 0


def test_11_what_adds_up_to_602_million_and_why_it_is_not_six_hundred(walk: Walk, hand: ByHand) -> None:
    """6.02亿由什么相加，为什么不是6亿多？ 点数."""
    walk.click("#panel-volumes_area .kpi a.door", then=".drawer .parts")
    shown = {
        one.removeprefix("libraries:"): value
        for one, value in walk.numbers(".drawer .parts", "volumes.records").items()
    }
    rows = hand.latest("library_daily", "f.library, SUM(f.records)", rest="GROUP BY f.library")
    assert shown == {library: int(records) for library, records in rows if records}
    assert sum(value or 0 for value in shown.values()) == 601_910_000
    published = walk.numbers("#panel-volumes_area", "volumes.records")["/published"]
    assert published == hand.published("volumes.records") == 600_000_000
    assert "各库之和" in walk.text(".drawer")


def test_12_how_does_59690_differ_from_its_parts(walk: Walk, hand: ByHand) -> None:
    """59,690与分项差多少？ 共享 → 点数."""
    walk.page("sharing", panel="kpis_sharing")
    walk.click("#panel-kpis_sharing [data-metric='sharing.resources'] a.door", then=".drawer .agreed-line")
    place = "reconciliations:sharing.resources"
    shown = walk.numbers(".drawer", "sharing.resources")
    mounted = hand.level("resource_daily", "mounted")
    counter = hand.level("reported_daily", "value", "f.figure = 'resources'")
    assert (shown[""], shown[f"{place}/total"]) == (counter, mounted) == (59_690, 59_566)
    assert shown[f"{place}/difference"] == (counter or 0) - (mounted or 0) == 124
