"""For every metric, three scopes and both databases: the rows behind a number make the number, page by page.

COCKPIT_SCOPES=all (make proof) takes every kind of scope.
"""

from __future__ import annotations

import os
from datetime import date

import pytest

from cockpit.board.board_service import BoardService
from cockpit.board.rows.plain_rows import Total
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import made
from cockpit.board.scope import Scope
from cockpit.metrics.metric import METRICS
from cockpit.store.exchange_database import open_engine

pytestmark = pytest.mark.demo

SCOPES = {
    "city": {},
    "unit": {"unit": "hrss"},
    "scenario": {"scenario": "poverty"},
    "kind": {"kind": "api"},
    "county, earlier": {"unit": "371302", "as_of": date(2020, 6, 28)},
    "theme": {"theme": "health"},
    "library": {"library": "licence"},
}
AT_LEAST = {"city": 50, "unit": 20, "scenario": 6, "kind": 8, "county, earlier": 15, "theme": 4, "library": 6}
"""So many numbers are known in each scope."""

ASKED = tuple(SCOPES) if os.environ.get("COCKPIT_SCOPES") else ("city", "unit", "kind")
PAGE = 999


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def keep(request, tmp_path_factory):
    url = request.getfixturevalue("demo_url" if request.param == "sqlite" else "demo_postgres_url")
    engine = open_engine(url)
    yield BoardService(engine, city="linyi", var=tmp_path_factory.mktemp("var"))
    engine.dispose()


def every_row(keep, name, scope):
    """All rows, fetched a page at a time, and the last page."""
    rows, start = [], 0
    while True:
        page = keep.rows(Question(name, scope, start=start, end=start + PAGE))
        rows += page.rows
        start += PAGE
        if start >= page.found.count:
            assert len(rows) == page.found.count
            return rows, page


@pytest.mark.parametrize("where", ASKED)
def test_the_rows_behind_every_number_make_it(keep, where):
    scope = Scope("linyi", **SCOPES[where])
    board = keep.board(scope)
    seen = {}
    for metric in METRICS:
        rows, page = every_row(keep, metric.name, scope)
        sums = {name: sum(row[name] for row in rows if row.get(name) is not None) for name in page.adds}
        assert {name: page.whole.sums[name] or 0 for name in page.adds} == sums, metric.name
        number = board[metric.name]
        if number.value is None:
            assert page.made is None, metric.name
            continue
        assert made(metric, Total(len(rows), sums)) == number.value, metric.name
        assert page.made == number.value and page.agrees, metric.name
        assert set(rows[0]) >= set(page.columns) - {"current", "reached"} if rows else True, metric.name
        seen[metric.name] = len(rows)
    assert len(seen) >= AT_LEAST[where], sorted(seen)
