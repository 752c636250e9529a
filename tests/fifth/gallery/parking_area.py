"""Parking in one column."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("停车", "Parking")


def data(board: Board) -> Content:
    return content(board, TITLE, figures(board, "parking.free"))


def draw(shown: Content, view: View) -> Element:
    return zone(
        heading(shown, view, view.tell(TITLE), metric="parking.free"),
        lead(shown, view, "parking.free"),
        under(shown, view, "parking.free", view.say("空闲车位", "free spaces")),
        class_="area",
        tag="article",
    )


declare(
    Panel(
        name="parking_area",
        title=TITLE,
        question=Text("还有多少空闲车位？", "How many spaces are free?"),
        metrics=("parking.free",),
        data=data,
        draw=draw,
        area=True,
    )
)
