"""开放 of one county: how many datasets it has opened to the public."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.county import TABLE, area
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "opening.datasets"
TITLE = Text("开放", "Opening")


def draw(board: Board, view: View) -> Element:
    return area(board, view, title=TITLE, note=Text("开放数据集", "open datasets"), metric=METRIC, unit="dataset")


COUNTY_OPENING = declare(
    Panel(
        name="county_opening",
        title=Text("县区开放", "Opening of a county"),
        question=Text(
            "这个县区开放了多少数据集，在县区中排第几？",
            "How many datasets has this county opened, and where does it stand?",
        ),
        metrics=(METRIC,),
        tables=(TABLE,),
        draw=draw,
    )
)
