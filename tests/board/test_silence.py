"""A unit that owes rows is named from its first missed day on, and no level is kept up for it."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.rows.question import Question
from cockpit.board.rows.reader import Reader
from cockpit.board.scope import Scope
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from tests import small

pytestmark = pytest.mark.slow

LAST = 21


def opened(number: int, unit: str, theme: str, datasets: int, on_time: int) -> dict[str, Any]:
    levels = {"datasets": datasets, "datasets_dated": datasets, "updated_on_time": on_time}
    return {"day": small.day(number), "unit": unit, "theme": theme, **levels, "downloads": 1, "api_calls": 0,
            "provenance": "measured"}  # fmt: skip


def dataset(code: str, unit: str, theme: str, updated: int, cadence: int = 7) -> dict[str, Any]:
    days = {"published_on": date(2020, 1, 1), "updated_on": small.day(updated), "cadence_days": cadence}
    return {"code": code, "unit": unit, "theme": theme, "title_zh": code, "formats": "csv", **days,
            "provenance": "measured"}  # fmt: skip


def city(url: str, *, delivers: str | None, closed: bool = False) -> Engine:
    """a speaks every day from the 1st to the 21st and c to the 9th; c has three datasets, updated on 5, 8 and 8."""
    made = open_engine(url)
    registers = small.registers()
    registers["source"] = [
        {**row, "delivers": delivers if row["code"] == "portal" else None} for row in registers["source"]
    ]
    registers["open_dataset"] = [
        *(dataset(f"a{n}", "a", "health", LAST) for n in range(4)),
        *(dataset(f"c{n}", "c", "roads", day) for n, day in enumerate((5, 8, 8))),
    ]
    rows = [opened(number, "a", "health", 4, 4) for number in range(1, LAST + 1)]
    rows += [opened(number, "c", "roads", 3, 3) for number in range(1, 10)]
    if closed:
        rows[-1] = opened(9, "c", "roads", 0, 0)
    facts = {
        **small.facts(),
        "opening_daily": {day: [row for row in rows if row["day"] == day] for day in {row["day"] for row in rows}},
    }
    replace(made, Load("small", registers=registers, facts=facts, world={"clock": small.NOW.isoformat()}), at=small.NOW)
    return made


@pytest.fixture(scope="module")
def daily(module_database_url: str) -> Any:
    """Only to be read."""
    made = city(module_database_url, delivers="days")
    yield made
    made.dispose()


@pytest.fixture
def own(database_url: str) -> Any:
    """To be written to."""
    made = city(database_url, delivers="days")
    yield made
    made.dispose()


def board(engine: Engine, day: int | None = None, **asked: Any) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", as_of=small.day(day) if day else None, **asked), now=small.NOW)


def quiet(found: Board) -> dict[str, str]:
    return {row.code: row.get("silent_since") for row in found.rows("quiet")}


@pytest.mark.parametrize("day", [10, 11, 14, 20, 21, None])
def test_a_unit_is_silent_from_the_day_after_its_last_delivery_whatever_day_is_asked(
    daily: Engine, day: int | None
) -> None:
    assert quiet(board(daily, day)) == {"c": "2020-09-10"}


def test_it_is_not_silent_on_its_last_day(daily: Engine) -> None:
    assert quiet(board(daily, 9)) == {}


def test_the_text_names_of_what_it_is_silent_in_both_languages(daily: Engine) -> None:
    (notice,) = [one for one in board(daily).notices if ("unit", "c") in one.members]
    assert (notice.text.zh, notice.text.en) == ("c自09-10起停报开放数据", "C stopped reporting open data on 09-10")
    assert (notice.subject, notice.metric) == ("opening", "opening.datasets")


@pytest.mark.parametrize("delivers", ["changes", None])
def test_a_unit_owes_nothing_to_a_source_of_changes(database_url: str, delivers: str | None) -> None:
    engine = city(database_url, delivers=delivers)
    assert quiet(board(engine)) == {}
    engine.dispose()


def test_a_unit_that_said_that_it_has_nothing_any_more_owes_nothing(database_url: str) -> None:
    engine = city(database_url, delivers="days", closed=True)
    assert quiet(board(engine)) == {}
    engine.dispose()


@pytest.mark.parametrize(("day", "share"), [(9, 1.0), (13, 0.666667), (21, 0.0)])
def test_the_page_of_trust_recounts_what_a_silent_unit_said_last(
    daily: Engine, tmp_path: Path, day: int, share: float
) -> None:
    """Updated on the 5th, 8th and 8th within 7 days: on the 9th three of three, on the 13th two, on the 21st none."""
    keep = small.keep(daily, tmp_path)
    asked = Scope("small", as_of=small.day(day))
    (told,) = [one for one in keep.trusted(keep.board(asked)).quality if one.unit == "c"]
    assert told.numbers["opening.updated_share"].value == share
    assert keep.board(dataclasses.replace(asked, unit="c"))["opening.updated_share"].value == share


def test_where_the_whole_source_is_silent_no_unit_is_named_for_it(own: Engine) -> None:
    rows = [opened(number, "a", "health", 4, 4) for number in range(1, 10)]
    facts = {
        small.day(number): [row for row in rows if row["day"] == small.day(number)] for number in range(1, LAST + 1)
    }
    replace(own, Load("small", facts={"opening_daily": facts}), at=small.NOW)
    assert quiet(board(own)) == {}


def test_a_level_says_the_day_of_its_own_newest_row(daily: Engine) -> None:
    found = board(daily)
    rows = {row.code: row["opening.datasets"] for row in found.rows("unit_opening")}
    assert (rows["c"].value, rows["c"].since, rows["c"].as_of) == (3, small.day(9), small.day(21))
    assert (rows["a"].since, found["opening.datasets"].since) == (None, None)
    firms = found.row("libraries", "firms")
    assert firms is not None and firms["volumes.records"].since == small.day(1)
    assert found["sharing.exchanges"].since is None  # a sum is of its days


def test_a_column_of_which_a_later_row_knows_nothing_says_its_own_day(database_url: str) -> None:
    engine = city(database_url, delivers="days")
    row = {"library": "people", "unit": "a", "records": 970, "items_catalogued": 11, "items_stored": None}
    late = {"day": small.day(20), **row, "provenance": "measured"}
    replace(engine, Load("small", facts={"library_daily": {small.day(20): [late]}}), at=small.NOW)
    people = board(engine, 20, library="people")
    assert (people["volumes.records"].since, people["volumes.items_stored"].since) == (None, small.day(16))
    engine.dispose()


@pytest.mark.parametrize(
    ("day", "on_time"),
    [
        (9, 3),  # said on the day
        (10, 3),  # carried for a cadence
        (12, 3),  # 7 days after the 5th: in time still
        (13, 2),  # the first is late
        (15, 2),
        (16, 0),
        (21, 0),
    ],
)
def test_a_share_that_ages_is_counted_anew_from_the_register(daily: Engine, day: int, on_time: int) -> None:
    found = board(daily, day)
    (row,) = [row for row in found.rows("unit_opening") if row.code == "c"]
    assert row["opening.updated_share"].value == round(on_time / 3, 6)
    whole = found["opening.updated_share"]
    assert whole.value == round((4 + on_time) / 7, 6)
    assert board(daily, day, unit="c")["opening.updated_share"].value == round(on_time / 3, 6)
    assert board(daily, day, theme="roads")["opening.updated_share"].value == round(on_time / 3, 6)


def test_it_is_withheld_only_where_the_register_does_not_know_the_day(own: Engine) -> None:
    registers = {
        "open_dataset": [dataset("c0", "c", "roads", 18), *(dataset(f"a{n}", "a", "health", LAST) for n in range(4))]
    }
    replace(own, Load("small", registers=registers), at=small.NOW)
    asked = board(own, 15)  # updated on the 18th: how it stood on the 15th is not known any more
    (row,) = [row for row in asked.rows("unit_opening") if row.code == "c"]
    assert row["opening.updated_share"].value is None
    assert asked["opening.updated_share"].value == 1.0  # of those that are known
    assert board(own, 20)["opening.updated_share"].value == 1.0


@pytest.mark.parametrize("day", [9, 12, 16, 21])
@pytest.mark.parametrize("asked", [{}, {"unit": "c"}, {"theme": "roads"}])
def test_the_rows_behind_it_make_it(daily: Engine, day: int, asked: dict[str, str]) -> None:
    found = board(daily, day, **asked)
    page = Reader(daily).page(found, Question("opening.updated_share", found.scope))
    assert page.agrees and page.made == found["opening.updated_share"].value


def test_a_board_of_a_past_day_lists_what_was_published_by_then_and_no_more(daily: Engine) -> None:
    figures = {day: {row.code for row in board(daily, day).rows("published")} for day in (13, 14, 21)}
    assert figures == {13: set(), 14: {"window"}, 21: {"records", "mounted", "window", "letter"}}


def test_room_states_are_called_not_connected_only_where_their_source_is(own: Engine) -> None:
    texts = {one.text.zh for one in board(own).notices}
    assert not any("终端状态" in text for text in texts)
    registers = {
        "source": [
            *small.registers()["source"],
            {**small.registers()["source"][3], "code": "video_rooms", "position": 9},
        ]
    }
    replace(own, Load("small", registers=registers), at=small.NOW + timedelta(hours=1))
    texts = {one.text.zh for one in board(own).notices}
    assert "终端状态待接入" in texts
