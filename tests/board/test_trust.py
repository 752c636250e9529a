"""What the page of trust says beside the board, of the small city: by pencil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import takewhile

import pytest
from sqlalchemy import insert

from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import Returned
from cockpit.board.trust.unit_quality import RULES
from cockpit.board.trust.unused_interfaces import Unused, of_the_platform
from cockpit.metrics.number import Number
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.screens.filters import filters
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import replace as load_replace
from cockpit.store.schema import migrate
from tests import small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keep(module_database_url, tmp_path_factory):
    engine = small.fill(module_database_url)
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


def test_quality_is_each_units_own_rows(keep):
    told = keep.trusted(keep.board(Scope("small")))
    values = {one.unit: {name: number.value for name, number in one.numbers.items()} for one in told.quality}
    assert values["b"] == {"volumes.stored_share": 0.75, "sharing.success_share": 0.2}
    assert "opening.updated_share" not in values["a"]  # silent since the 19th, and no register says of which day
    assert values["c"]["opening.updated_share"] == 1.0
    assert "d" not in values


@pytest.mark.parametrize("day", [8, 15, 18, None])
@pytest.mark.parametrize("period", ["week", "month"])
def test_every_number_of_a_unit_is_that_of_the_board_of_the_unit(keep, day, period):
    scope = Scope("small", as_of=small.day(day) if day else None, period=period)
    told = keep.trusted(keep.board(scope))
    assert {"volumes.stored_share"} <= {name for one in told.quality for name in one.numbers}
    for one in told.quality:
        board = keep.board(replace(scope, unit=one.unit))
        for name in RULES:
            shown, of_unit = one.numbers.get(name), board[name]
            if shown is None:
                assert of_unit.value is None, (one.unit, name)
            else:
                assert said(shown) == said(of_unit), (one.unit, name)


def said(number: Number) -> tuple[object, ...]:
    return number.value, number.unit, number.as_of, number.provenance, number.change


def test_who_only_takes_and_what_is_missing(keep):
    told = keep.trusted(keep.board(Scope("small", unit="a")))  # a filter narrows nothing here
    assert told.takers == (("c", 29), ("d", 5))
    assert [(gap.library, gap.unit, gap.items) for gap in told.gaps] == [("people", "b", 1)]
    assert told.unused == ()
    assert told.returned == (Returned(date(2020, 9, 3), 15, 2_980),)
    assert told.passed_on == 0


def test_a_reconciliation_has_a_history_of_thirteen_days(keep):
    history = keep.trusted(keep.board(Scope("small"))).history["sharing.resources"]
    assert [step.day for step in history][-2:] == [date(2020, 9, 14), date(2020, 9, 21)]
    assert (len(history), history[-2].difference, history[-1].difference, history[0].difference) == (13, 1, 1, None)


def test_a_difference_holds_from_its_first_day_and_not_from_the_week_that_was_looked_at(keep):
    """12 against 11 from the 1st to the 19th, 12 against 12 on the 20th, 13 against 12 on the 21st."""
    trusted = keep.trusted(keep.board(Scope("small")))
    assert {step.difference for step in trusted.history["sharing.resources"][-3:]} == {1}
    assert trusted.since == {"sharing.resources": small.day(21)}
    assert keep.trusted(keep.board(Scope("small").on(small.day(20)))).since == {}
    before = keep.trusted(keep.board(Scope("small").on(small.day(19))))
    assert before.since == {"sharing.resources": small.day(1)}


def test_since_when_is_what_the_pages_of_all_days_before_say(keep):
    """The difference that the page of each day says by itself; the run of days that ends on a day begins `since`."""
    pages = {number: keep.trusted(keep.board(Scope("small").on(small.day(number)))) for number in range(1, 22)}
    said = {number: page.history["sharing.resources"][-1].difference for number, page in pages.items()}
    assert set(said.values()) == {0, 1}
    for number, page in pages.items():
        run = list(takewhile(lambda day, now=said[number]: said[day] == now, range(number, 0, -1)))
        assert page.since.get("sharing.resources") == (small.day(run[-1]) if said[number] else None)


def test_rows_that_wait_outside_are_counted_anew(keep):
    board = keep.board(Scope("small"))
    assert keep.trusted(board).refused == ()
    row = {
        "source": "platform",
        "place": "x.csv",
        "reason": "wrong",
        "remedy": "right it",
        "refused_at": small.NOW.replace(tzinfo=None),
    }
    with write_connection(keep.engine) as connection:
        connection.execute(insert(tables.quarantine), [row, row])
    assert keep.trusted(board).refused == (("platform", 2),)


def test_interfaces_nobody_calls_are_told_by_unit_and_on_the_portal_by_theme(database_url, tmp_path):
    """On 20 September: a's one interface was called on the 15th, and on the portal those of c's roads never were."""
    engine = small.fill(database_url)
    dataset = {"title_zh": "甲", "updated_on": None, "cadence_days": None, "provenance": "demo", "delivered_by": "hand"}
    offered = [
        ("c", "roads", "csv api", None),
        ("c", "roads", "xls api", small.day(2)),
        ("c", "roads", "api", small.day(21)),  # opened a day later
        ("c", "roads", "csv rapid", None),  # no interface
        ("a", "health", "api", None),
        ("b", "health", "api", None),  # the portal counts nothing of b
    ]
    rows = [
        {**dataset, "code": f"d{at}", "unit": unit, "theme": theme, "formats": formats, "published_on": opened}
        for at, (unit, theme, formats, opened) in enumerate(offered)
    ]
    with write_connection(engine) as connection:
        connection.execute(insert(tables.open_dataset), rows)
    keep = small.keep(engine, tmp_path)
    month = keep.trusted(keep.board(Scope("small", as_of=small.day(20), period="month")))
    assert month.unused == (Unused("c", 2, None, theme="roads"),)
    week = keep.trusted(keep.board(Scope("small", as_of=small.day(14), period="week")))
    assert week.unused == ()  # a's interface was called on the 8th, and nothing was counted on the portal
    with read_connection(engine) as connection:
        told = of_the_platform(
            connection, keep.board(Scope("small", as_of=small.day(20))), {"a": 1, "b": 2, "c": 0}, set()
        )
    assert told == [Unused("a", 1, small.day(15)), Unused("b", 2, None)]
    engine.dispose()


@pytest.mark.parametrize("provenance", ["demo", "measured"])
def test_with_an_invented_total_nothing_is_to_be_clarified_and_nothing_is_alarmed(database_url, tmp_path, provenance):
    """13 against 12 parts: to be clarified where the 13 were reported, and nothing at all where they were invented."""
    load = small.load()
    facts = {**load.facts, "reported_daily": {
        small.day(21): [{"day": small.day(21), "figure": "resources", "value": 13, "provenance": provenance}]
    }}  # fmt: skip
    registers = {**load.registers, "published_figure": []}
    engine = open_engine(database_url)
    migrate(engine)
    load_replace(engine, replace(load, facts=facts, registers=registers), at=small.NOW)
    keep = small.keep(engine, tmp_path)
    board = keep.board(Scope("small"))
    one = board.reconciliation("sharing.resources")
    assert (one.difference, one.verdict) == (1, "unknown" if provenance == "demo" else "differs")
    alarmed = [notice for notice in board.notices if ("reconciliation", "sharing.resources") in notice.members]
    assert len(alarmed) == (provenance != "demo")
    for language, open_, said in (
        ("zh", "项待核对", "总数为演示，不作核对"),
        ("en", " to be clarified", "demo total, not checked"),
    ):
        drawn = draw("reconciliation_table", board, View("desktop", language=language)).text
        assert (f"0{open_}" in drawn) == (provenance == "demo")
        assert (said in drawn) == (provenance == "demo")
    engine.dispose()


def test_every_registered_unit_can_be_asked_for_and_has_its_name(keep):
    """b and d have numbers in few tables or none: their names stand on the board all the same."""
    board = keep.board(Scope("small"))
    assert [row.code for row in board.rows("units")] == ["a", "b", "c", "d"]
    listed = filters(board, "opening", View("desktop"), action="/desk/opening")
    assert {one.attributes["value"] for one in listed if one.tag == "option"} >= {"a", "b", "c", "d"}
    assert keep.board(Scope("small", unit="b")).unit.zh == "b单位"
