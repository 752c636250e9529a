"""What the province has handed back: gathered too, but outside the base libraries."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, numbered, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message

TITLE = Text("省级回流", "Provincial returns")


def data(board: Board) -> Content:
    libraries = [column(board, "volumes.records")]
    return content(
        board,
        TITLE,
        figures(board, "volumes.return_records", "volumes.return_items", "volumes.records"),
        table(TITLE, libraries, board.rows("libraries"), of="libraries", hidden=True),
    )


def draw(shown: Content, view: View) -> Element:
    items = number("volumes.return_items", shown["volumes.return_items"], view.language, unit=True)
    total = number("volumes.records", shown["volumes.records"], view.language)
    known = sum(cell(row, "volumes.records").value is not None for row in shown.rows("libraries"))
    aside = view.tell(message("count.outside_libraries", n=numbered(known)))
    return zone(
        heading(shown, view, view.say("省级回流", "Province"), metric="volumes.return_records", note=items),
        lead(shown, view, "volumes.return_records", class_="side-kpi"),
        under(shown, view, "volumes.return_records", aside, total, class_="side-note"),
    )


declare(
    Panel(
        name="provincial_returns",
        title=TITLE,
        question=Text("省里返还了多少数据？", "How much data has the province handed back?"),
        metrics=("volumes.return_records", "volumes.return_items", "volumes.records"),
        tables=("libraries",),
        data=data,
        draw=draw,
    )
)
