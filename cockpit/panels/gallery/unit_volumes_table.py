"""Which department contributes how much to the base libraries."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.card import card
from cockpit.panels.content import Content
from cockpit.panels.empty_state import empty
from cockpit.panels.omission import footnote, items
from cockpit.panels.panel import Panel, declare
from cockpit.panels.unit_table import MeasureColumn, unit_data, unit_table
from cockpit.panels.view import Surface, View
from cockpit.units import Text
from cockpit.units.messages import message

TITLE = Text("供数单位", "Contributing units")
COLUMNS = (
    MeasureColumn("volumes.records", Text("记录", "Records")),
    MeasureColumn("volumes.items_catalogued", Text("编目项", "Catalogued")),
    MeasureColumn("volumes.items_stored", Text("已入库项", "Stored")),
    MeasureColumn("volumes.items_missing", Text("未入库项", "Missing")),
)


def data(board: Board) -> Content:
    rows, left_out = board.rows("unit_volumes"), items(board, "libraries")
    return unit_data(board, TITLE, "unit_volumes", rows=rows, measured=COLUMNS, values=left_out)


def draw(board: Content, view: View) -> Element:
    rows = board.rows("unit_volumes")
    if not rows:
        return card(view, TITLE, empty(board, view))
    body = unit_table(board, view, "unit_volumes", rows=rows, measured=COLUMNS, caption=TITLE)
    return card(view, TITLE, body, footnote(board, view), meta=view.tell(message("count.units", n=len(rows))))


UNIT_VOLUMES_TABLE = declare(
    Panel(
        name="unit_volumes_table",
        title=TITLE,
        question=Text("哪个单位汇集了多少数据？", "Which unit contributes how much?"),
        metrics=tuple(column.metric for column in COLUMNS),
        data=data,
        draw=draw,
        tables=("unit_volumes", "libraries"),
        surfaces=(Surface.DESKTOP,),
    )
)
