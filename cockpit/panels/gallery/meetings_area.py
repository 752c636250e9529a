"""会议 in one column: who is connected, how often it was used, and whether the rooms are up."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import badge, bars
from cockpit.marks.columns import columns
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.marks.names import short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Number
from cockpit.panels.block import heading, lead, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.view import View
from cockpit.units import Text

LEVELS = {
    "county": (Text("县区、开发区", " counties"), " county"),
    "municipal": (Text("市级单位", " city units"), " city unit"),
}
"""What is connected, and how English calls one of it."""
FLOORS = ("多", "余", "以上")
HOSTS = 2


def draw(board: Board, view: View) -> Element:
    return zone(
        heading(
            board,
            view,
            view.say("会议", "Meetings"),
            metric="meetings.units",
            note=view.say("接入视频会议", "connected"),
        ),
        lead(board, view, "meetings.units"),
        under(board, view, "meetings.units", *_levels(board, view)),
        bars.evidence(
            [_weeks_head(board, view), _weeks(board, view), _rooms(board, view), *_hosts(board, view)],
            head=_served(board, view),
        ),
        class_="area",
        tag="article",
    )


def is_floor(given: Number) -> bool:
    return bool(given.spoken) and any(word in str(given.spoken) for word in FLOORS)


def _levels(board: Board, view: View) -> list[Given]:
    said: list[Given] = []
    for code, (words, one) in LEVELS.items():
        row = board.row("levels", code)
        if row is None or cell(row, "meetings.units").value is None:
            continue
        shown = number("meetings.units", row["meetings.units"], view.language, member=f"levels:{code}")
        single = view.language == "en" and row["meetings.units"].value == 1
        said += [view.say("＋", " + ") if said else None, shown, one if single else view.tell(words)]
    return said


def _served(board: Board, view: View) -> Element:
    served = board["meetings.served"]
    small = el("small", view.say("公布下限", "at least")) if is_floor(served) else None
    shown = number("meetings.served", served, view.language, unit=view.language != "en")
    return bars.head([view.say("累计保障会议", "Meetings served"), small], shown, lead=True)


def _weeks_head(board: Board, view: View) -> Element:
    invented = board["meetings.held"].demo and not board["meetings.units"].demo
    mark = badge.demo(view.language) if invented else None
    name = bars.name(view.say("近12周，每周次数", "12 weeks, a week"))
    return el("li", name, bars.value(mark), class_="dsep", data_origin="demo" if invented else None)


def _weeks(board: Board, view: View) -> Element:
    label = view.say("近12周每周会议次数", "Meetings a week, last 12 weeks")
    drawn = columns("meetings.held", board.courses["meetings.held"], "meeting", view.language, label=label)
    return el("li", drawn or el("span", view.say("无数据", "no data"), class_="n t3"), class_="wkrow")


def _rooms(board: Board, view: View) -> Element:
    online, rooms = board["meetings.endpoints_online"], board["meetings.endpoints"]
    share = online.value / rooms.value if online.value is not None and rooms.value else None
    shown = [
        number("meetings.endpoints_online", online, view.language),
        "/" if rooms.value is not None else None,
        number("meetings.endpoints", rooms, view.language) if rooms.value is not None else None,
    ]
    name = bars.name(view.say("终端在线", "Rooms online"))
    return bars.row(name, bars.value(*shown), bar=bars.bar(share, "done"))


def _hosts(board: Board, view: View) -> list[Element]:
    rows = [row for row in board.rows("meeting_hosts") if row.code != "others"][:HOSTS]
    most = largest(rows, "meetings.held")
    return [_host(row, view, most=most, first=index == 0) for index, row in enumerate(rows)]


def _host(row: Row, view: View, *, most: float, first: bool) -> Element:
    held = number(
        "meetings.held",
        cell(row, "meetings.held"),
        view.language,
        member=f"meeting_hosts:{row.code}",
        unit=view.language != "en",
    )
    small = view.say("主办最多", "most often") if first and cell(row, "meetings.held").value is not None else None
    name = bars.name(short(row, view.language, most=14 if first else 22), small=small)
    return bars.row(name, bars.value(held), bar=bars.bar(proportion(row, "meetings.held", most)))


MEETINGS_AREA = declare(
    Panel(
        name="meetings_area",
        title=Text("会议", "Meetings"),
        question=Text("谁接入了视频会议，用得怎样？", "Who is on the video-meeting system, and how is it used?"),
        metrics=(
            "meetings.units",
            "meetings.served",
            "meetings.held",
            "meetings.endpoints_online",
            "meetings.endpoints",
        ),
        tables=("levels", "meeting_hosts"),
        draw=draw,
        area=True,
    )
)
