"""共享 of one county: how many records it took through the platform in the period."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.block import PERIODS
from cockpit.panels.county import TABLE, area
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "sharing.records_received"
TITLE = Text("共享", "Sharing")


def draw(board: Board, view: View) -> Element:
    period = PERIODS[board.scope.period][0]
    note = Text(f"{period.zh}取用", "records taken")
    return area(board, view, title=TITLE, note=note, metric=METRIC, unit="record", over=f", {period.en}")


COUNTY_SHARING = declare(
    Panel(
        name="county_sharing",
        title=Text("县区共享", "Sharing of a county"),
        question=Text(
            "这个县区用了多少共享数据，在县区中排第几？",
            "How much shared data does this county take, and where does it stand?",
        ),
        metrics=(METRIC,),
        tables=(TABLE,),
        draw=draw,
    )
)
