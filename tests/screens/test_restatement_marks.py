"""A published figure that today's data does not bear out stands beside today's number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cockpit.board.board import Board
from cockpit.board.week_notes import Restatement
from cockpit.panels.view import View
from cockpit.screens import desk
from cockpit.screens.drawer_state import DrawerState
from cockpit.screens.restatement_marks import restated
from cockpit.units import Text
from tests import handmade

DESK = View("desktop")


def corrected(metric: str, member: str | None) -> Board:
    """The figure of this metric and member was published as one less than the data says now."""
    board = handmade.board()
    number = board.row("libraries", "population")["volumes.records"] if member else board[metric]
    printed = replace(number, value=int(number.value or 0) - 1, provenance="published", published=None)
    row = board.rows("published")[0]
    more: dict[str, Any] = {
        "metric": metric,
        "member": member,
        "verdict": "differs",
        "publisher": {"zh": "局", "en": "Bureau"},
    }
    told = replace(
        row,
        name=Text("人口库", "Population"),
        numbers={"published": printed, "cockpit": number},
        attributes={**row.attributes, **more, "as_of": board.as_of.isoformat()},
    )
    return replace(board, tables={**board.tables, "published": (told,)})


def test_a_figure_of_the_city_that_differs_is_marked_and_has_both_values_in_its_drawer() -> None:
    drawn = desk.draw(corrected("volumes.records", None), "volumes", DESK, metric="volumes.records")
    marks = [one for one in drawn if "data-sealed" in one.attributes]
    assert {one.attributes["data-sealed"] for one in marks} == {"601909999"}
    sealed = [one for one in drawn if one.attributes.get("data-part") == "sealed"]
    assert [one.attributes["data-value"] for one in sealed] == ["601909999"]
    assert "局公布" in drawn.text


def test_a_figure_of_a_library_marks_the_row_of_its_table_alone() -> None:
    drawn = desk.draw(corrected("volumes.records", "library:population"), "volumes", DESK)
    marks = {one.attributes.get("data-member") for one in drawn if "data-sealed" in one.attributes}
    assert marks == {"libraries:population"}


def test_what_stands_in_no_table_or_is_no_metric_any_more_is_left_out() -> None:
    assert restated(corrected("volumes.records", "street:one")) == ()
    board = handmade.board()
    gone = Restatement("2020-W38", "old.name", Text("旧", "old"), board["volumes.records"], board["volumes.records"])
    assert restated(board, (gone,)) == ()


def test_what_could_not_be_read_beside_the_board_says_so_with_its_reference() -> None:
    drawn = desk.draw(handmade.board(), "trust", DESK, opened=DrawerState(failed="0A1B2C3D"))
    (broken,) = [one for one in drawn if "panel-broken" in one.attributes.get("class", "")]
    assert "查询未完成，未取得数据" in broken.text and "编号 0A1B2C3D" in broken.text
