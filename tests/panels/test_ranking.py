"""What is reckoned over members: places, the one in the middle, the sum."""

from __future__ import annotations

from cockpit.board.board import Row
from cockpit.marks import rank
from cockpit.metrics.number import Note, Number, unknown
from cockpit.panels import ranking
from cockpit.units import Text

DATASETS = "opening.datasets"


def county(code: str, value: float | None, provenance: str = "measured") -> Row:
    number = unknown("dataset", Note.NO_DATA) if value is None else Number(value, "dataset", provenance=provenance)
    return Row(code, Text(code, code), Text(code, code), {DATASETS: number})


ROWS = (county("a", 10), county("b", 40), county("c", None), county("d", 25), county("e", 25, "demo"))


def test_the_most_is_first_equals_share_a_place_and_the_unknown_has_none() -> None:
    assert [row.code for row in rank.ranked(ROWS, DATASETS)] == ["b", "d", "e", "a"]
    assert [ranking.place(ROWS, DATASETS, code) for code in "abcde"] == [4, 1, None, 2, 2]


def test_the_middle_and_the_sum_are_as_good_as_the_worst_of_them() -> None:
    middle, whole = ranking.median(ROWS, DATASETS), ranking.total(ROWS, DATASETS)
    assert middle is not None and (middle.value, middle.provenance) == (25, "demo")
    assert whole is not None and (whole.value, whole.provenance) == (100, "demo")
    assert ranking.median(ROWS[:2], DATASETS).value == 25
    assert ranking.median(ROWS[2:3], DATASETS) is None and ranking.total((), DATASETS) is None
