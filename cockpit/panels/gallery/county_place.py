"""Where a county lies: the tile map without numbers, its own square in accent."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.panels.county import TABLE, subject
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    own = subject(board, view)
    placed = [row for row in board.rows(TABLE) if row.get("tile_row") and row.get("tile_column")]
    top = min((row.get("tile_row") for row in placed), default=1)
    left = min((row.get("tile_column") for row in placed), default=1)
    squares = [
        el(
            "i",
            class_="hi" if row is own else None,
            style=f"grid-row:{row.get('tile_row') - top + 1};grid-column:{row.get('tile_column') - left + 1}",
        )
        for row in placed
    ]
    label = view.say("在全市的位置", "its place in the city")
    return el("aside", el("div", *squares, role="img", aria_label=label, class_="where"), class_="goal locator")


COUNTY_PLACE = declare(
    Panel(
        name="county_place",
        title=Text("县区位置", "Place of a county"),
        question=Text("这个县区在哪里？", "Where is this county?"),
        metrics=(),
        tables=(TABLE,),
        draw=draw,
    )
)
