"""Meetings by hour and host, and the state of the rooms."""

from __future__ import annotations

from cockpit.board.records import Row
from cockpit.board.tables.meetings import STATES, WEEKDAYS_EN, WEEKDAYS_ZH
from cockpit.units import Text
from tests.handmade.figures import VALUES, demo

STARTS = {
    1: {9: 2, 10: 1, 14: 2, 15: 2, 16: 1},
    2: {9: 3, 10: 1, 14: 1, 15: 2},
    3: {8: 1, 9: 4, 10: 2, 14: 2, 15: 1, 16: 1},
    4: {9: 2, 10: 1, 14: 2, 15: 1},
    5: {9: 3, 10: 1, 14: 2, 15: 1},
    6: {9: 1, 10: 1, 17: 1},
    7: {14: 1, 18: 1},
}


def moment(weekday: int, hour: int) -> Text:
    return Text(f"周{WEEKDAYS_ZH[weekday - 1]} {hour}时", f"{WEEKDAYS_EN[weekday - 1]} {hour}:00")


MEETING_HOURS = tuple(
    Row(
        f"{weekday}-{hour}",
        moment(weekday, hour),
        moment(weekday, hour),
        {"meetings.held": demo("meetings.held", held)},
        {"weekday": weekday, "hour": hour},
    )
    for weekday, hours in STARTS.items()
    for hour, held in hours.items()
)


MEETING_HOSTS = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {"meetings.held": demo("meetings.held", held)},
        {"members": 8} if code == "others" else {},
    )
    for code, zh, en, held in (
        ("yjj", "市应急局", "Emergency Mgmt", 9),
        ("wjw", "市卫健委", "Health", 7),
        ("zfb", "市政府办公室", "Government Office", 6),
        ("jyj", "市教育局", "Education", 5),
        ("fxb", "市防汛办", "Flood Control", 4),
        ("others", "其他单位", "Other units", 13),
    )
)


ENDPOINT_STATES = tuple(Row(code, text, text, {metric: VALUES[metric]}) for code, (metric, text) in STATES.items())
