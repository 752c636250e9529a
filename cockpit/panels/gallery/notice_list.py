"""Everything that the cockpit has noticed, worst first: the full list behind the strip on the wall."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.notice import SAID, WORST_FIRST, lost, strip
from cockpit.panels.card import card
from cockpit.panels.content import Content, content, telling
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import quoted
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("提示", "Notices")
ALL = 99
COLUMNS = (
    ValueColumn(Text("级别", "Level")),
    ValueColumn(Text("事项", "What")),
    ValueColumn(Text("责任单位", "Owner")),
)


def data(board: Board) -> Content:
    found = [lost(board.stale, (), board.sources), *board.notices] if board.stale else [*board.notices]
    ordered = sorted(found, key=lambda one: WORST_FIRST.index(one.level))
    records = tuple(Record((SAID[one.level], one.text, one.owner)) for one in ordered)
    notices = Value(ValueKind.TABLE, TITLE, COLUMNS, records, hidden=True)
    within = quoted(board, [quote for one in ordered for quote in one.quotes])
    return telling(content(board, TITLE, notices, within), notices=ordered)


def draw(shown: Content, view: View) -> Element:
    notices = shown.notices
    if not notices:
        return card(
            view, TITLE, el("p", view.say("没有待处理的事项", "Nothing is open"), class_="why"), class_="alerts"
        )
    count = view.say(f"{len(notices)}项", str(len(notices)))
    return card(view, TITLE, strip(notices, view.language, most=ALL, owners=True), meta=count, class_="alerts")


declare(
    Panel(
        name="notice_list",
        title=TITLE,
        question=Text("有哪些事要处理？", "What is to be handled?"),
        metrics=(),
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP,),
    )
)
