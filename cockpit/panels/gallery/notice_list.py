"""Everything that the cockpit has noticed, worst first: the full list behind the strip on the wall."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.notice import lost, strip
from cockpit.panels.card import card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("提示", "Notices")
ALL = 99


def draw(board: Board, view: View) -> Element:
    notices = [lost(board.stale, (), board.sources), *board.notices] if board.stale else [*board.notices]
    if not notices:
        return card(
            view, TITLE, el("p", view.say("没有待处理的事项", "Nothing is open"), class_="why"), class_="alerts"
        )
    count = view.say(f"{len(notices)}项", str(len(notices)))
    return card(view, TITLE, strip(notices, view.language, most=ALL, owners=True), meta=count, class_="alerts")


NOTICE_LIST = declare(
    Panel(
        name="notice_list",
        title=TITLE,
        question=Text("有哪些事要处理？", "What is to be handled?"),
        metrics=(),
        draw=draw,
        surfaces=("desktop",),
    )
)
