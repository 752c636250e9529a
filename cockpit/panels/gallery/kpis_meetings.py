"""Who is connected, how many meetings were served, and whether the rooms are on."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import number
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, period, strip
from cockpit.panels.view import View
from cockpit.units import Text


def _units(board: Board, view: View) -> Given:
    """15县区、开发区＋105市级单位."""
    parts: list[Given] = []
    for row in board.rows("levels"):
        if row.numbers.get("meetings.units") is not None:
            said = number("meetings.units", row["meetings.units"], view.language, member=f"levels:{row.code}")
            parts += [view.say("＋", " + ") if parts else None, said, view.say("", " "), view.tell(row.short)]
    return parts or None


def _served(board: Board, view: View) -> Given:
    return view.say("公布下限", "at least, as published") if board["meetings.served"].qualifier else None


def _online(board: Board, view: View) -> Given:
    online = number("meetings.endpoints_online", board["meetings.endpoints_online"], view.language)
    whole = number("meetings.endpoints", board["meetings.endpoints"], view.language, unit=True)
    return [view.say("在线 ", "online "), online, "/", whole]


def draw(board: Board, view: View) -> Element:
    held = Text(f"{period(board, view)}会议", f"Meetings, {period(board, view)}")
    items = (
        Item("meetings.units", below=_units),
        Item("meetings.served", below=_served),
        Item("meetings.held", title=held),
        Item("meetings.attendance_share"),
        Item("meetings.online_share", below=_online),
    )
    return strip(board, view, items)


KPIS_MEETINGS = declare(
    Panel(
        name="kpis_meetings",
        title=Text("会议指标", "Meetings at a glance"),
        question=Text(
            "多少单位接入，开了多少会，终端在不在线？", "Who is connected, how many meetings, are the rooms on?"
        ),
        metrics=(
            "meetings.units",
            "meetings.served",
            "meetings.held",
            "meetings.attendance_share",
            "meetings.online_share",
            "meetings.endpoints_online",
            "meetings.endpoints",
        ),
        draw=draw,
        tables=("levels",),
        surfaces=("desktop",),
    )
)
