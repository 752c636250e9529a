"""A row of a foreign kind is kept and moves no number of another: a thematic library, a unit that is not the province,
the province among the units of the city."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from cockpit.board import fact_totals
from cockpit.board.builder import build
from cockpit.board.comparison.member_totals import by_unit, dimensions, members
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import page
from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import trusted
from cockpit.errors import ScopeWrong
from cockpit.metrics.metric import METRICS
from cockpit.store import tables
from cockpit.store.exchange_database import read_connection
from cockpit.store.load_transaction import Load, recount, replace
from cockpit.store.sums import FACTS
from tests import small

HELD = {"records": 1_000_000, "items_catalogued": 5, "items_stored": 3, "provenance": "demo"}
RETURNED = {"items": 7, "records": 70_000, "provenance": "demo"}
LATER, EARLIER = date(2020, 9, 25), date(2020, 8, 3)
SCOPES = ({}, {"unit": "a"}, {"unit": "c"}, {"library": "people"}, {"as_of": small.day(16), "period": "month"})


def of_theme(day: date, unit: str) -> Load:
    row = {"day": day, "library": "theme", "unit": unit, **HELD}
    return Load("foreign", facts={"library_daily": {day: [row]}})


def returned(day: date, unit: str) -> Load:
    return Load("foreign", facts={"return_daily": {day: [{"day": day, "unit": unit, **RETURNED}]}})


def item() -> Load:
    row = {"code": "x", "library": "theme", "unit": "a", "title_zh": "水质", "catalogued_on": small.day(1)}
    return Load("foreign", registers={"library_item": [{**row, "stored_on": None, "provenance": "demo"}]})


FOREIGN = {
    "a thematic library, on a day of others": of_theme(small.day(16), "a"),
    "a thematic library, of a unit that had none": of_theme(small.day(21), "c"),
    "a thematic library, after all others": of_theme(LATER, "b"),
    "a thematic library, before all others": of_theme(EARLIER, "a"),
    "a department among what the province returned": returned(small.day(10), "a"),
    "a county among what the province returned, after all others": returned(LATER, "c"),
}


@pytest.fixture
def engine(database_url):
    made = small.fill(database_url)
    item_of_base = {"code": "i", "library": "people", "unit": "a", "title_zh": "户籍", "catalogued_on": small.day(1)}
    registers = {"library_item": [{**item_of_base, "stored_on": None, "provenance": "measured"}]}
    # Days have gone by since the last row, so that a later one could be taken for the newest day.
    replace(made, Load("items", registers=registers, world={"clock": "2020-09-28T18:00:00+08:00"}), at=small.NOW)
    yield made
    made.dispose()


def said(engine):
    """Everything that the boards of five scopes say, the rows behind each number, and the page of trust."""
    found = {}
    with read_connection(engine) as connection:
        for asked in SCOPES:
            board = build(connection, Scope("small", **asked), now=small.NOW)
            plain = board.to_json()
            for name in ("data_version", "id"):
                plain.pop(name, None)
            found[str(asked)] = plain
            for name in (name for name in METRICS.names() if name.startswith("volumes.")):
                rows = page(connection, board, Question(name, board.scope), kept=lambda _key, make: make()).to_json()
                rows.pop("data_version")
                found[f"{asked} {name}"] = rows
                if board[name].value is not None and METRICS[name].measure.facts:
                    by = dimensions(METRICS[name], board)[0]
                    held = members(connection, METRICS[name], board, by, registers={})
                    found[f"{asked} {name} by member"] = (held, by_unit(connection, name, board))
        found["trusted"] = repr(trusted(connection, build(connection, Scope("small"), now=small.NOW)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*FOREIGN, "an item of a thematic library"])
def test_a_row_of_a_foreign_kind_moves_no_number(engine, kind):
    before = said(engine)
    loaded = replace(engine, FOREIGN.get(kind) or item(), at=small.NOW)
    assert (loaded.accepted, loaded.changed) == (1, 1)
    after = said(engine)
    assert {name for name in before if before[name] != after[name]} == set()
    recount(engine, at=small.NOW)  # as the sums are kept, so they are counted anew
    assert said(engine) == after


@pytest.mark.parametrize("kind", list(FOREIGN))
def test_the_sums_and_the_rows_agree_on_what_is_counted(engine, kind):
    replace(engine, FOREIGN[kind], at=small.NOW)
    for name in ("library_daily", "return_daily"):
        sums = FACTS[name].sums
        with read_connection(engine) as connection:
            days = sorted(connection.execute(select(sums.c.day).distinct()).scalars())
            straight = fact_totals.read(connection, FACTS[name], days, filters={})
            for row in connection.execute(select(sums)).mappings():
                other = straight[row["dimension"]][row["member"]][row["day"]]
                assert {column: row[column] for column in other} == other


def test_the_headline_of_the_small_city_stays_when_a_theme_has_a_million_records(engine):
    replace(engine, of_theme(small.day(21), "a"), at=small.NOW)
    with read_connection(engine) as connection:
        board = build(connection, Scope("small"), now=small.NOW)
        held = connection.execute(select(func.sum(tables.library_daily.c.records))).scalar()
    numbers = {name: board[name].value for name in ("volumes.records", "volumes.items_catalogued", "volumes.growth")}
    assert numbers == {"volumes.records": 1_060, "volumes.items_catalogued": 20, "volumes.growth": 70}
    assert held == 900 + 50 + 40 + 960 + 60 + 1_000_000  # the row itself is kept


@pytest.mark.parametrize("library", ["theme", "nothing"])
def test_the_numbers_of_the_volumes_cannot_be_asked_of_a_thematic_library(engine, library):
    with read_connection(engine) as connection, pytest.raises(ScopeWrong) as refused:
        build(connection, Scope("small", library=library), now=small.NOW)
    assert str(refused.value) == f"There is no base library '{library}'. Allowed: people, firms, space."


def test_a_library_that_becomes_a_thematic_one_leaves_the_sums_of_the_base_libraries(engine):
    rows = [{**row, "kind": "thematic" if row["code"] == "firms" else row["kind"]} for row in _libraries()]
    registers = {**small.registers(), "library": rows}
    replace(engine, Load("small", registers=registers), at=small.NOW)
    with read_connection(engine) as connection:
        board = build(connection, Scope("small"), now=small.NOW)
    assert (board["volumes.records"].value, board["volumes.items_catalogued"].value) == (1_020, 14)
    assert [row.code for row in board.rows("libraries")] == ["people", "space"]


def test_a_unit_that_becomes_a_county_is_counted_among_the_counties(engine):
    units = [{**row, "level": "county" if row["code"] == "a" else row["level"]} for row in small.registers()["unit"]]
    replace(engine, Load("small", registers={"unit": units}), at=small.NOW)
    with read_connection(engine) as connection:
        levels = build(connection, Scope("small"), now=small.NOW).rows("levels")
    assert {row.code: row["opening.datasets"].value for row in levels} == {"county": 17, "municipal": None}


def test_the_province_takes_and_is_none_of_the_units_that_only_take(engine):
    flow = small.flow(20, "a", "p", kind="api", exchanges=3)
    with read_connection(engine) as connection:
        before = build(connection, Scope("small"), now=small.NOW)["sharing.takers_only"].value
    replace(engine, Load("foreign", facts={"flow_daily": {small.day(20): [flow]}}), at=small.NOW)
    with read_connection(engine) as connection:
        board = build(connection, Scope("small"), now=small.NOW)
        asked = Question("sharing.takers_only", board.scope)
        rows = page(connection, board, asked, kept=lambda _key, make: make())
    assert board["sharing.takers_only"].value == before == rows.made == 2
    assert [row["unit"] for row in rows.rows] == ["c", "d"]


def _libraries():
    return small.registers()["library"]
