"""Windows that are not whole, rows that say nothing, registers of before: each as found, with its right value."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from cockpit.board.board import Board
from cockpit.board.board_comparison import compared_with
from cockpit.board.builder import build
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import page
from cockpit.board.scope import Scope
from cockpit.board.sentences.coverage_sentences import told, why
from cockpit.metrics.number import Bound, Note
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import Load, recount, replace
from tests import small

pytestmark = pytest.mark.slow

MONDAY = date(2020, 9, 7)
"""Two whole weeks from here: to the 20th."""


@pytest.fixture
def engine(database_url):
    """The registers of the small city without a row, and a log of its portal among the sources."""
    made = open_engine(database_url)
    registers = small.registers()
    log = {**registers["source"][0], "code": "portal_log", "subject": "opening", "position": 6}
    registers["source"].append(log)
    registers["source_mark"] = []
    replace(made, Load("city", registers=registers, world={"clock": small.NOW.isoformat()}), at=small.NOW)
    yield made
    made.dispose()


def days(first: int, last: int) -> list[date]:
    return [date(2020, 9, day) for day in range(first, last + 1)]


def opened(on: date, unit: str = "a", **known: int | None) -> dict[str, Any]:
    nothing = dict.fromkeys(("datasets", "datasets_dated", "updated_on_time", "downloads", "api_calls"))
    return {"day": on, "unit": unit, "theme": "health", **nothing, "provenance": "measured", **known}


def load(engine, source: str, table: str, rows: list[dict[str, Any]], *, newest: datetime | None = None) -> None:
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append(row)
    marks = {"source_mark": [small.mark(source, newest)]} if newest else {}
    replace(engine, Load(source, registers=marks, facts={table: by_day}), at=small.NOW)


def board_of(engine, **asked: Any) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", **asked), now=small.NOW)


def test_a_window_with_days_missing_is_not_compared(engine):
    there = [on for on in days(7, 20) if on not in (date(2020, 9, 15), date(2020, 9, 18), date(2020, 9, 19))]
    load(engine, "portal_log", "opening_daily", [opened(on, downloads=10) for on in there])
    number = board_of(engine, as_of=date(2020, 9, 20))["opening.downloads"]
    assert (number.value, number.change, number.previous, number.withheld) == (40, None, None, Note.INCOMPLETE)
    assert (number.coverage.there, number.coverage.due) == (4, 7)
    assert number.coverage.missing == ((date(2020, 9, 15), date(2020, 9, 15)), (date(2020, 9, 18), date(2020, 9, 19)))
    assert (number.last_whole.value, number.last_whole.day) == (70, date(2020, 9, 13))
    assert (number.same_days.count, number.same_days.value, number.same_days.previous) == (4, 40, 40)
    said = told(number.coverage)
    assert said.zh == "4/7天，不满一期；缺09-15、09-18至09-19"
    assert said.en == "4/7 days, incomplete; missing 09-15, 09-18 to 09-19"
    assert why(number).zh == "不满一期，暂不比"


def test_neither_a_sentence_nor_an_alert_is_made_of_a_bare_difference(engine):
    first = MONDAY - timedelta(days=28)
    every = [first + timedelta(days=step) for step in range(42)]
    there = [on for on in every if on <= date(2020, 9, 13) or on == date(2020, 9, 20)]
    load(engine, "portal_log", "opening_daily", [opened(on, api_calls=1_000) for on in there])
    board = board_of(engine, as_of=date(2020, 9, 20))
    assert board["opening.api_calls"].value == 1_000
    assert [point.partial for point in board.courses["opening.api_calls"]][-2:] == [False, True]
    assert not [one for one in board.notices if one.metric == "opening.api_calls"]
    week = compared_with(board, board_of(engine, as_of=date(2020, 9, 13)))
    assert (week["opening.api_calls"].change, week["opening.api_calls"].withheld) == (None, Note.INCOMPLETE)
    assert not [one for one in week.changes if one.metric == "opening.api_calls"]


def test_a_period_before_that_is_not_whole_is_not_compared_with_either(engine):
    there = [on for on in days(7, 20) if on != date(2020, 9, 8)]
    load(engine, "portal_log", "opening_daily", [opened(on, downloads=10) for on in there])
    number = board_of(engine, as_of=date(2020, 9, 20))["opening.downloads"]
    assert (number.value, number.coverage.whole, number.change) == (70, True, None)
    assert why(number).en == "the period before is incomplete, not compared"
    assert (number.same_days.value, number.same_days.previous) == (60, 60)


def test_a_log_that_broke_off_has_no_whole_last_day(engine):
    rows = [opened(on, downloads=10) for on in days(7, 21)]
    load(engine, "portal_log", "opening_daily", rows, newest=datetime(2020, 9, 20, 16))
    number = board_of(engine)["opening.downloads"]
    assert (number.as_of, number.coverage.there) == (date(2020, 9, 20), 5)
    assert number.coverage.missing == ((date(2020, 9, 20), date(2020, 9, 21)),)
    assert told(number.coverage).en == "5/7 days, incomplete; missing 09-20 to 09-21; 09-20 included up to 16:00"


def test_another_source_of_the_same_table_neither_fills_a_day_nor_moves_its_own(engine):
    log = [opened(on, downloads=10) for on in days(7, 20)]
    load(engine, "portal_log", "opening_daily", log, newest=datetime(2020, 9, 20, 23, 59, 59))
    levels = [opened(on, "c", datasets=5) for on in days(7, 18)]
    load(engine, "portal", "opening_daily", levels, newest=datetime(2020, 9, 18, 23, 59, 59))
    board = board_of(engine, as_of=date(2020, 9, 20))
    assert board["opening.datasets"].as_of == date(2020, 9, 18)
    assert (board["opening.downloads"].as_of, board["opening.downloads"].coverage.there) == (date(2020, 9, 20), 7)
    assert board["opening.downloads"].coverage.unknown == 0
    (row,) = [row for row in board.rows("counties") if row.code == "c"]
    assert (row["opening.downloads"].value, row["opening.downloads"].note) == (None, Note.NO_DATA)


def test_a_window_that_begins_before_history_says_so(engine):
    load(engine, "portal_log", "opening_daily", [opened(on, downloads=10) for on in days(10, 20)])
    number = board_of(engine, as_of=date(2020, 9, 20), period="month")["opening.downloads"]
    assert (number.value, number.note, number.coverage.there) == (None, Note.NO_HISTORY, 11)
    assert told(number.coverage).zh == "数据自2020-09-10起"


def test_an_empty_cell_is_counted_and_never_0(engine):
    rows = [small.flow(on.day, "a", "c", kind="api", exchanges=2) for on in days(7, 20)]
    rows[-1]["bytes"] = None
    load(engine, "platform", "flow_daily", rows)
    board = board_of(engine, as_of=date(2020, 9, 20))
    number = board["sharing.bytes"]
    assert (number.value, number.coverage.unknown, number.coverage.there) == (12_000, 1, 6)
    assert told(number.coverage).en.endswith("1 row does not say it")
    assert (board["sharing.records"].value, board["sharing.records"].coverage.unknown) == (140, 0)


def test_a_window_in_which_no_row_says_it_has_no_data_though_earlier_rows_do(engine):
    rows = [small.flow(on.day, "a", "c", kind="api", exchanges=2) for on in days(7, 20)]
    for row in rows[7:]:
        row["bytes"] = None
    load(engine, "platform", "flow_daily", rows)
    board = board_of(engine, as_of=date(2020, 9, 20))
    number = board["sharing.bytes"]
    assert (number.value, number.note, number.coverage.unknown) == (None, Note.NO_DATA, 7)
    with read_connection(engine) as connection:
        found = page(connection, board, Question("sharing.bytes", board.scope), kept=lambda _key, make: make())
    assert {name: found.to_json()[name] for name in ("made", "count", "unknown")} == {
        "made": None,
        "count": 7,
        "unknown": 7,
    }


def test_a_percentile_in_the_open_bucket_is_only_known_to_be_longer(engine):
    slow = {"ms_upto_100": 0, "ms_above_10000": 2}
    rows = [small.flow(on.day, "a", "c", kind="api", exchanges=2, **slow) for on in days(7, 20)]
    load(engine, "platform", "flow_daily", rows)
    number = board_of(engine, as_of=date(2020, 9, 20))["sharing.latency_p95"]
    assert (number.value, number.bound, number.change) == (10_000.0, Bound.FLOOR, None)


def test_a_level_that_is_carried_on_says_of_which_day_it_is(engine):
    def volume(on: int, stored: int | None) -> dict[str, Any]:
        held = {"library": "firms", "unit": "b", "records": 40, "items_catalogued": 4, "items_stored": stored}
        return {"day": small.day(on), **held, "provenance": "measured"}

    load(engine, "libraries", "library_daily", [volume(7, 2), volume(14, None)])
    stored = board_of(engine, as_of=date(2020, 9, 14)).row("libraries", "firms")["volumes.items_stored"]
    assert (stored.value, stored.as_of) == (2, date(2020, 9, 7))
    load(engine, "libraries", "library_daily", [volume(16, 3)])
    stored = board_of(engine, as_of=date(2020, 9, 16)).row("libraries", "firms")["volumes.items_stored"]
    assert (stored.value, stored.as_of) == (3, date(2020, 9, 16))


def test_a_day_that_is_taken_out_by_hand_is_missing_after_the_recount(engine):
    load(
        engine,
        "platform",
        "flow_daily",
        [small.flow(on.day, "a", "c", kind="api", exchanges=2) for on in days(7, 20)],
    )
    assert board_of(engine, as_of=date(2020, 9, 20), unit="a")["sharing.records"].change == 0
    with write_connection(engine) as connection:
        table = tables.flow_daily
        connection.execute(delete(table).where(table.c.day == date(2020, 9, 17)))
    recount(engine, at=small.NOW)
    for asked in ({}, {"unit": "a"}, {"kind": "api"}):
        number = board_of(engine, as_of=date(2020, 9, 20), **asked)["sharing.records"]
        assert (number.value, number.change, number.coverage.there) == (120, None, 6), asked
        assert number.coverage.missing == ((date(2020, 9, 17), date(2020, 9, 17)),)


def test_a_register_is_counted_and_named_as_it_was_on_the_day(engine):
    load(engine, "portal_log", "opening_daily", [opened(on, downloads=10) for on in days(7, 28)])
    registers = small.registers()
    libraries = [{**one, "state": "serving", "short_zh": "新名"} for one in registers["library"]]
    later = small.NOW + timedelta(days=3)
    clock = {"clock": (later + timedelta(days=4)).isoformat()}
    replace(engine, Load("city", registers={"library": libraries}, world=clock), at=later)

    def board(day: int) -> Board:
        with read_connection(engine) as connection:
            return build(connection, Scope("small", as_of=small.day(day)), now=small.NOW + timedelta(days=9))

    before, on, after = board(20), board(21), board(24)
    assert (before["volumes.themes_serving"].value, before["volumes.themes_serving"].note) == (None, Note.NO_HISTORY)
    assert (on["volumes.themes_serving"].value, on["volumes.themes_serving"].provenance) == (0, "measured")
    assert (after["volumes.themes_serving"].value, after["volumes.themes_serving"].as_of) == (1, date(2020, 9, 24))
    assert [one.rows("libraries")[0].short.zh for one in (before, on, after)] == ["名", "名", "新名"]


def test_all_courses_span_the_same_weeks(tmp_path):
    engine = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    spans = {(points[0].day, points[-1].day, len(points)) for points in board_of(engine).courses.values()}
    engine.dispose()
    assert spans == {(date(2020, 7, 6), date(2020, 9, 21), 12)}


@pytest.mark.demo
def test_the_log_of_the_demonstration_ends_on_the_29th(demo_url):
    engine = open_engine(demo_url)
    with read_connection(engine) as connection:
        board = build(connection, Scope("linyi"), now=small.NOW)
        november = build(connection, Scope("linyi", as_of=date(2019, 11, 29)), now=small.NOW)
    engine.dispose()
    downloads, records = board["opening.downloads"], november["sharing.records"]
    assert (downloads.value, downloads.as_of, downloads.change) == (1_605, date(2020, 9, 29), None)
    assert told(downloads.coverage).zh == "5/7天，不满一期；缺09-29至09-30；含09-29至16:00的部分"
    assert (downloads.last_whole.value, downloads.same_days.value, downloads.same_days.previous) == (
        2_130,
        1_347,
        1_361,
    )
    assert (records.value, records.change, told(records.coverage).zh) == (12_559_339, None, "6/7天，不满一期；缺11-23")
    (lingang,) = [row for row in board.rows("counties") if row.code == "lingang"]
    assert lingang["opening.downloads"].value is None
