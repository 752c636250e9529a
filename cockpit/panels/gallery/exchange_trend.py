"""What passes over the platform, week by week."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.course import course_card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "sharing.records"
TITLE = Text("近12周，每周交换", "Exchanged weekly")


def draw(board: Board, view: View) -> Element:
    return course_card(board, view, METRIC, title=TITLE, zero=True)


EXCHANGE_TREND = declare(
    Panel(
        name="exchange_trend",
        title=TITLE,
        question=Text("每周经平台交换多少记录？", "How many records pass over the platform each week?"),
        metrics=(METRIC,),
        draw=draw,
        surfaces=("desktop",),
    )
)
