"""How to read the marks of the report: dots are freshness, squares are stages, a yellow diamond wants handling."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.marks.stage import stage
from cockpit.panels.card import card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("怎么看这些数", "How to read these numbers")
DOTS = (
    (None, Text("当期", "current")),
    ("late", Text("延迟", "late")),
    ("broken", Text("中断", "broken")),
    ("none", Text("待接入", "not connected")),
)


def draw(board: Board, view: View) -> Element:
    gap = view.say("，", ", ")
    dots = [el("span", view.tell(said), class_="fresh", data_f=state) for state, said in DOTS]
    stages = [stage(state, view.language) for state in ("shared", "connecting", "requested")]
    warn = el("i", class_="sig", data_s="warn", aria_hidden="true")
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


READING_AID = declare(
    Panel(
        name="reading_aid",
        title=TITLE,
        question=Text("圆点、方块和菱形是什么意思？", "What do dots, squares and diamonds mean?"),
        metrics=(),
        draw=draw,
        surfaces=("report",),
    )
)
