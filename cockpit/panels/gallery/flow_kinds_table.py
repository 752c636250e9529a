"""How data travels: by file, by table, by API, and how well each way works."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.card import card
from cockpit.panels.content import Content
from cockpit.panels.gap import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.unit_table import Measured, unit_data, unit_table
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("交换方式", "Ways of exchange")
COLUMNS = (
    Measured("sharing.records", Text("记录", "Records")),
    Measured("sharing.exchanges", Text("次数", "Exchanges")),
    Measured("sharing.failure_share", Text("失败率", "Failed")),
    Measured("sharing.latency_p95", Text("95分位耗时", "95th pct")),
)


def data(board: Board) -> Content:
    return unit_data(board, TITLE, "flow_kinds", rows=board.rows("flow_kinds"), measured=COLUMNS)


def draw(board: Content, view: View) -> Element:
    rows = board.rows("flow_kinds")
    if not rows:
        return card(view, TITLE, empty(board, view))
    body = unit_table(board, view, "flow_kinds", rows=rows, measured=COLUMNS, caption=TITLE, filters="kind")
    return card(view, TITLE, body, meta=view.say(f"{period(board, view)}，耗时为毫秒", f"{period(board, view)}, in ms"))


FLOW_KINDS_TABLE = declare(
    Panel(
        name="flow_kinds_table",
        title=TITLE,
        question=Text("数据用什么方式交换，哪种容易失败？", "By which way does data travel, and which fails?"),
        metrics=tuple(column.metric for column in COLUMNS),
        data=data,
        draw=draw,
        tables=("flow_kinds",),
        surfaces=(Surface.DESKTOP,),
    )
)
