"""How to read the marks of the report: dots are freshness, squares are stages, a yellow diamond wants handling."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.marks.stage_square import SHORT, stage
from cockpit.metrics.freshness import STATE_NAMES, SourceState
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

TITLE = Text("怎么看这些数", "How to read these numbers")
DOTS = tuple((None if state == SourceState.CURRENT else state, said) for state, said in STATE_NAMES.items())
STAGES = (ScenarioState.SHARED, ScenarioState.CONNECTING, ScenarioState.REQUESTED)
COLUMNS = (ValueColumn(Text("标记", "Mark")), ValueColumn(Text("表示", "Meaning")))


def data(board: Board) -> Content:
    """What the dots and the squares mean; nothing of it depends on the board."""
    dots = [Record((Text("圆点", "Dot"), said)) for _, said in DOTS]
    squares = [Record((Text("方块", "Square"), SHORT[state])) for state in STAGES]
    signs = [Record((Text("菱形", "Diamond"), Text("需要处理", "wants handling")))]
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, COLUMNS, (*dots, *squares, *signs), hidden=True))


def draw(_shown: Content, view: View) -> Element:
    gap = view.say("，", ", ")
    dots = [el("span", view.tell(said), class_="fresh", data_f=state) for state, said in DOTS]
    stages = [stage(state, view.language) for state in STAGES]
    warn = el("i", class_="signal", data_s="warn", aria_hidden="true")
    text: list[Given] = [
        view.say("圆点表示时效：", "Dots are freshness: "),
        _joined(dots, gap),
        view.say("。方块表示共享状态：", ". Squares are stages: "),
        _joined(stages, gap),
        view.say("。", ". "),
        warn,
        view.say(
            " 表示需要处理。“约”在数前、“+”在数后为公布时的限定词。", " wants handling. + is more than, as published."
        ),
    ]
    return card(view, TITLE, el("p", text, class_="aid"))


def _joined(pieces: list[Element], gap: str) -> list[Given]:
    joined: list[Given] = []
    for piece in pieces:
        joined += [gap if joined else None, piece]
    return joined


declare(
    Panel(
        name="reading_aid",
        title=TITLE,
        question=Text("圆点、方块和菱形是什么意思？", "What do dots, squares and diamonds mean?"),
        metrics=(),
        data=data,
        draw=draw,
        surfaces=(Surface.REPORT,),
    )
)
