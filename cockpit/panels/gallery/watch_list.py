"""What to look at next week: the open points of the board, worst first."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.notice import SAID, WORST_FIRST
from cockpit.metrics.alert import AlertLevel
from cockpit.panels.card import card
from cockpit.panels.content import Content, content, telling
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import quoted
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("下周关注", "To watch next week")
MOST = 5
COLUMNS = (ValueColumn(Text("序", "no.")), ValueColumn(Text("事项", "What")), ValueColumn(Text("级别", "Level")))


def data(board: Board) -> Content:
    ordered = sorted(board.notices, key=lambda one: WORST_FIRST.index(one.level))[:MOST]
    records = tuple(Record((at, one.text, SAID[one.level])) for at, one in enumerate(ordered, start=1))
    points = Value(ValueKind.TABLE, TITLE, COLUMNS, records, hidden=True)
    within = quoted(board, [quote for one in ordered for quote in one.quotes])
    return telling(content(board, TITLE, points, within), notices=ordered)


def draw(shown: Content, view: View) -> Element:
    if not shown.notices:
        return card(view, TITLE, el("p", view.say("没有待处理的事项", "Nothing is open"), class_="why"))
    lines = [
        el(
            "li",
            el("span", str(at), class_="ordinal"),
            el("b", view.tell(one.text)),
            el("i", class_="signal", data_s=one.level, aria_hidden="true")
            if one.level != AlertLevel.INFORMATION
            else None,
        )
        for at, one in enumerate(shown.notices, start=1)
    ]
    return card(view, TITLE, el("ol", [*lines], class_="todo"))


declare(
    Panel(
        name="watch_list",
        title=TITLE,
        question=Text("下周要盯住什么？", "What needs attention next week?"),
        metrics=(),
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
