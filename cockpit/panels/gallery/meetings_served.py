"""Meetings served since the beginning, as published: a lower bound that stays one."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    note = view.say("公布下限", "at least") if board["meetings.served"].spoken else None
    return zone(
        heading(board, view, view.say("累计保障", "Served"), metric="meetings.served", note=note),
        lead(board, view, "meetings.served"),
        under(board, view, "meetings.served", *_said(board, view), class_="rsub"),
        class_="second",
    )


def _said(board: Board, view: View) -> list[Given]:
    served = board["meetings.served"]
    if not served.spoken:
        return []
    published = number("meetings.served", served, view.language, sentence=True, unit=False)
    exact = view.say("准确次数未公布", "no exact count")
    return [view.say("公布为“", ""), published, view.say("次”，", "; "), el("span", exact, class_="nb")]


MEETINGS_SERVED = declare(
    Panel(
        name="meetings_served",
        title=Text("累计保障", "Meetings served"),
        question=Text("一共保障过多少次会议？", "How many meetings have been served in all?"),
        metrics=("meetings.served",),
        draw=draw,
    )
)
