"""For every metric, several scopes and comparisons, and both databases: contributions add up to the change, exactly.

COCKPIT_SCOPES=all (make proof) takes every scope and comparison.
"""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

import pytest

from cockpit.board.board_service import BoardService
from cockpit.board.comparison.baseline import parse
from cockpit.board.comparison.member_totals import ITSELF, by_unit, dimensions
from cockpit.board.scope import Scope
from cockpit.metrics.metric import METRICS
from cockpit.store.exchange_database import open_engine, read_connection

pytestmark = pytest.mark.demo

ASKED = {
    "city, last week": ({}, "week"),
    "city, the year before": ({"period": "month"}, "year"),
    "a unit, last month": ({"unit": "hrss"}, "month"),
    "a unit, another unit": ({"unit": "hrss"}, "unit:civil"),
    "a county, the median": ({"unit": "371302"}, "median"),
    "a scenario": ({"scenario": "poverty"}, "week"),
    "a kind": ({"kind": "api"}, "week"),
}
AT_LEAST = {"city, last week": 50, "city, the year before": 45, "a unit, last month": 15, "a kind": 6}
SHORT = ("city, last week", "a unit, another unit", "a scenario", "a kind")
WHICH = tuple(ASKED) if os.environ.get("COCKPIT_SCOPES") else SHORT


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def keep(request, tmp_path_factory):
    url = request.getfixturevalue("demo_url" if request.param == "sqlite" else "demo_postgres_url")
    engine = open_engine(url)
    yield BoardService(engine, city="linyi", var=tmp_path_factory.mktemp("var"))
    engine.dispose()


def exactly(value) -> Decimal:
    return Decimal(str(value))


def by_unit_known(keep, name, board) -> bool:
    with read_connection(keep.engine) as connection:
        units = by_unit(connection, name, replace(board, scope=replace(board.scope, unit=None)))
    return bool(set(units) - {"370000"})


@pytest.mark.parametrize("asked", WHICH)
def test_contributions_add_up_to_the_change_whatever_is_compared(keep, asked):
    scope, words = Scope("linyi", **ASKED[asked][0]), ASKED[asked][1]
    against = parse(words)
    board = keep.board(scope)
    explained = 0
    for metric in METRICS:
        if against.middle and not by_unit_known(keep, metric.name, board):
            continue
        for way in dimensions(metric, board):
            found = keep.compared(scope, against, metric=metric.name, by=way)
            if found.explained is None:
                assert found.parts == ()
                continue
            # Where days are missing, over the days that both periods have.
            now, then = found.now.value, found.then.value
            if found.same_days:
                now, then = found.same_days.value, found.same_days.previous
            assert exactly(found.explained) == exactly(now) - exactly(then), metric.name
            total = sum((exactly(one.change) for one in found.parts), Decimal())
            assert total == exactly(found.explained), (metric.name, way)
            for one in found.parts:
                if one.rate is not None:
                    assert exactly(one.rate) + exactly(one.mix) == exactly(one.change), (metric.name, way, one)
                assert found.names[one.code].zh
            explained += way != ITSELF and bool(found.parts)
    assert explained >= AT_LEAST.get(asked, 4)
