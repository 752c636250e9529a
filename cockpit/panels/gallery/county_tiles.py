"""Fifteen counties and zones as equal tiles; a map waits until a base map with an approval number is there."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.tiles import tiles
from cockpit.panels.card import card
from cockpit.panels.gap import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("县区开放数据集", "Open datasets by county")
METRIC = "opening.datasets"


def draw(board: Board, view: View) -> Element:
    rows = board.rows("counties")
    if not rows:
        return card(view, TITLE, empty(board, view))
    drawn = tiles(rows, METRIC, view.language, table="counties", unit="dataset", label=view.tell(TITLE))
    note = view.say(
        "方格图。区划图待接入带审图号的标准底图。", "Tiles. The map waits for a base map with an approval number."
    )
    return card(view, TITLE, drawn, el("p", note, class_="foot"), meta=view.say("个", "datasets"))


COUNTY_TILES = declare(
    Panel(
        name="county_tiles",
        title=TITLE,
        question=Text("各县区开放了多少数据集？", "How many datasets has each county opened?"),
        metrics=(METRIC,),
        draw=draw,
        tables=("counties",),
        surfaces=("desktop",),
    )
)
