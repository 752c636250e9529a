"""The counters that systems report about themselves: resources in all, confirmed items, interfaces of the portal."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance
from cockpit.ingest.demonstration.history import Cells, History
from cockpit.ingest.demonstration.rhythm import DAY
from cockpit.store import tables

Counter = list[tuple[date, int]]


def history(**counters: Counter) -> History:
    """A row on every day on which a counter moved."""
    by_day: dict[date, list[Cells]] = defaultdict(list)
    for figure, counter in counters.items():
        before = None
        for day, value in sorted(counter):
            if value != before:
                by_day[day].append((figure, value))
            before = value
    return History(tables.reported_daily, by_day, by_day.__getitem__)


def portal_interfaces(calibration: Calibration) -> Counter:
    """One interface after the other on the sharing network."""
    rhythm = calibration.rhythm
    chance = Chance(calibration.seed, "portal interfaces")
    total = calibration.published("sharing.portal_interfaces")
    new = calibration.constants.whole("last_week.portal_interfaces")
    opened = rhythm.first_day + rhythm.part(16)
    days = [rhythm.between(opened, calibration.last_week, chance) for _ in range(total - new)]
    days += [rhythm.between(calibration.last_week + DAY, rhythm.last_day, chance) for _ in range(new)]
    # Two on one day make one row with the later count.
    return list({day: number for number, day in enumerate(sorted(days), start=1)}.items())
