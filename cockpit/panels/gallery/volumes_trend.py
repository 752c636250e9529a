"""How the base libraries grow, week by week."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.course import course_card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "volumes.records"
TITLE = Text("近12周，基础库记录", "Base library records")


def draw(board: Board, view: View) -> Element:
    return course_card(board, view, METRIC, title=TITLE, zero=False)


VOLUMES_TREND = declare(
    Panel(
        name="volumes_trend",
        title=TITLE,
        question=Text("基础库记录怎样增长？", "How do the base libraries grow?"),
        metrics=(METRIC,),
        draw=draw,
        surfaces=("desktop",),
    )
)
