"""Whether exchanges fail more or less often, week by week."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.course import course_card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "sharing.failure_share"
TITLE = Text("近12周，交换失败率", "Failure share")


def draw(board: Board, view: View) -> Element:
    return course_card(board, view, METRIC, title=TITLE, zero=True)


FAILURE_TREND = declare(
    Panel(
        name="failure_trend",
        title=TITLE,
        question=Text("交换失败是在变多还是变少？", "Do fewer exchanges fail?"),
        metrics=(METRIC,),
        draw=draw,
        surfaces=("desktop",),
    )
)
