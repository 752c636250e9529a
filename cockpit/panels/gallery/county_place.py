"""Where a county lies: the tile map without numbers, its own square in accent."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.panels.content import Content, content
from cockpit.panels.county_panel import TABLE, subject
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, table
from cockpit.panels.value import ValueColumn, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("县区位置", "Place of a county")
PLACES = {"tile_row": ValueColumn(Text("行", "Row")), "tile_column": ValueColumn(Text("列", "Column"))}


def data(board: Board) -> Content:
    """Every county with its square; a city may leave one out of the map."""
    rows = board.rows(TABLE)
    places = [Stated(head, {row.code: row.get(name) for row in rows}) for name, head in PLACES.items()]
    return content(board, TITLE, table(TITLE, places, rows, of=TABLE, kind=ValueKind.TILES, hidden=True))


def draw(board: Content, view: View) -> Element:
    own = subject(board, view)
    placed = [row for row in board.rows(TABLE) if row.get("tile_row") and row.get("tile_column")]
    top = min((row.get("tile_row") for row in placed), default=1)
    left = min((row.get("tile_column") for row in placed), default=1)
    squares = [
        el(
            "i",
            class_="emphasis" if row is own else None,
            style=f"grid-row:{row.get('tile_row') - top + 1};grid-column:{row.get('tile_column') - left + 1}",
        )
        for row in placed
    ]
    label = view.say("在全市的位置", "its place in the city")
    return el("aside", el("div", *squares, role="img", aria_label=label, class_="where"), class_="goal locator")


declare(
    Panel(
        name="county_place",
        title=TITLE,
        question=Text("这个县区在哪里？", "Where is this county?"),
        metrics=(),
        tables=(TABLE,),
        data=data,
        draw=draw,
    )
)
