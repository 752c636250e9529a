"""How often machines ask for open data, week by week."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.course import course_card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "opening.api_calls"
TITLE = Text("近12周，每周接口调用", "API calls weekly")


def draw(board: Board, view: View) -> Element:
    return course_card(board, view, METRIC, title=TITLE, zero=True)


CALL_TREND = declare(
    Panel(
        name="call_trend",
        title=TITLE,
        question=Text("开放接口被调用多少？", "How often is the open API called?"),
        metrics=(METRIC,),
        draw=draw,
        surfaces=("desktop",),
    )
)
