"""Two sources that deliver the same key of a level: refused, or one counts by its rank; never added up."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select

from cockpit.board.builder import build
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import page
from cockpit.board.scope import Scope
from cockpit.errors import LoadRefused
from cockpit.store import tables
from cockpit.store.exchange_database import read_connection, write_connection
from cockpit.store.load_transaction import Load, recount, replace
from tests import small

pytestmark = pytest.mark.slow


def mounted(day: int, held: int, *, unit: str = "a", kind: str = "file") -> dict[str, object]:
    row = {"day": small.day(day), "unit": unit, "kind": kind, "catalogues": 2, "mounted": held}
    return {**row, "provenance": "measured"}


def deliver(engine, source: str, *rows: dict[str, object]) -> None:
    days = {row["day"]: [one for one in rows if one["day"] == row["day"]] for row in rows}
    replace(engine, Load(source, facts={"resource_daily": days}), at=small.NOW)


def ranked(engine, **ranks: int) -> None:
    registers = small.registers()
    for code in ("one", "two"):
        registers["source"].append({**registers["source"][0], "code": code, "position": 9})
    rows = [{**row, "precedence": ranks.get(row["code"])} for row in registers["source"]]
    replace(engine, Load("small", registers={"source": rows}), at=small.NOW)


def number(engine, name: str = "sharing.mounted", **asked):
    with read_connection(engine) as connection:
        board = build(connection, Scope("small", **asked), now=small.NOW)
        rows = page(connection, board, Question(name, board.scope), kept=lambda _key, make: make())
    assert rows.agrees
    return board[name].value


@pytest.fixture
def engine(database_url):
    made = small.fill(database_url)
    yield made
    made.dispose()


def test_two_sources_of_one_key_are_refused_in_one_line_and_nothing_of_the_second_is_kept(engine):
    ranked(engine)
    deliver(engine, "one", mounted(16, 10, unit="c"))
    with pytest.raises(LoadRefused) as refused:
        deliver(engine, "two", mounted(18, 12, unit="c"))
    assert str(refused.value) == (
        "resource_daily: catalogues of 'c file' is delivered by two sources, 'one' and 'two'; they are not added up. "
        "Give one and two different ranks in the column precedence of sources.csv, or take the rows out of one of the "
        "two."
    )
    assert refused.value.zh.startswith("resource_daily：c、file的")
    with read_connection(engine) as connection:
        held = connection.execute(
            select(func.count()).select_from(tables.resource_daily).where(tables.resource_daily.c.delivered_by == "two")
        ).scalar()
    assert (held, number(engine)) == (0, 12 + 10)


def test_double_keys_that_somebody_filled_by_other_means_are_refused_by_recount_in_the_words_of_a_load(engine):
    ranked(engine)
    deliver(engine, "one", mounted(16, 10, unit="c"))
    with write_connection(engine) as connection:
        connection.execute(insert(tables.resource_daily), {**mounted(18, 12, unit="c"), "delivered_by": "two"})
    with pytest.raises(LoadRefused) as refused:
        recount(engine, at=small.NOW)
    assert str(refused.value) == (
        "resource_daily: catalogues of 'c file' is delivered by two sources, 'one' and 'two'; they are not added up. "
        "Give one and two different ranks in the column precedence of sources.csv, or take the rows out of one of the "
        "two."
    )
    ranked(engine, one=2, two=1)
    recount(engine, at=small.NOW)
    assert number(engine) == 12 + 12


@pytest.mark.parametrize("ranks", [{"one": 1}, {"one": 2, "two": 2}])
def test_half_a_rank_or_the_same_rank_twice_says_nothing(engine, ranks):
    ranked(engine, **ranks)
    deliver(engine, "one", mounted(16, 10, unit="c"))
    with pytest.raises(LoadRefused, match="not added up"):
        deliver(engine, "two", mounted(16, 12, unit="c"))


@pytest.mark.parametrize("again", [False, True])
def test_the_source_that_ranks_first_counts_from_the_day_it_begins(engine, again):
    ranked(engine, one=2, two=1)
    deliver(engine, "one", mounted(10, 10, unit="c"), mounted(19, 11, unit="c"))
    deliver(engine, "two", mounted(16, 12, unit="c"))
    if again:
        recount(engine, at=small.NOW)
    own = 11  # of a and b, up to the 19th
    days = {day: number(engine, as_of=small.day(day)) for day in (9, 10, 15, 16, 18, 19)}
    assert days == {9: own, 10: own + 10, 15: own + 10, 16: own + 12, 18: own + 12, 19: own + 12}
    assert number(engine, unit="c") == 12


def test_a_rank_that_changes_counts_anew(engine):
    ranked(engine, one=2, two=1)
    deliver(engine, "one", mounted(16, 10, unit="c"))
    deliver(engine, "two", mounted(16, 12, unit="c"))
    assert number(engine) == 12 + 12
    ranked(engine, one=1, two=2)
    assert number(engine) == 12 + 10


def test_the_order_of_the_loads_makes_no_difference(engine):
    ranked(engine, one=1, two=2)
    deliver(engine, "two", mounted(16, 12, unit="c"))
    deliver(engine, "one", mounted(16, 10, unit="c"))
    assert number(engine) == 12 + 10


def test_sources_that_fill_columns_beside_each_other_are_no_two_sources_of_one_level(engine):
    empty = dict.fromkeys(("datasets", "datasets_dated", "updated_on_time"))
    log = {"day": small.day(18), "unit": "a", "theme": "health", **empty, "downloads": 3, "api_calls": 1}
    replace(
        engine, Load("log", facts={"opening_daily": {small.day(18): [{**log, "provenance": "demo"}]}}), at=small.NOW
    )
    again = {**log, "datasets": 5, "datasets_dated": 5, "updated_on_time": 5, "provenance": "demo"}
    with pytest.raises(LoadRefused, match=r"datasets of 'a health' is delivered by two sources.*Take the rows out"):
        replace(engine, Load("log", facts={"opening_daily": {small.day(18): [again]}}), at=small.NOW)


def test_the_rank_stands_with_its_source(engine):
    ranked(engine, one=2, two=1)
    with read_connection(engine) as connection:
        board = build(connection, Scope("small"), now=small.NOW)
    assert {one.code: one.precedence for one in board.sources if one.precedence} == {"one": 2, "two": 1}
