"""The rooms: how many are online, how many are not, and why."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number, written
from cockpit.marks.zone import zone
from cockpit.panels.alternative import alternative
from cockpit.panels.block import heading, lead
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import labelled
from cockpit.panels.value import Figure
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("终端状态", "Rooms")
ROOMS, ONLINE, SHARE = "meetings.endpoints", "meetings.endpoints_online", "meetings.online_share"
STATES = (
    (ONLINE, "chosen", Text("在线", "online")),
    ("meetings.endpoints_offline", "offline", Text("离线", "offline")),
    ("meetings.endpoints_adjusting", "adjusting", Text("调试", "adjusting")),
)
SHARE_TITLE = Text("在线率", "share")


def data(board: Board) -> Content:
    titles = {ROOMS: Text("会场终端", "rooms"), **{metric: name for metric, _, name in STATES}, SHARE: SHARE_TITLE}
    rooms = [(title, Figure(metric, board[metric])) for metric, title in titles.items()]
    return content(board, TITLE, labelled(rooms, title=TITLE, hidden=False))


def draw(board: Content, view: View) -> Element:
    note = number(ROOMS, board[ROOMS], view.language, unit=True)
    return zone(
        heading(board, view, view.tell(TITLE), metric=ONLINE, note=note),
        lead(board, view, ONLINE, unit=view.say("个在线", "online"), class_="side-kpi"),
        *_stack(board, view),
        el(
            "div",
            *(_key(board, view, metric, view.tell(name)) for metric, _, name in STATES[1:]),
            _key(board, view, SHARE, view.tell(SHARE_TITLE)),
            class_="keys",
        ),
        class_="rooms",
    )


def _stack(board: Content, view: View) -> list[Element | None]:
    """One bar of all rooms; grey is well, the outlined rest is being adjusted."""
    known = [(board[metric].value or 0, class_, name) for metric, class_, name in STATES]
    whole = sum(value for value, _, _ in known)
    if not whole:
        return [el("span", class_="bar", data_k="none")]
    lines = [(view.tell(name), written(board[metric], view.language)) for metric, _, name in STATES]
    said = ", ".join(f"{name} {value}" for name, value in lines)
    parts = [el("i", class_=class_, style=f"flex-grow:{value}") for value, class_, _ in known if value]
    return [el("span", *parts, class_="bar stack", role="img", aria_label=said), alternative(view, None, lines)]


def _key(board: Content, view: View, metric: str, name: str) -> Element:
    return el("span", f"{name} ", el("b", number(metric, board[metric], view.language)))


declare(
    Panel(
        name="room_states",
        title=Text("终端状态", "Room states"),
        question=Text("会场终端都在线吗？", "Are the rooms online?"),
        metrics=(*(metric for metric, _, _ in STATES), ROOMS, SHARE),
        data=data,
        draw=draw,
    )
)
