"""What to look at next week: the open points of the board, worst first."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.notice import WORST_FIRST
from cockpit.panels.card import card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("下周关注", "To watch next week")
MOST = 5


def draw(board: Board, view: View) -> Element:
    ordered = sorted(board.notices, key=lambda one: WORST_FIRST.index(one.level))[:MOST]
    if not ordered:
        return card(view, TITLE, el("p", view.say("没有待处理的事项", "Nothing is open"), class_="why"))
    lines = [
        el(
            "li",
            el("span", str(at), class_="i"),
            el("b", view.tell(one.text)),
            el("i", class_="sig", data_s=one.level, aria_hidden="true") if one.level != "info" else None,
        )
        for at, one in enumerate(ordered, start=1)
    ]
    return card(view, TITLE, el("ol", [*lines], class_="todo"))


WATCH_LIST = declare(
    Panel(
        name="watch_list",
        title=TITLE,
        question=Text("下周要盯住什么？", "What needs attention next week?"),
        metrics=(),
        draw=draw,
        surfaces=("desktop", "report"),
    )
)
