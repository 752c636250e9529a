"""What has changed since the week before, in sentences: the weightiest first, each with what it comes from."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import quotation
from cockpit.marks.element import Element, el
from cockpit.panels.block import counted
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import quoted as numbers_in
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("变化说明", "What changed")

COLUMNS = (ValueColumn(Text("序", "no.")), ValueColumn(Text("变化", "change")))


def data(board: Board) -> Content:
    told = [Text(one.plain("zh"), one.plain("en")) for one in board.changes]
    sentences = Value(
        ValueKind.TABLE, TITLE, COLUMNS, tuple(Record((at, said)) for at, said in enumerate(told, start=1)), hidden=True
    )
    return content(board, TITLE, sentences, numbers_in(board, [quote for one in board.changes for quote in one.quotes]))


def draw(shown: Content, view: View) -> Element:
    if not shown.changes:
        nothing = view.say("没有可以说明的变化。", "No change that can be told.")
        return card(view, TITLE, el("p", nothing, class_="why"))
    lines = [el("li", *quotation.change(one, view.language)) for one in shown.changes]
    count = len(shown.changes)
    few = view.say(f"{counted(count, view)}项，按权重排列", f"{count} point{'s' if count > 1 else ''}, by weight")
    return card(view, TITLE, el("ol", [*lines], class_="said"), meta=few)


declare(
    Panel(
        name="week_changes",
        title=TITLE,
        question=Text("这些变化从哪里来？", "Where do these changes come from?"),
        metrics=(),
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
