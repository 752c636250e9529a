"""Whether open data is used, week by week."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.course import course_card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "opening.downloads"
TITLE = Text("近12周，每周下载", "Downloads weekly")


def draw(board: Board, view: View) -> Element:
    return course_card(board, view, METRIC, title=TITLE, zero=True)


DOWNLOAD_TREND = declare(
    Panel(
        name="download_trend",
        title=TITLE,
        question=Text("开放数据有没有人用？", "Is the open data used?"),
        metrics=(METRIC,),
        draw=draw,
        surfaces=("desktop",),
    )
)
