"""What the handbook says of a part of the city is what the board of that part does, for every metric and filter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note
from cockpit.metrics.scope_rule import (
    ALWAYS_CITY,
    CITY_ALONE,
    OF_SOURCES,
    scope_rule,
    split,
)
from tests import small

ASKED = {"unit": "a", "scenario": "window", "kind": "api", "theme": "roads", "library": "people"}
UNDUE = ("targets.attainment",)
"""Of a target that names no metric there is no number to be split."""


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardService]:
    engine = small.fill(f"sqlite:///{tmp_path_factory.mktemp('small')}/exchange.db")
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


@pytest.mark.parametrize("name", ASKED)
def test_a_number_is_split_by_what_its_rule_says(keep: BoardService, name: str) -> None:
    board = keep.board(Scope("small", **{name: ASKED[name]}))  # type: ignore[arg-type]
    for metric in METRICS:
        if metric.name in UNDUE:
            continue
        answers = board[metric.name].note is not Note.NOT_SPLIT
        assert answers == (name in split(metric) or metric.name in OF_SOURCES), metric.name


def test_a_unit_gives_takes_or_is_the_other_side() -> None:
    assert scope_rule(METRICS["sharing.records"]).en == (
        "of a unit or county: what it provides; of a scenario or kind: only its rows; not split by theme or library"
    )
    assert scope_rule(METRICS["sharing.records_received"]).zh.startswith("按单位、县区为其接收的；")
    assert scope_rule(METRICS["sharing.providers"]).zh.startswith("按单位、县区为向其提供的单位数；")
    assert scope_rule(METRICS["sharing.consumers"]).zh.startswith("按单位、县区为接收其数据的单位数；")
    assert scope_rule(METRICS["opening.downloads"]).zh == (
        "按单位、县区为其自己的行；按主题只计其中的行；不按场景、类型、基础库分列"
    )
    assert scope_rule(METRICS["sharing.resources"]) == CITY_ALONE
    assert scope_rule(METRICS["trust.sources"]) == ALWAYS_CITY


def test_a_unit_that_gives_and_takes_has_the_numbers_of_its_rule(keep: BoardService) -> None:
    """In the week to the 21st b gives 5 exchanges to a, a gives 10 and 20 to c and 5 to d."""
    a = keep.board(Scope("small", unit="a"))
    assert (a["sharing.exchanges"].value, a["sharing.records_received"].value) == (35, 50)
    assert (a["sharing.providers"].value, a["sharing.consumers"].value) == (1, 2)
