"""Video meetings: who called them, when, who was invited and who came; and the state of the rooms by day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance
from cockpit.ingest.demonstration.history import Cells, History, Row
from cockpit.ingest.demonstration.rhythm import week
from cockpit.ingest.demonstration.rooms import ADJUSTING, OFFLINE, ONLINE, Room
from cockpit.store import tables
from cockpit.store.vocabulary import Provenance, UnitLevel

TITLES = ("工作视频调度会", "专题视频会议", "视频培训会", "月度工作视频会", "视频会商")
PACE = (1, 2, 2, 3, 3, 4, 4, 5, 6)
"""Meetings a week before the calibrated weeks."""


@dataclass(frozen=True)
class DemonstrationMeeting:
    host: str
    day: date
    hour: int
    minutes: int
    title: str
    attended: dict[str, int]


def meetings(calibration: Calibration, rooms: list[Room]) -> list[DemonstrationMeeting]:
    chance = Chance(calibration.seed, "meetings")
    found: list[DemonstrationMeeting] = []
    for last, slots, hosts in _weeks(calibration, chance):
        days = week(last)
        for (weekday, hour), host in zip(slots, hosts, strict=True):
            day = next(day for day in days if day.weekday() == weekday)
            if day >= calibration.rhythm.first_day:
                found.append(_meeting(calibration, rooms, (day, hour), host, chance))
    return sorted(found, key=lambda meeting: (meeting.day, meeting.hour, meeting.host))


def _weeks(calibration: Calibration, chance: Chance) -> list[tuple[date, list[tuple[int, int]], list[str]]]:
    """Last day, times and hosts: dealt out of the calibration in its weeks, drawn from it before them."""
    slots, hosts = calibration.meeting_hours, calibration.meeting_hosts
    dealt_slots, dealt_hosts = chance.shuffled(slots), chance.shuffled(hosts)
    weeks = []
    for held in calibration.weeks:
        weeks.append((held.ends_on, dealt_slots[: held.meetings], dealt_hosts[: held.meetings]))
        del dealt_slots[: held.meetings], dealt_hosts[: held.meetings]
    for last in calibration.rhythm.windows():
        if last < calibration.weeks[0].ends_on:
            drawn = [slots[chance.whole(0, len(slots) - 1)] for _ in range(PACE[chance.whole(0, len(PACE) - 1)])]
            kept = [slot for slot in drawn if calibration.rhythm.works(_day_of(last, slot)) or slot[0] > 4]
            weeks.append((last, kept, [hosts[chance.whole(0, len(hosts) - 1)] for _ in kept]))
    return weeks


def _day_of(last: date, slot: tuple[int, int]) -> date:
    return next(day for day in week(last) if day.weekday() == slot[0])


def _meeting(
    calibration: Calibration, rooms: list[Room], time: tuple[date, int], host: str, chance: Chance
) -> DemonstrationMeeting:
    day, hour = time
    counties = set(calibration.units(UnitLevel.COUNTY))
    wide = chance.happens(550)
    size = chance.whole(55, 100) if chance.happens(110) else chance.whole(3, 26)
    there = [room for room in chance.shuffled(rooms) if room.reports(day) and room.unit != host]
    invited = [room for room in there if wide and room.unit in counties]
    invited += [room for room in there if room.unit not in counties][:size]
    attended = {host: 1}
    for room in invited:
        attended[room.unit] = int(room.state(day) == ONLINE and chance.happens(975))
    title = f"{calibration.name('unit', host)}{TITLES[chance.whole(0, len(TITLES) - 1)]}"
    return DemonstrationMeeting(host, day, hour, 5 * chance.whole(7, 30), title, attended)


def register(meetings: list[DemonstrationMeeting]) -> tuple[list[Row], list[Row]]:
    """The meetings, and the units that take part in them."""
    held: list[Row] = []
    taking_part: list[Row] = []
    for number, meeting in enumerate(meetings, start=1):
        code = f"meeting-{number:04d}"
        held.append(
            {
                "code": code,
                "host": meeting.host,
                "title_zh": meeting.title,
                "day": meeting.day,
                "hour": meeting.hour,
                "minutes": meeting.minutes,
                "provenance": Provenance.DEMO,
            }
        )
        taking_part.extend(
            {"meeting": code, "unit": unit, "attended": attended, "provenance": Provenance.DEMO}
            for unit, attended in meeting.attended.items()
        )
    return held, taking_part


def history(calibration: Calibration, rooms: list[Room], meetings: list[DemonstrationMeeting]) -> History:
    """A row where a unit met, was invited, or its room changed."""
    first = calibration.rhythm.first_day
    met: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for meeting in meetings:
        for unit, attended in meeting.attended.items():
            counts = met[meeting.day, unit]
            called = int(unit == meeting.host)
            for place, amount in enumerate((called, called * meeting.minutes, 1, attended)):
                counts[place] += amount
    by_day: dict[date, list[Cells]] = defaultdict(list)
    for room in rooms:
        days = {max(first, room.connected_on), *room.changes, *(day for day, unit in met if unit == room.unit)}
        for day in sorted(days):
            state = room.state(day)
            fault = int(room.changes.get(day) == OFFLINE)
            connected = int(room.connected_on <= day)
            level = (connected, connected * (state == ONLINE), connected * (state == ADJUSTING))
            by_day[day].append((room.unit, *met.get((day, room.unit), (0, 0, 0, 0)), fault, *map(int, level)))
    return History(tables.meeting_daily, by_day, by_day.__getitem__)
