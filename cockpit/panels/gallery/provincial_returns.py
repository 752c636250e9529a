"""What the province has handed back: gathered too, but outside the base libraries."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.panels.block import counted, heading, lead, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    items = number("volumes.return_items", board["volumes.return_items"], view.language, unit=True)
    total = number("volumes.records", board["volumes.records"], view.language)
    known = sum(cell(row, "volumes.records").value is not None for row in board.rows("libraries"))
    aside = view.say(f"省级下发，不计入{counted(known, view)}库", f"outside the {known} libraries' ")
    return zone(
        heading(board, view, view.say("省级回流", "Province"), metric="volumes.return_records", note=items),
        lead(board, view, "volumes.return_records", class_="rkpi"),
        under(board, view, "volumes.return_records", aside, total, class_="rsub"),
    )


PROVINCIAL_RETURNS = declare(
    Panel(
        name="provincial_returns",
        title=Text("省级回流", "Provincial returns"),
        question=Text("省里返还了多少数据？", "How much data has the province handed back?"),
        metrics=("volumes.return_records", "volumes.return_items", "volumes.records"),
        tables=("libraries",),
        draw=draw,
    )
)
