"""会议 in one column: who is connected, how often it was used, and whether the rooms are up."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import badge, bars
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Number
from cockpit.panels.block import TWELVE_WEEKS, heading, lead, line, spoken, summary, under
from cockpit.panels.card import title_of
from cockpit.panels.content import Content, content, entry
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.tabulation import column, labelled, series, table
from cockpit.panels.value import Figure, Value, ValueColumn, ValueKind
from cockpit.panels.view import LANGUAGES, View
from cockpit.panels.week_columns import week_columns
from cockpit.store.vocabulary import Provenance, UnitLevel
from cockpit.units import Text

LEVELS = {
    UnitLevel.COUNTY: (Text("县区、开发区", "counties"), " county"),
    UnitLevel.MUNICIPAL: (Text("市级单位", "city units"), " city unit"),
}
"""What is connected, and how English calls one of it."""
PLUS = {"zh": "＋", "en": " + "}
FLOORS = ("多", "余", "以上")
HOSTS = 2
HOSTING = Text("主办单位", "Hosts")
TITLE, CONNECTED = Text("会议", "Meetings"), Text("接入视频会议", "connected")
UNITS, SERVED, HELD, ONLINE, ROOMS = (
    "meetings.units",
    "meetings.served",
    "meetings.held",
    "meetings.endpoints_online",
    "meetings.endpoints",
)
SERVED_TITLE, AT_LEAST = Text("累计保障会议", "Meetings served"), Text("公布下限", "at least")
WEEKS, UP = Text("近12周每周会议次数", "Meetings a week, last 12 weeks"), Text("终端在线", "Rooms online")
NOTE = Text("累计保障会议说明", "Note on meetings served")


def data(board: Board) -> Content:
    """Levels and meetings served, then the weeks, the rooms and the first of those who host."""
    served = [(SERVED_TITLE, Figure(SERVED, board[SERVED]))]
    floor = [(NOTE, AT_LEAST)] if is_floor(board[SERVED]) else []
    rooms = [(UP, Figure(ONLINE, board[ONLINE])), (Text("会场终端", "Rooms"), Figure(ROOMS, board[ROOMS]))]
    connected = _connected(board)
    values = (
        labelled([(CONNECTED, Figure(UNITS, board[UNITS]))]),
        connected,
        labelled([*served, *floor]),
        series(board, HELD, WEEKS),
        labelled([*rooms, (title_of(board, HELD), Figure(HELD, board[HELD]))]),
        _hosting(board),
    )
    said = {language: _levels(connected, language) for language in LANGUAGES}
    first = summary(board, UNITS, *values, note=CONNECTED, under=said)
    return content(board, TITLE, *values, courses=[HELD], summary=first)


def _connected(board: Board) -> Value:
    rows = [replace(row, name=words) for code, (words, _) in LEVELS.items() if (row := board.row("levels", code))]
    known = [row for row in rows if cell(row, UNITS).value is not None]
    return table(CONNECTED, [column(board, UNITS)], known, of="levels", hidden=True)


def _hosting(board: Board) -> Value:
    rows = [row for row in board.rows("meeting_hosts") if row.code != "others"][:HOSTS]
    held = replace(column(board, HELD), period=TWELVE_WEEKS)
    return table(HOSTING, [held], rows, of="meeting_hosts", kind=ValueKind.RANKING, name=ValueColumn(HOSTING))


def draw(board: Content, view: View) -> Element:
    return zone(
        heading(
            board,
            view,
            view.tell(TITLE),
            metric=UNITS,
            note=view.tell(CONNECTED),
        ),
        lead(board, view, UNITS),
        under(board, view, UNITS, *line(board, view)),
        bars.evidence(
            [_weeks_head(board, view), _weeks(board, view), _rooms(board, view), *_hosts(board, view)],
            head=_served(board, view),
        ),
        class_="area",
        tag="article",
    )


def is_floor(given: Number) -> bool:
    return bool(given.spoken) and any(word in str(given.spoken) for word in FLOORS)


def _levels(connected: Value, language: str) -> list[str | Figure]:
    said: list[str | Figure] = []
    for row in (record.row for record in connected.records if record.row is not None):
        shown = spoken(UNITS, row[UNITS], member=RowKey("levels", row.code))
        single = language == "en" and row[UNITS].value == 1
        name = LEVELS[UnitLevel(row.code)][1] if single else row.name.zh if language == "zh" else f" {row.name.en}"
        said += [*([PLUS[language]] if said else []), shown, name]
    return said


def _served(board: Content, view: View) -> Element:
    note = entry(board, NOTE)
    small = el("small", view.tell(note)) if isinstance(note, Text) else None
    shown = number(SERVED, board[SERVED], view.language, unit=view.language != "en")
    return bars.head([view.tell(SERVED_TITLE), small], shown, lead=True)


def _weeks_head(board: Content, view: View) -> Element:
    invented = board[HELD].demo and not board[UNITS].demo
    mark = badge.demo(view.language) if invented else None
    name = bars.name(view.say("近12周，每周次数", "12 weeks, a week"))
    return el("li", name, bars.value(mark), class_="demo-divider", data_origin=Provenance.DEMO if invented else None)


def _weeks(board: Content, view: View) -> Element:
    drawn = week_columns(board, view, HELD, label=view.tell(WEEKS))
    return el("li", drawn or el("span", view.say("无数据", "no data"), class_="entry text-3"), class_="week-row")


def _rooms(board: Content, view: View) -> Element:
    online, rooms = board[ONLINE], board[ROOMS]
    share = online.value / rooms.value if online.value is not None and rooms.value else None
    shown = [
        number(ONLINE, online, view.language),
        "/" if rooms.value is not None else None,
        number(ROOMS, rooms, view.language) if rooms.value is not None else None,
    ]
    name = bars.name(view.tell(UP))
    return bars.row(name, bars.value(*shown), bar=bars.bar(share, "done"))


def _hosts(board: Content, view: View) -> list[Element]:
    rows = board.rows("meeting_hosts")
    most = largest(rows, HELD)
    return [_host(row, view, most=most, first=index == 0) for index, row in enumerate(rows)]


def _host(row: Row, view: View, *, most: float, first: bool) -> Element:
    held = number(
        HELD,
        cell(row, HELD),
        view.language,
        member=RowKey("meeting_hosts", row.code),
        unit=view.language != "en",
    )
    small = view.say("主办最多", "most often") if first and cell(row, HELD).value is not None else None
    name = bars.name(short(row, view.language, most=14 if first else 22), small=small)
    return bars.row(name, bars.value(held), bar=bars.bar(proportion(row, HELD, most)))


declare(
    Panel(
        name="meetings_area",
        title=TITLE,
        question=Text("谁接入了视频会议，用得怎样？", "Who is on the video-meeting system, and how is it used?"),
        metrics=(UNITS, SERVED, HELD, ONLINE, ROOMS),
        tables=("levels", "meeting_hosts"),
        data=data,
        draw=draw,
        area=True,
    )
)
