"""Days without a row of a source that delivers changes: 0 of whom it has spoken before, no data of all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.audit.day_audit import audit_day
from cockpit.board.builder import answered, build
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import page
from cockpit.board.scope import Scope
from cockpit.metrics.answer import Answer
from cockpit.metrics.measure import Sum
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.sums import FACTS
from tests import small

HAPPENINGS = [one for one in METRICS if isinstance(one.measure, Sum) and not FACTS[one.measure.fact].daily]
"""What is added up of facts of which a row is due only where something happened."""
LAST = date(2020, 9, 21)


def met(day: int, unit: str, **known: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {column.name: None for column in tables.meeting_daily.columns}
    del row["delivered_by"]
    return {**row, "day": small.day(day), "unit": unit, "provenance": "measured", **known}


def city(url: str, *rows: dict[str, Any], delivers: str, newest: datetime) -> Engine:
    """The small city in which both sources of meetings have delivered these rows and spoken up to a moment."""
    engine = open_engine(url)
    registers = small.registers()
    registers["source"] = [
        {**one, "delivers": delivers if one["code"] == "video" else None} for one in registers["source"]
    ]
    rooms = {**registers["source"][3], "code": "video_rooms", "position": 9}
    registers["source"].append(rooms)
    registers["source_mark"] = [small.mark(code, newest) for code in ("video", "video_rooms")]
    replace(engine, Load("city", registers=registers, world={"clock": small.NOW.isoformat()}), at=small.NOW)
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append(row)
    replace(engine, Load("video", facts={"meeting_daily": by_day}), at=small.NOW)
    (other, *_) = next(iter(small.facts()["resource_daily"].values()))
    last = {"resource_daily": {LAST: [{**other, "day": LAST}]}}  # up to which there are boards
    replace(engine, Load("catalogue", facts=last), at=small.NOW)
    return engine


def answer(engine: Engine, **asked: Any) -> Answer:
    with read_connection(engine) as connection:
        return answered(connection, Scope("small", as_of=LAST, **asked), now=small.NOW)


SPOKEN = datetime(2020, 9, 21, 23, 59, 59)
HELD = {"held": 2, "minutes": 90, "invited": 4, "attended": 3, "faults": 1}
ROWS = (
    met(2, "a", **HELD),
    met(9, "a", **HELD),
    met(10, "c", **HELD),
    met(17, "c", **HELD),
    met(3, "d", endpoints=4, endpoints_online=4, endpoints_adjusting=0),
)
"""In the week to the 21st a has no row, b has never had one, c has one, d was only counted."""


@pytest.fixture(params=["changes", "days"])
def declared(request: pytest.FixtureRequest, database_url: str) -> Iterator[tuple[str, Engine]]:
    engine = city(database_url, *ROWS, delivers=request.param, newest=SPOKEN)
    yield request.param, engine
    engine.dispose()


@pytest.mark.parametrize("name", [one.name for one in HAPPENINGS if one.source == "video"])
def test_of_who_was_heard_before_it_is_0_and_of_all_others_no_data(declared, name):
    mode, engine = declared
    column = METRICS[name].measure.column
    city_wide = answer(engine)
    found = {unit: city_wide.number(name, ("unit", unit)) for unit in "abcd"}
    nothing = 0 if mode == "changes" else None
    assert {unit: one.value for unit, one in found.items()} == {"a": nothing, "b": None, "c": HELD[column], "d": None}
    assert {unit: one.note for unit, one in found.items() if one.value is None} == dict.fromkeys(
        "bd" if mode == "changes" else "abd", Note.NO_DATA
    )
    if mode == "changes":
        a = found["a"]
        assert (a.provenance, a.previous, a.change, a.coverage.there) == ("measured", HELD[column], -HELD[column], 7)
    for unit in "abcd":  # the page of the unit says the same
        assert answer(engine, unit=unit).number(name).value == found[unit].value


def test_a_course_goes_on_at_0_where_nothing_was_held(declared):
    mode, engine = declared
    nothing = 0 if mode == "changes" else None
    points = answer(engine, unit="a").course("meetings.held", days=[LAST - timedelta(days=7), LAST])
    assert [point.found.value for point in points] == [2, nothing]


def test_rows_and_audit_agree_with_it(declared):
    _, engine = declared
    with read_connection(engine) as connection:
        result = audit_day(connection, "small", LAST, now=small.NOW)
        board = build(connection, Scope("small", as_of=LAST, unit="a"), now=small.NOW)
        shown = page(connection, board, Question("meetings.held", board.scope), kept=lambda _key, make: make())
    assert [one.words for one in result.differences] == []
    assert (shown.agrees, shown.rows) == (True, [])


def test_a_whole_city_that_held_nothing_is_0_while_its_source_speaks_and_no_data_afterwards(database_url):
    """The week to the 21st has no row; of a source that fell silent before it nobody knows."""
    engine = city(database_url, *ROWS[:3], delivers="changes", newest=SPOKEN)
    number = answer(engine).number("meetings.held")
    assert (number.value, number.change, number.coverage.there) == (0, -4, 7)
    assert answer(engine).number("meetings.attendance_share").value is None
    silent = {"source_mark": [small.mark("video", datetime(2020, 9, 14, 23, 59, 59))]}
    replace(engine, Load("city", registers=silent), at=small.NOW)
    number = answer(engine).number("meetings.held")
    assert (number.value, number.note, number.coverage.there) == (None, Note.NO_DATA, 0)
    half = {"source_mark": [small.mark("video", datetime(2020, 9, 17, 23, 59, 59))]}
    replace(engine, Load("city", registers=half), at=small.NOW)
    number = answer(engine).number("meetings.held")
    assert (number.value, number.withheld, number.coverage.there) == (0, Note.INCOMPLETE, 3)
    engine.dispose()


def test_a_row_that_does_not_say_it_is_no_0(database_url):
    engine = city(database_url, *ROWS, met(18, "a", **{**HELD, "held": None}), delivers="changes", newest=SPOKEN)
    number = answer(engine).number("meetings.held", ("unit", "a"))
    assert (number.value, number.coverage.unknown) == (None, 1)
    engine.dispose()
