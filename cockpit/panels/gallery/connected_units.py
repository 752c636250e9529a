"""Units on the video-meeting system, by level, and whether the levels add up to what was published."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks import bars, ledger
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.panels import reconciliation_line
from cockpit.panels.block import heading, lead
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.tabulation import column, labelled, table
from cockpit.panels.value import Figure, ValueKind
from cockpit.panels.view import View
from cockpit.store.vocabulary import UnitLevel
from cockpit.units import Text

LEVELS = {
    UnitLevel.MUNICIPAL: Text("市级单位", "Municipal units"),
    UnitLevel.COUNTY: Text("县区、开发区", "Counties and zones"),
}
TITLE, METRIC = Text("接入单位", "Units connected"), "meetings.units"


def data(board: Board) -> Content:
    rows = [replace(row, name=name) for code, name in LEVELS.items() if (row := board.row("levels", code))]
    levels = table(TITLE, [column(board, METRIC, TITLE)], rows, of="levels", kind=ValueKind.LEDGER)
    lines = reconciliation_line.closed(levels, board.reconciliation(METRIC))
    whole = labelled([(TITLE, Figure(METRIC, board[METRIC]))])
    return content(board, TITLE, whole, lines, reconciliations=[METRIC])


def draw(board: Content, view: View) -> Element:
    whole = board[METRIC].value
    rows = []
    for row in board.rows("levels"):
        shown = number(METRIC, cell(row, METRIC), view.language, member=RowKey("levels", row.code))
        fill = bars.bar(proportion(row, METRIC, whole))
        rows.append(bars.row(bars.name(view.tell(row.name)), bars.value(shown), bar=fill))
    closing = ledger.closing(board.reconciliation(METRIC), view.language, metric=METRIC)
    return zone(
        heading(board, view, view.tell(TITLE), metric=METRIC),
        lead(board, view, METRIC, unit=view.say("个", "units")),
        bars.evidence([*rows, *closing]),
        class_="connected",
    )


declare(
    Panel(
        name="connected_units",
        title=TITLE,
        question=Text("多少单位接入了视频会议？", "How many units are on the video-meeting system?"),
        metrics=(METRIC,),
        tables=("levels",),
        data=data,
        draw=draw,
    )
)
