"""The rooms of the video-meeting system: one for each unit, connected one after the other, sometimes down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance
from cockpit.ingest.demonstration.history import Row
from cockpit.ingest.demonstration.rhythm import DAY
from cockpit.store.vocabulary import Provenance, UnitLevel

ONLINE, OFFLINE, ADJUSTING = "online", "offline", "adjusting"


@dataclass
class Room:
    """`changes` are the days on which its state changed; a change to offline is a fault."""

    unit: str
    connected_on: date
    last_day: date
    changes: dict[date, str] = field(default_factory=lambda: defaultdict(str))

    def state(self, day: date) -> str:
        held = ONLINE
        for changed, state in sorted(self.changes.items()):
            if changed > day:
                break
            held = state
        return held

    def reports(self, day: date) -> bool:
        return self.connected_on <= day <= self.last_day


def rooms(calibration: Calibration) -> list[Room]:
    """In the end as many offline and being adjusted as calibrated; the silent unit's room stays as it was last seen."""
    rhythm, constants = calibration.rhythm, calibration.constants
    chance = Chance(calibration.seed, "rooms")
    silent = constants.of("silent.unit", str)
    units = calibration.units(UnitLevel.COUNTY, UnitLevel.MUNICIPAL)
    ends = chance.shuffled([unit for unit in units if unit != silent])
    offline = constants.whole("rooms.offline")
    adjusting = ends[offline : offline + constants.whole("rooms.adjusting")]
    found = []
    for unit in units:
        last_day = constants.of("silent.last_day", date) if unit == silent else rhythm.last_day
        room = Room(unit, _connected_on(calibration, chance), last_day)
        since = last_day - chance.whole(0, 26) * DAY
        _interrupt(room, calibration, chance, before=since)
        if unit in ends[:offline]:
            room.changes[since] = OFFLINE
        elif unit in adjusting:
            room.changes[since] = ADJUSTING
        found.append(room)
    return found


def register(calibration: Calibration, rooms: list[Room]) -> list[Row]:
    return [
        {
            "code": f"room-{room.unit}",
            "unit": room.unit,
            "name_zh": f"{calibration.name('unit', room.unit)}视频会场",
            "connected_on": room.connected_on,
            "state": room.state(room.last_day),
            "provenance": Provenance.DEMO,
        }
        for room in rooms
    ]


def _connected_on(calibration: Calibration, chance: Chance) -> date:
    """Half of the rooms were there when the history begins."""
    rhythm = calibration.rhythm
    if chance.happens(500):
        return rhythm.first_day - chance.whole(20, 300) * DAY
    return rhythm.between(rhythm.first_day + rhythm.part(3), rhythm.last_day - rhythm.part(8), chance)


def _interrupt(room: Room, calibration: Calibration, chance: Chance, *, before: date) -> None:
    """Some days offline every few months, and now and then some of adjusting; all over before a given day."""
    day = max(room.connected_on, calibration.rhythm.first_day) + chance.whole(20, 200) * DAY
    while day + 5 * DAY < before:
        room.changes[day] = ADJUSTING if chance.happens(220) else OFFLINE
        room.changes[day + chance.whole(1, 4) * DAY] = ONLINE
        day += chance.whole(45, 330) * DAY
