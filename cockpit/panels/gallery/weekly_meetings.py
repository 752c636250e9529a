"""Meetings a week, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, nothing
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, series
from cockpit.panels.view import View
from cockpit.panels.week_columns import week_columns
from cockpit.units import Text

TITLE, METRIC = Text("每周会议", "Meetings a week"), "meetings.held"


def data(board: Board) -> Content:
    return content(board, TITLE, series(board, METRIC, TITLE), figures(board, METRIC), courses=[METRIC])


def draw(board: Content, view: View) -> Element:
    label = view.say("近12周每周会议次数", "Meetings a week, last 12 weeks")
    drawn = week_columns(board, view, METRIC, label=label)
    return zone(
        heading(
            board,
            view,
            view.tell(TITLE),
            metric=METRIC,
            note=view.say("近12周，次", "last 12 weeks"),
        ),
        drawn or nothing(view),
        class_="weekly",
    )


declare(
    Panel(
        name="weekly_meetings",
        title=TITLE,
        question=Text("每周开多少次会？", "How many meetings are held a week?"),
        metrics=(METRIC,),
        data=data,
        draw=draw,
    )
)
