"""What is expected of a part of the city is made of the same totals as its rows, whichever filters are set."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, func, select

from cockpit.board import part_totals
from cockpit.board.builder import build
from cockpit.board.query import registers
from cockpit.board.scope import Scope
from cockpit.calendar import end_of
from cockpit.metrics.reading import CITY, RECEIVED
from cockpit.store.exchange_database import read_connection
from cockpit.store.sums import FACTS

LAST = date(2020, 9, 23)
DAYS = [LAST - number * timedelta(days=7) for number in range(10, -1, -1)]
FLOW, OPENED = FACTS["flow_daily"], FACTS["opening_daily"]
PARTS = [
    ("flow_daily", {"unit": "police"}, "records"),
    ("flow_daily", {"unit": "police", "kind": "table"}, "records"),
    ("flow_daily", {"unit": "police", "kind": "table", "scenario": "other"}, "exchanges"),
    ("flow_daily", {"kind": "table", "scenario": "other"}, "exchanges"),
    ("flow_daily", {"kind": "file"}, "bytes"),
    ("opening_daily", {"unit": "371302"}, "downloads"),
    ("opening_daily", {"unit": "371302", "theme": "finance"}, "downloads"),
    ("opening_daily", {"theme": "finance"}, "api_calls"),
]


@pytest.fixture(scope="module")
def codes(demo_engine: Engine) -> dict[str, str]:
    """Codes that have rows: who gives most, and the scenario and theme with most rows."""
    found = {}
    with read_connection(demo_engine) as connection:
        for name, column in (
            ("police", FLOW.table.c.provider),
            ("other", FLOW.table.c.scenario),
            ("371302", OPENED.table.c.unit),
            ("finance", OPENED.table.c.theme),
        ):
            query = select(column).group_by(column).order_by(func.count().desc(), column).limit(1)
            found[name] = connection.execute(query).scalar_one()
    return found


@pytest.mark.parametrize(("name", "filters", "column"), PARTS)
def test_the_weeks_of_a_part_are_the_sums_of_its_rows(demo_engine: Engine, codes, name: str, filters, column) -> None:
    asked = {key: codes.get(value, value) for key, value in filters.items()}
    fact = FACTS[name]
    table = fact.table
    unit = "provider" if name == "flow_daily" else "unit"
    sides = {CITY: unit} | ({RECEIVED: "consumer"} if name == "flow_daily" and "unit" in asked else {})
    with read_connection(demo_engine) as connection:
        held = part_totals.read(connection, fact, DAYS, filters=asked, registers=registers(connection))
        for place, end in sides.items():
            totals = held.get(place[0], {}).get(place[1], {})
            for begins, day in pairwise(DAYS):
                rows = [table.c[end if key == "unit" else key] == value for key, value in asked.items()]
                summed = select(func.sum(table.c[column])).where(table.c.day > begins, table.c.day <= day, *rows)
                expected = connection.execute(summed).scalar() or 0
                gained = (totals.get(day, {}).get(column) or 0) - (totals.get(begins, {}).get(column) or 0)
                assert gained == expected, (place, day)


@pytest.mark.parametrize(
    ("filters", "metric"),
    [
        ({"unit": "police"}, "sharing.records"),
        ({"unit": "police", "kind": "table"}, "sharing.exchanges"),
        ({"unit": "371302", "theme": "finance"}, "opening.downloads"),
    ],
)
def test_a_course_of_a_part_is_drawn_with_what_is_expected_of_it(demo_engine: Engine, codes, filters, metric) -> None:
    asked = {key: codes.get(value, value) for key, value in filters.items()}
    with read_connection(demo_engine) as connection:
        board = build(connection, Scope("linyi", as_of=LAST, **asked), now=end_of(LAST))
    likes = [point.expected.like for point in board.courses[metric] if point.expected]
    assert max(likes) == 8 and all(point.expected.high for point in board.courses[metric] if point.expected.like >= 4)


def test_the_week_that_comes_is_expected_to_be_like_its_kind(demo_engine: Engine) -> None:
    """The week after 30 September 2020 is a holiday of two names, which lay apart a year before."""
    with read_connection(demo_engine) as connection:
        board = build(connection, Scope("linyi"), now=end_of(date(2020, 9, 30)))
    ahead, ordinary = board.forecasts["sharing.records"], board.courses["sharing.records"][-3].expected
    assert ahead.holiday is not None and ahead.holiday.zh == "中秋节、国庆节"
    assert ordinary is not None and ahead.high is not None and ordinary.low is not None
    assert ahead.high < ordinary.low
    assert type(board).from_bytes(board.to_bytes()) == board
    libraries = [row for row in board.rows("libraries") if row.course[-1] is not None]
    assert libraries and all(len(row.expected) == 12 for row in libraries)
