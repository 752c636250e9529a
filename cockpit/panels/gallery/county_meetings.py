"""会议 of one county: which share of the meetings that it was invited to it attended."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.block import PERIODS
from cockpit.panels.county import TABLE, area
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "meetings.attendance_share"
TITLE = Text("会议", "Meetings")


def draw(board: Board, view: View) -> Element:
    period = PERIODS[board.scope.period][0]
    note = Text(f"{period.zh}参会率", "attendance")
    return area(board, view, title=TITLE, note=note, metric=METRIC, unit="share", over=f", {period.en}")


COUNTY_MEETINGS = declare(
    Panel(
        name="county_meetings",
        title=Text("县区会议", "Meetings of a county"),
        question=Text(
            "请这个县区参加的会议，它到了多少？",
            "Of the meetings that this county was invited to, how many did it attend?",
        ),
        metrics=(METRIC,),
        tables=(TABLE,),
        draw=draw,
    )
)
