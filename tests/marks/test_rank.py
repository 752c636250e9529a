"""A member among its like: the columns."""

from __future__ import annotations

from cockpit.board.board import Row
from cockpit.marks import rank
from cockpit.metrics.number import Note, Number, unknown
from cockpit.units import Text

DATASETS = "opening.datasets"


def county(code: str, value: float | None, provenance: str = "measured") -> Row:
    number = unknown("dataset", Note.NO_DATA) if value is None else Number(value, "dataset", provenance=provenance)
    return Row(code, Text(code, code), Text(code, code), {DATASETS: number})


ROWS = (county("a", 10), county("b", 40), county("c", None), county("d", 25), county("e", 25, "demo"))


def test_the_own_column_stands_out_and_the_ends_say_their_names() -> None:
    drawn = rank.columns(ROWS, DATASETS, "d", "zh", table="counties", label="由多到少")
    assert drawn is not None
    columns, ends = drawn.children
    assert [one.attributes.get("class") for one in columns.children] == [None, "emphasis begin", None, None]
    assert [one.attributes["style"] for one in columns.children] == [
        "--h:1.0000",
        "--h:0.6250",
        "--h:0.6250",
        "--h:0.2500",
    ]
    assert columns.text == "25" and [one.text for one in ends.children] == ["b 40", "a 10"]
    assert columns.attributes["aria-label"] == "由多到少: b 40, d 25, e 25, a 10"
    assert rank.columns(ROWS[2:3], DATASETS, "c", "zh", table="counties", label="由多到少") is None
