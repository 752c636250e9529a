"""Who is connected, how many meetings were served, and whether the rooms are on."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import number
from cockpit.panels.card import title_of
from cockpit.panels.content import Content, Known, entry
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, strip, strip_data
from cockpit.panels.tabulation import PERIODS, column, labelled, table
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("会议指标", "Meetings at a glance")
UNITS, SERVED, ONLINE, ROOMS = "meetings.units", "meetings.served", "meetings.endpoints_online", "meetings.endpoints"
AT_LEAST = Text("公布下限", "at least, as published")
NOTE = Text("累计保障会议说明", "Note on meetings served")


def data(board: Board) -> Content:
    rows = [row for row in board.rows("levels") if row.numbers.get(UNITS) is not None]
    levels = table(title_of(board, UNITS), [column(board, UNITS)], rows, of="levels", hidden=True)
    floor = labelled([(NOTE, AT_LEAST)] if board[SERVED].published_qualifier else [])
    return strip_data(board, TITLE, _items(board), ONLINE, ROOMS, values=[levels, floor])


def _units(board: Content, view: View) -> Given:
    """15县区、开发区＋105市级单位."""
    parts: list[Given] = []
    for row in board.rows("levels"):
        said = number(UNITS, row[UNITS], view.language, member=RowKey("levels", row.code))
        parts += [view.say("＋", " + ") if parts else None, said, view.say("", " "), view.tell(row.short)]
    return parts or None


def _served(board: Content, view: View) -> Given:
    said = entry(board, NOTE)
    return view.tell(said) if isinstance(said, Text) else None


def _online(board: Content, view: View) -> Given:
    online = number(ONLINE, board[ONLINE], view.language)
    whole = number(ROOMS, board[ROOMS], view.language, unit=True)
    return [view.say("在线 ", "online "), online, "/", whole]


def _items(board: Known) -> tuple[Item, ...]:
    span = PERIODS[board.scope.period]
    return (
        Item(UNITS, below=_units),
        Item(SERVED, below=_served),
        Item("meetings.held", title=Text(f"{span.zh}会议", f"Meetings, {span.en}")),
        Item("meetings.attendance_share"),
        Item("meetings.online_share", below=_online),
    )


def draw(board: Content, view: View) -> Element:
    return strip(board, view, _items(board))


declare(
    Panel(
        name="kpis_meetings",
        title=TITLE,
        question=Text(
            "多少单位接入，开了多少会，终端在不在线？", "Who is connected, how many meetings, are the rooms on?"
        ),
        metrics=(
            UNITS,
            SERVED,
            "meetings.held",
            "meetings.attendance_share",
            "meetings.online_share",
            ONLINE,
            ROOMS,
        ),
        data=data,
        draw=draw,
        tables=("levels",),
        surfaces=(Surface.DESKTOP,),
    )
)
