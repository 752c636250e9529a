"""A day that is asked for is judged by what was known at its end; of which nothing is kept, that is not known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from tests import small

pytestmark = pytest.mark.slow

LATE_ON = small.NOW + timedelta(days=9)


def at(day: int, hour: int) -> datetime:
    return datetime(2020, 9, day, hour)


@pytest.fixture
def engine(database_url: str) -> Any:
    """Libraries and platform were read every morning from the 10th on; the platform could not be read on the 14th, and
    had nothing newer from the 15th on."""
    made = open_engine(database_url)
    replace(made, Load("small", registers={**small.registers(), "source_mark": []}, facts=small.facts()), at=small.NOW)
    for day in range(10, 22):
        newest = min(day, 14)
        failure = "It is away." if day == 14 else None
        marks = [
            {**small.mark("libraries", at(day, 5)), "read_at": at(day, 6)},
            {**small.mark("platform", at(newest, 5), failure), "read_at": at(day, 6)},
        ]
        others = [one for one in small.registers()["source_mark"] if one["source"] in ("portal", "video")]
        replace(made, Load("small", registers={"source_mark": [*marks, *others]}, world={"clock": ""}), at=small.NOW)
    yield made
    made.dispose()


def board(engine: Engine, day: int | None) -> Board:
    asked = date(2020, 9, day) if day else None
    with read_connection(engine) as connection:
        return build(connection, Scope("small", as_of=asked), now=LATE_ON)


def states(found: Board) -> dict[str, str]:
    return {one.code: one.state.value for one in found.sources}


@pytest.mark.parametrize(
    ("day", "libraries", "platform"),
    [
        (9, "unknown", "unknown"),
        (10, "current", "current"),
        (13, "current", "current"),
        (14, "current", "broken"),
        (15, "current", "late"),
        (16, "current", "late"),
        (17, "current", "stopped"),
    ],
)
def test_a_past_day_is_judged_by_the_reading_that_was_known_then(
    engine: Engine, day: int, libraries: str, platform: str
) -> None:
    found = board(engine, day)
    assert states(found) | {"video": "", "portal": ""} == {
        "libraries": libraries,
        "platform": platform,
        "portal": "",
        "video": "",
        "bureau": "none",
    }
    read = next(one.read_at for one in found.sources if one.code == "libraries")
    assert read is None if libraries == "unknown" else read.replace(tzinfo=None) == at(day, 6)  # type: ignore[union-attr]


def test_what_is_not_known_is_counted_apart_and_never_as_current(engine: Engine) -> None:
    # Of portal and video nothing is kept before the load of the 21st; the bureau has never been connected.
    day = board(engine, 13)
    numbers = [day[f"trust.{name}"].value for name in ("sources", "sources_current", "sources_unknown")]
    assert numbers == [5, 2, 2]
    live = board(engine, None)
    assert [live[f"trust.{name}"].value for name in ("sources_current", "sources_unknown")] == [0, 0]


def test_where_no_state_is_known_the_number_of_current_sources_is_not_known_either(engine: Engine) -> None:
    replace(engine, Load("small", registers={"source": small.registers()["source"][:4]}), at=small.NOW)
    day = board(engine, 9)
    assert set(states(day).values()) == {"unknown"}
    assert (day["trust.sources_current"].value, day["trust.sources_current"].note) == (None, "no_data")
    assert day["trust.sources_unknown"].value == 4
    assert [one for one in day.notices if one.name.startswith("trust.source")] == []


def test_a_failure_of_a_past_day_is_told_as_one_and_old_data_as_old(engine: Engine) -> None:
    told = {
        day: [one.text.zh for one in board(engine, day).notices if one.name.endswith(":platform")] for day in (14, 17)
    }
    assert told == {
        14: ["共享：数据截至 09-14 05:00，源库连接中断"],
        17: ["共享：最近读取 09-17 06:00，但最新数据停在 09-14 05:00"],
    }
