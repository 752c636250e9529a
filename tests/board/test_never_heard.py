"""A member of which there is no row in any fact: no metric has a number of it, nor a history that were too short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from cockpit.board.builder import answered
from cockpit.board.scope import Scope
from cockpit.calendar import Period
from cockpit.metrics.answer import Answer
from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note
from cockpit.metrics.row_selection import FactRows
from cockpit.metrics.scope_rule import FILTERS
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.sums import FACTS
from tests import small

NEVER = "never"
ABSENT = (Note.NO_DATA, Note.NOT_SPLIT)
FAR = When(small.day(21), small.day(20))
OF_FACTS = [one.name for one in METRICS if isinstance(one.measure.behind(FAR), FactRows) and one.measure.facts]
PERIODS = [Period.WEEK, Period.MONTH, Period.QUARTER]
"""The two longer ones begin before the three weeks of the small city."""


def registers() -> dict[str, list[dict[str, Any]]]:
    """Of the small city, with one more of each that nobody has ever said anything of."""
    made = small.registers()
    for name in ("unit", "library", "scenario", "theme"):
        made[name].append({**made[name][0], "code": NEVER, "position": 9})
    return made


@pytest.fixture(scope="module")
def connection(module_database_url: str) -> Iterator[Connection]:
    engine = open_engine(module_database_url)
    world = {"clock": small.NOW.isoformat()}
    replace(engine, Load("small", registers=registers(), facts=small.facts(), world=world), at=small.NOW)
    with read_connection(engine) as held:
        yield held
    engine.dispose()


def members(name: str) -> Iterator[tuple[str, str]]:
    behind = METRICS[name].measure.behind(FAR)
    assert isinstance(behind, FactRows)
    for dimension in FACTS[behind.fact].members[1:]:
        if dimension not in ("level", "kind", "pair"):
            yield dimension, NEVER
    yield from (("level", one) for one in ("province", NEVER) if FACTS[behind.fact].by_unit_level)


@pytest.mark.parametrize("period", PERIODS)
def test_no_metric_has_a_number_of_a_member_of_which_there_is_no_row(connection, period):
    answer = answered(connection, Scope("small", as_of=small.day(21), period=period), now=small.NOW)
    found = {(name, *member): answer.number(name, member) for name in OF_FACTS for member in members(name)}
    assert len(found) > len(OF_FACTS)
    assert {
        at: (one.value, one.note) for at, one in found.items() if one.value is not None or one.note not in ABSENT
    } == {}
    assert {at for at, one in found.items() if points(answer, at)} == set()


def points(answer: Answer, at: tuple[str, str, str]) -> list[object]:
    found = answer.course(at[0], at[1:], days=[small.day(7), small.day(14), small.day(21)])
    return [one.found for one in found if one.found.value is not None or one.found.note is Note.NO_HISTORY]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("name", [one for one in FILTERS if one != "kind"])
def test_nor_on_a_page_of_its_own(connection, name, period):
    asked: dict[str, Any] = {name: NEVER, "as_of": small.day(21), "period": period}
    answer = answered(connection, Scope("small", **asked), now=small.NOW)
    found = {metric: answer.number(metric) for metric in OF_FACTS}
    assert {
        at: (one.value, one.note) for at, one in found.items() if one.value is not None or one.note not in ABSENT
    } == {}


def test_a_member_that_was_heard_has_a_short_history(connection):
    answer = answered(connection, Scope("small", as_of=small.day(21), period=Period.QUARTER), now=small.NOW)
    for name, member in (("sharing.records", ("provider", "a")), ("sharing.exchanges", ("kind", "api"))):
        assert answer.number(name, member).note is Note.NO_HISTORY
    assert answer.number("opening.downloads").note is Note.NO_HISTORY
