"""What has changed since the week before, in sentences: the weightiest first, each with what it comes from."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import quoted
from cockpit.marks.element import Element, el
from cockpit.panels.block import counted
from cockpit.panels.card import card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("变化说明", "What changed")


def draw(board: Board, view: View) -> Element:
    if not board.changes:
        nothing = view.say("没有可以说明的变化。", "No change that can be told.")
        return card(view, TITLE, el("p", nothing, class_="why"))
    lines = [el("li", *quoted.change(one, view.language)) for one in board.changes]
    count = len(board.changes)
    few = view.say(f"{counted(count, view)}项，按权重排列", f"{count} point{'s' if count > 1 else ''}, by weight")
    return card(view, TITLE, el("ol", [*lines], class_="said"), meta=few)


WEEK_CHANGES = declare(
    Panel(
        name="week_changes",
        title=TITLE,
        question=Text("这些变化从哪里来？", "Where do these changes come from?"),
        metrics=(),
        draw=draw,
        surfaces=("desktop", "report"),
    )
)
