"""Meetings served since the beginning, as published: a lower bound that stays one."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, under
from cockpit.panels.content import Content, content, entry
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import labelled
from cockpit.panels.value import Figure
from cockpit.panels.view import View
from cockpit.units import Text

METRIC, TITLE = "meetings.served", Text("累计保障", "Served")
QUALIFIER, EXACT = Text("限定词", "qualifier"), Text("准确次数", "exact count")


def data(board: Board) -> Content:
    served = board[METRIC]
    notes = ((QUALIFIER, Text("公布下限", "at least")), (EXACT, Text("准确次数未公布", "no exact count")))
    return content(board, TITLE, labelled([(TITLE, Figure(METRIC, served)), *(notes if served.spoken else ())]))


def draw(board: Content, view: View) -> Element:
    note = entry(board, QUALIFIER)
    return zone(
        heading(board, view, view.tell(TITLE), metric=METRIC, note=view.tell(note) if isinstance(note, Text) else None),
        lead(board, view, METRIC),
        under(board, view, METRIC, *_said(board, view), class_="side-note"),
        class_="second",
    )


def _said(board: Content, view: View) -> list[Given]:
    exact = entry(board, EXACT)
    if not isinstance(exact, Text):
        return []
    published = number(METRIC, board[METRIC], view.language, sentence=True, unit=False)
    return [
        view.say("公布为“", ""),
        published,
        view.say("次”，", "; "),
        el("span", view.tell(exact), class_="unbroken"),
    ]


declare(
    Panel(
        name="meetings_served",
        title=Text("累计保障", "Meetings served"),
        question=Text("一共保障过多少次会议？", "How many meetings have been served in all?"),
        metrics=(METRIC,),
        data=data,
        draw=draw,
    )
)
