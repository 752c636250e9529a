"""Units on the video-meeting system, by level, and whether the levels add up to what was published."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import bars, ledger
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.view import View
from cockpit.units import Text

LEVELS = {"municipal": Text("市级单位", "Municipal units"), "county": Text("县区、开发区", "Counties and zones")}


def draw(board: Board, view: View) -> Element:
    whole = board["meetings.units"].value
    rows = []
    for code, name in LEVELS.items():
        row = board.row("levels", code)
        if row is None:
            continue
        shown = number("meetings.units", cell(row, "meetings.units"), view.language, member=f"levels:{code}")
        fill = bars.bar(proportion(row, "meetings.units", whole))
        rows.append(bars.row(bars.name(view.tell(name)), bars.value(shown), bar=fill))
    closing = ledger.closing(board.reconciliation("meetings.units"), view.language, metric="meetings.units")
    return zone(
        heading(board, view, view.say("接入单位", "Units connected"), metric="meetings.units"),
        lead(board, view, "meetings.units", unit=view.say("个", "units")),
        bars.evidence([*rows, *closing]),
        class_="pub",
    )


CONNECTED_UNITS = declare(
    Panel(
        name="connected_units",
        title=Text("接入单位", "Units connected"),
        question=Text("多少单位接入了视频会议？", "How many units are on the video-meeting system?"),
        metrics=("meetings.units",),
        tables=("levels",),
        draw=draw,
    )
)
