"""Meetings by hour and host, and the state of the rooms."""

from __future__ import annotations

from cockpit.board.parts import Row
from cockpit.units import Text
from tests.handmade.figures import NUMBERS, demo

STARTS = {
    1: {9: 2, 10: 1, 14: 2, 15: 2, 16: 1},
    2: {9: 3, 10: 1, 14: 1, 15: 2},
    3: {8: 1, 9: 4, 10: 2, 14: 2, 15: 1, 16: 1},
    4: {9: 2, 10: 1, 14: 2, 15: 1},
    5: {9: 3, 10: 1, 14: 2, 15: 1},
    6: {9: 1, 10: 1, 17: 1},
    7: {14: 1, 18: 1},
}


MEETING_HOURS = tuple(
    Row(
        f"{weekday}-{hour}",
        Text(f"周{'一二三四五六日'[weekday - 1]}{hour}时", f"day {weekday} {hour}:00"),
        Text(f"周{'一二三四五六日'[weekday - 1]}{hour}时", f"day {weekday} {hour}:00"),
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
        ("others", "其他单位", "Others", 13),
    )
)


ENDPOINT_STATES = tuple(
    Row(code, Text(zh, en), Text(zh, en), {metric: NUMBERS[metric]})
    for code, zh, en, metric in (
        ("online", "在线", "online", "meetings.endpoints_online"),
        ("offline", "离线", "offline", "meetings.endpoints_offline"),
        ("adjusting", "调试", "adjusting", "meetings.endpoints_adjusting"),
    )
)
