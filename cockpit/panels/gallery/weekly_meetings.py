"""Meetings a week, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.columns import columns
from cockpit.marks.element import Element
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, nothing
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    label = view.say("近12周每周会议次数", "Meetings a week, last 12 weeks")
    drawn = columns("meetings.held", board.courses["meetings.held"], "meeting", view.language, label=label)
    return zone(
        heading(
            board,
            view,
            view.say("每周会议", "Meetings a week"),
            metric="meetings.held",
            note=view.say("近12周，次", "last 12 weeks"),
        ),
        drawn or nothing(view),
        class_="weekly",
    )


WEEKLY_MEETINGS = declare(
    Panel(
        name="weekly_meetings",
        title=Text("每周会议", "Meetings a week"),
        question=Text("每周开多少次会？", "How many meetings are held a week?"),
        metrics=("meetings.held",),
        draw=draw,
    )
)
