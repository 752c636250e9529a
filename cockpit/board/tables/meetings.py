"""Tables of the meetings: when they begin, who calls them, in what state the rooms are."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from cockpit.board.board import Row
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import OTHERS, TableInput, ranked
from cockpit.calendar import COURSE_STEPS
from cockpit.metrics.measure import When
from cockpit.metrics.number import Number
from cockpit.metrics.reading import MeetingStart, worst
from cockpit.store.vocabulary import EndpointState
from cockpit.units import Text

HELD = "meetings.held"
HOSTS = 5
STATES = {
    EndpointState.ONLINE: ("meetings.endpoints_online", Text("在线", "Online")),
    EndpointState.OFFLINE: ("meetings.endpoints_offline", Text("离线", "Offline")),
    EndpointState.ADJUSTING: ("meetings.endpoints_adjusting", Text("调试", "Adjusting")),
}
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def tables(asked: TableInput) -> dict[str, list[Row]]:
    return {"meeting_hours": _hours(asked), "meeting_hosts": _hosts(asked), "endpoint_states": _states(asked)}


def _counted(asked: TableInput, meetings: list[MeetingStart]) -> Number:
    provenance = worst(*(meeting.provenance for meeting in meetings))
    day = asked.answer.as_of
    covered = asked.answer.coverage(HELD, When(day, day - timedelta(days=7 * COURSE_STEPS)))
    coverage = covered.brief if covered else None
    return Number(len(meetings), "meeting", as_of=day, provenance=provenance, coverage=coverage)


def _hours(asked: TableInput) -> list[Row]:
    cells: dict[tuple[int, int], list[MeetingStart]] = defaultdict(list)
    for meeting in asked.reading.meetings:
        if meeting.hour is not None:
            cells[meeting.weekday, meeting.hour].append(meeting)
    rows = []
    for (weekday, hour), meetings in sorted(cells.items()):
        text = Text(f"周{WEEKDAYS_ZH[weekday - 1]} {hour}时", f"{WEEKDAYS_EN[weekday - 1]} {hour}:00")
        attributes = {"weekday": weekday, "hour": hour}
        rows.append(Row(f"{weekday}-{hour}", text, text, {HELD: _counted(asked, meetings)}, attributes))
    return rows


def _hosts(asked: TableInput) -> list[Row]:
    by_host: dict[str, list[MeetingStart]] = defaultdict(list)
    for meeting in asked.reading.meetings:
        by_host[meeting.host].append(meeting)
    rows = ranked((asked.unit_row(code, {HELD: _counted(asked, found)}) for code, found in by_host.items()), HELD)
    rest = [meeting for row in rows[HOSTS:] for meeting in by_host[row.code]]
    if not rest:
        return rows
    text = Text("其他单位", "Other units")
    others = Row(OTHERS, text, text, {HELD: _counted(asked, rest)}, {"members": len(rows) - HOSTS})
    return [*rows[:HOSTS], others]


def _states(asked: TableInput) -> list[Row]:
    return [Row(code, text, text, {metric: asked.answer.number(metric)}) for code, (metric, text) in STATES.items()]


declare(Tables("meetings", tables))
