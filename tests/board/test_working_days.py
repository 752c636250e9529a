"""A source that delivers on working days is judged by these: on the board, on the command line, in every window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.board_service import BoardService
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from cockpit.cli.sources import states
from cockpit.metrics.number import Note
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from tests import small
from tests.board.test_silence import opened

pytestmark = pytest.mark.slow

SUNDAY = datetime(2020, 9, 20, 12, tzinfo=SHANGHAI)
WORKED = [day for day in range(1, 22) if date(2020, 9, day).isoweekday() < 6]
"""Working days of the three weeks; the 21st is a Monday."""


def year(number: int) -> dict[str, Any]:
    return {"year": number, "country": "CN", "region": None, "weekend": "67", "opens": "08:30", "closes": "17:30"}


def city(
    url: str,
    *,
    days: str | None,
    years: tuple[int, ...] = (2020,),
    last: int = 21,
    now: datetime = small.NOW,
) -> Engine:
    """a speaks on every working day up to `last`, c to Friday the 11th; the marks are of the last day."""
    made = open_engine(url)
    registers = small.registers()
    portal = next(row for row in registers["source"] if row["code"] == "portal")
    log = {**portal, "code": "portal_log", "position": 9}
    registers["source"] = [
        *(row for row in registers["source"] if row["code"] != "portal"),
        *({**row, "delivers": "days", "delivery_days": days} for row in (portal, log)),
    ]
    newest = datetime.combine(small.day(max(day for day in WORKED if day <= last)), time(23, 59, 59))
    registers["source_mark"] = [
        *(row for row in registers["source_mark"] if row["source"] != "portal"),
        *(small.mark(code, newest) for code in ("portal", "portal_log")),
    ]
    registers["calendar_year"] = [year(one) for one in years]
    rows = [opened(number, "a", "health", 4, 4) for number in WORKED if number <= last]
    rows += [opened(number, "c", "roads", 3, 3) for number in WORKED if number <= 11]
    by_day = {day: [row for row in rows if row["day"] == day] for day in {row["day"] for row in rows}}
    facts = {**small.facts(), "opening_daily": by_day}
    replace(made, Load("small", registers=registers, facts=facts, world={"clock": now.isoformat()}), at=now)
    return made


@pytest.fixture
def make(database_url: str) -> Iterator[Any]:
    made: list[Engine] = []

    def build_city(**more: Any) -> Engine:
        made.append(city(database_url, **more))
        return made[-1]

    yield build_city
    for one in made:
        one.dispose()


def board(engine: Engine, day: int | None = None) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", as_of=small.day(day) if day else None), now=small.NOW)


def told(engine: Engine) -> str:
    """What the command line says."""
    return states(BoardService(engine, city="small", var=Path(gettempdir())))["portal"]


def state(found: Board) -> str:
    return next(one.state.value for one in found.sources if one.code == "portal")


def test_the_delivery_of_friday_is_not_late_on_sunday(make) -> None:
    engine = make(days="working", last=18, now=SUNDAY)
    assert state(board(engine)) == told(engine) == "current"
    assert [one for one in board(engine).notices if ("source", "portal") in one.members] == []


def test_where_every_day_is_due_it_is(make) -> None:
    engine = make(days="every", last=18, now=SUNDAY)
    assert state(board(engine)) == told(engine) == "late"


def test_late_hours_are_said_to_be_working_time(make) -> None:
    monday = datetime(2020, 9, 22, 3, tzinfo=SHANGHAI)
    engine = make(days="working", last=18, now=monday)
    (notice,) = [one for one in board(engine).notices if ("source", "portal") in one.members]
    assert (notice.text.zh, notice.text.en) == ("名延迟3个工作小时", "Name 3 working h late")
    assert state(board(engine)) == told(engine) == "late"


def test_where_days_off_are_not_announced_lateness_is_not_known_and_that_is_said(make) -> None:
    engine = make(days="working", last=18, now=SUNDAY, years=(2019,))
    found = board(engine)
    assert state(found) == told(engine) == "unknown"
    (notice,) = [one for one in found.notices if ("source", "portal") in one.members]
    assert notice.text.zh == "放假安排未公布，名、名时效未知"
    assert notice.text.en == "days off not announced: age of Name and Name not known"


def test_a_day_off_without_rows_is_no_gap(make) -> None:
    number = board(make(days="working"))["opening.downloads"]
    assert number.coverage is not None
    assert (number.coverage.due, number.coverage.there, number.coverage.missing) == (5, 5, ())
    assert (number.value, number.change, number.withheld) == (
        5,
        -4,
        None,
    )  # c was there on four days of the week before


def test_a_day_off_is_a_gap_where_every_day_is_due(make) -> None:
    number = board(make(days="every"))["opening.downloads"]
    assert number.coverage is not None
    assert (number.coverage.due, number.coverage.there) == (7, 5)
    assert (number.change, number.withheld) == (None, Note.INCOMPLETE)


def test_an_unannounced_day_without_rows_is_not_taken_for_a_day_off(make) -> None:
    number = board(make(days="working", years=(2019,)))["opening.downloads"]
    assert number.coverage is not None
    assert (number.coverage.due, number.coverage.there, number.change) == (7, 5, None)


@pytest.mark.parametrize("day", [14, 15, 21, None])
def test_a_unit_is_silent_from_the_working_day_after_its_last_delivery(make, day: int | None) -> None:
    found = board(make(days="working"), day)
    assert {row.code: row.get("silent_since") for row in found.rows("quiet")} == {"c": "2020-09-14"}


@pytest.mark.parametrize("day", [11, 12, 13])
def test_a_unit_is_not_silent_over_its_weekend(make, day: int) -> None:
    assert board(make(days="working"), day).rows("quiet") == ()


def test_no_unit_is_silent_by_days_that_are_not_announced(make) -> None:
    assert board(make(days="working", years=(2019,))).rows("quiet") == ()
