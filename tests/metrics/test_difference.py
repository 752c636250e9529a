"""One difference for boards, comparisons and weeks: its value, its rounding and its provenance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.board.board_comparison import compared_with
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.number_comparison import change_of
from cockpit.metrics.difference import difference, rounded
from cockpit.metrics.number import Note, Number
from cockpit.metrics.reading import Found
from tests import handmade

PROVENANCES = ("published", "measured", "demo")


@pytest.mark.parametrize(
    ("now", "then", "unit", "value", "provenance"),
    [
        ((1060, "published"), (990, "measured"), "record", 70, "measured"),
        ((1060, "measured"), (990, "published"), "record", 70, "measured"),
        ((1060, "published"), (990, "demo"), "record", 70, "demo"),
        ((1060, "published"), (990, "published"), "record", 70, "published"),
        ((78.6, "measured"), (75.0, "measured"), "millisecond", 3.6, "measured"),
        ((0.9123456, "measured"), (0.9, "measured"), "share", 0.012346, "measured"),
    ],
)
def test_the_worse_provenance_and_the_rounding_of_the_unit_hold(now, then, unit, value, provenance) -> None:
    sides = [Number(side[0], unit, provenance=side[1]) for side in (now, then)]
    assert difference(*sides, unit=unit) == Found(value, provenance)


def test_what_is_not_known_says_which_side_and_is_never_0() -> None:
    known = Number(5, "record", provenance="measured")
    for note in (Note.NO_DATA, Note.NOT_PUBLISHED):
        unknown = Number(None, "record", note=note)
        assert difference(known, unknown, unit="record") == Found(None, None, note)
        assert difference(unknown, known, unit="record") == Found(None, None, note)


@settings(deadline=None)
@given(
    st.floats(0, 1e6).map(lambda value: rounded(value, "share")),
    st.floats(0, 1e6).map(lambda value: rounded(value, "share")),
    st.sampled_from(PROVENANCES),
    st.sampled_from(PROVENANCES),
)
def test_a_week_and_a_comparison_say_the_same_change(now: float, then: float, one: str, other: str) -> None:
    board = handmade.board()
    metric = "sharing.failure_share"
    sides = [
        replace(board, metrics={**board.metrics, metric: Number(value, "share", provenance=provenance)})
        for value, provenance in ((now, one), (then, other))
    ]
    week = compared_with(*sides)[metric]
    beside = change_of(sides[0][metric], sides[1][metric], Baseline("week", days=7))
    assert (week.change, week.change_provenance) == (beside.value, beside.provenance)
