"""On the demonstration no alarm stands, though its holidays are slow; a planted break raises one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from cockpit.board.builder import build
from cockpit.board.query import registers
from cockpit.board.records import Point
from cockpit.board.scope import Scope
from cockpit.calendar import end_of
from cockpit.metrics.alert import ALERTS, ChangeRule
from cockpit.metrics.expected_band import stands
from cockpit.metrics.workdays import DayKind, Workdays
from cockpit.store.exchange_database import read_connection
from cockpit.store.sums import FACTS

FIRST, DAYS = date(2017, 12, 30), 1_006
RULES = {"sharing.exchange_falls": ("flow_daily", "records"), "opening.calls_fall": ("opening_daily", "api_calls")}


def calendar(engine: Engine) -> Workdays:
    with read_connection(engine) as connection:
        found = Workdays.of(registers(connection))
    assert found is not None
    return found


def by_day(engine: Engine, fact: str, column: str) -> Mapping[date, float]:
    """Straight from the rows of the fact."""
    table = FACTS[fact].table
    with read_connection(engine) as connection:
        rows = connection.execute(select(table.c.day, table.c[column]).where(table.c[column].is_not(None)))
        found: dict[date, float] = {}
        for day, value in rows:
            found[day] = found.get(day, 0) + value
    return found


def rule(name: str) -> ChangeRule:
    found = ALERTS[name].rule
    assert isinstance(found, ChangeRule)
    return found


@pytest.mark.parametrize("name", sorted(RULES))
def test_no_alarm_stands_on_any_day_of_the_demonstration(demo_engine: Engine, name: str) -> None:
    values, workdays = by_day(demo_engine, *RULES[name]), calendar(demo_engine)
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    assert [day for day in days if stands(rule(name), workdays, day, values.get)] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_of_ten_planted_breaks_is_raised_by_its_third_working_day(demo_engine: Engine, name: str) -> None:
    values, workdays = by_day(demo_engine, *RULES[name]), calendar(demo_engine)
    for number in range(10):
        begins = date(2018, 3, 5) + timedelta(days=86 * number)
        week = [begins + timedelta(days=step) for step in range(7)]
        broken = {**values, **{day: values.get(day, 0) // 2 for day in week}}
        worked = [day for day in week if workdays.kind(day) is DayKind.WORKING and day not in workdays.worked]
        assert any(stands(rule(name), workdays, day, broken.get) for day in worked[:3]), begins


def test_a_course_of_the_demonstration_knows_what_was_expected_and_reads_back(demo_engine: Engine) -> None:
    with read_connection(demo_engine) as connection:
        board = build(connection, Scope("linyi", as_of=date(2019, 10, 20)), now=end_of(date(2020, 9, 30)))
    points = board.courses["sharing.records"]
    assert [Point.from_json(point.to_json()) for point in points] == list(points)
    assert [point.expected.like for point in points[:3] if point.expected] == [8, 8, 8]
    held = {point.day: point.expected.holiday.zh for point in points if point.expected and point.expected.holiday}
    assert held == {date(2019, 9, 15): "中秋节", date(2019, 10, 6): "国庆节", date(2019, 10, 13): "国庆节"}
