"""A share compares like with like: what is not known of a row stands neither above nor below its line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.metrics.measure import Share
from cockpit.metrics.metric import METRICS, Metric
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.sums import FACTS
from tests import small

pytestmark = pytest.mark.slow

SHARES = [metric for metric in METRICS if isinstance(metric.measure, Share)]
DAY = small.day(21)


def built(url: str, **scope: Any) -> Board:
    engine = open_engine(url)
    with read_connection(engine) as connection:
        board = build(connection, Scope("small", **scope), now=small.NOW)
    engine.dispose()
    return board


def filled(url: str, fact: str, rows: list[dict[str, Any]], *, source: str) -> str:
    """The small city, to which a source of its own delivers rows of one day more."""
    small.fill(url).dispose()
    engine = open_engine(url)
    held = {**small.registers()["source"][0], "code": source, "position": 99}
    replace(engine, Load("small", registers={"source": [*small.registers()["source"], held]}), at=small.NOW)
    replace(engine, Load(source, facts={fact: {DAY: rows}}), at=small.NOW)
    engine.dispose()
    return url


def sides(metric: Metric) -> tuple[str, str, str]:
    """Fact, the column above the line, and the one of the table that is counted below."""
    assert isinstance(metric.measure, Share)
    part, whole = metric.measure.part, metric.measure.whole
    fact = FACTS[whole.fact]  # type: ignore[attr-defined]
    return fact.name, part.column, fact.made_of(whole.column).column  # type: ignore[attr-defined]


def row(fact: str, *, empty: str, known: str) -> dict[str, Any]:
    """A row of a unit that the small city has not got there, with the one column empty and the other not."""
    table = FACTS[fact].table
    template = next(iter(next(iter(small.facts()[fact].values()))))
    numbers = {
        column.name: None
        for column in table.columns
        if column.nullable and not column.primary_key and column.name in template
    }
    limits = {"datasets": 1_000} if "datasets" in numbers else {}
    return {**template, **numbers, **limits, "day": DAY, "unit": "d", known: 1_000, empty: None}


@pytest.mark.parametrize("metric", SHARES, ids=lambda metric: metric.name)
@pytest.mark.parametrize("own", [True, False], ids=["of a source that never knows", "of a source that knows of others"])
def test_a_row_that_does_not_know_the_part_moves_no_share(database_url: str, metric: Metric, own: bool) -> None:
    fact, above, below = sides(metric)
    if not FACTS[fact].table.c[above].nullable:
        return  # every row says it
    rows = [row(fact, empty=above, known=below)]
    if (
        not own and below in FACTS[fact].flows
    ):  # another day of which the same source knows both; it stands on both sides
        told = {**rows[0], "unit": "c", above: 0, below: 0} | ({"datasets": 0} if "datasets" in rows[0] else {})
        rows.append(told)
    before = built(small_url(database_url))[metric.name]
    after = built(filled(database_url, fact, rows, source="other"))[metric.name]
    assert before.value is not None
    assert (after.value, after.change) == (before.value, before.change)


def small_url(url: str) -> str:
    small.fill(url).dispose()
    return url


def met(unit: str, number: int, **more: int | None) -> dict[str, Any]:
    """A day of a unit at meetings; what is not named is not known."""
    table = FACTS["meeting_daily"].table
    empty = {column.name: None for column in table.columns if column.nullable}
    return {**empty, "day": small.day(number), "unit": unit, "provenance": "measured", **more}


def test_attendance_counts_the_invitations_of_which_it_is_known_and_says_how_many_days_it_is_not(database_url) -> None:
    """By hand: a 3 of 4 and 1 of 2 known; b 5 invited, nobody knows; c none invited. 4/6, two unknown rows."""
    engine = small.fill(database_url)
    replace(engine, Load("small", facts={"meeting_daily": {}}), at=small.NOW)
    rows = {
        small.day(19): [met("a", 19, invited=4, attended=3), met("b", 19, invited=5)],
        small.day(20): [met("a", 20, invited=2, attended=1), met("c", 20, invited=0, attended=0)],
        small.day(21): [met("b", 21, invited=7), met("c", 21, held=1, minutes=30)],
    }
    held = small.facts()["meeting_daily"]
    cleared = {day: [] for day in held if day > small.day(21) - timedelta(days=7)}
    replace(engine, Load("small", facts={"meeting_daily": {**cleared, **rows}}), at=small.NOW)
    engine.dispose()
    share = built(database_url)["meetings.attendance_share"]
    assert share.value == round(4 / 6, 6)
    assert share.coverage is not None and share.coverage.unknown == 2
    assert built(database_url, unit="b")["meetings.attendance_share"].value is None
