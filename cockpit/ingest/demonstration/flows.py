"""The sharing flows of every day: windows of seven days whose sums are given, down to pair, kind and day."""

from __future__ import annotations

from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.history import Cells, History
from cockpit.ingest.demonstration.pace import Pace
from cockpit.ingest.demonstration.rhythm import DAY, WEEK, WEEKDAYS, week
from cockpit.ingest.demonstration.sharing_pairs import Pair, pairs
from cockpit.store import tables
from cockpit.store.vocabulary import ResourceKind

RAMP = 26
"""Weeks until a new pair exchanges as much as an old one."""

PER_FILE = 24_000
BYTES = {ResourceKind.FILE: 140, ResourceKind.TABLE: 230, ResourceKind.API: 880}
"""Bytes of a record, about."""


class Flows:
    """The rows of a day; a window is worked out when one of its days is first asked for, and then kept."""

    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._rhythm = calibration.rhythm
        self._pairs = pairs(calibration)
        self._totals = {held.ends_on: held.exchanged for held in calibration.weeks}
        self._window: dict[date, list[Cells]] = {}

    def history(self) -> History:
        outages = self._rhythm.outages
        days = [day for day in self._rhythm.days() if day not in outages or outages[day].percent_left]
        return History(tables.flow_daily, days, self.cells)

    def cells(self, day: date) -> list[Cells]:
        if day not in self._window:
            weeks_ago = (self._rhythm.last_day - day).days // 7
            self._window = self._worked_out(self._rhythm.last_day - weeks_ago * WEEK, weeks_ago)
        return self._window[day]

    def _worked_out(self, last: date, weeks_ago: int) -> dict[date, list[Cells]]:
        chance = Chance(self._calibration.seed, f"flows to {last}")
        days = week(last)
        active = [pair for pair in self._pairs if pair.since <= last - 6 * DAY]
        weights = [self._weight(pair, last, weeks_ago=weeks_ago, chance=chance) for pair in active]
        volumes = apportion(self._total(last, weeks_ago=weeks_ago, chance=chance), weights)
        window: dict[date, list[Cells]] = {day: [] for day in days}
        paces = {day: Pace(chance, self._rhythm.outages.get(day)) for day in days}
        busy = [self._busy(day) for day in days]
        for pair, records in zip(active, volumes, strict=True):
            for day, kind, part in _shared_out(pair, records, days=days, busy=busy, chance=chance):
                window[day].append(_cells(pair, kind, records=part, pace=paces[day], chance=chance))
        return window

    def _weight(self, pair: Pair, last: date, *, weeks_ago: int, chance: Chance) -> int:
        """In the last window exactly what is given; before it, about that, and less while the pair is new."""
        if not weeks_ago:
            return pair.records
        age = min(RAMP, (last - pair.since).days // 7 + 1)
        return chance.around(pair.records * age // RAMP, 70) + 1

    def _total(self, last: date, *, weeks_ago: int, chance: Chance) -> int:
        if last in self._totals:
            return self._totals[last]
        begin = self._calibration.constants.whole("records_per_week.begin")
        end = self._calibration.weeks[0].exchanged
        weeks = (self._calibration.weeks[0].ends_on - self._rhythm.first_day).days // 7
        passed = max(0, weeks - (weeks_ago - len(self._calibration.weeks) + 1))
        grown = begin + (end - begin) * passed * (weeks + passed) // (2 * weeks * weeks)
        season = sum(self._busy(day) for day in week(last)) // 100
        usual = sum(WEEKDAYS)
        return chance.around(grown * (usual + season) // (2 * usual), 18)

    def _busy(self, day: date) -> int:
        outage = self._rhythm.outages.get(day)
        return self._rhythm.busy(day) * (outage.percent_left if outage else 100)


def _shared_out(
    pair: Pair, records: int, *, days: list[date], busy: list[int], chance: Chance
) -> list[tuple[date, ResourceKind, int]]:
    """The records of a window by day and kind; what is too little for a day of its own is in no row."""
    places: list[tuple[date, ResourceKind]] = []
    weights: list[int] = []
    for kind, part in pair.kinds:
        for day, today in zip(days, busy, strict=True):
            if kind == ResourceKind.FILE and day.weekday() != pair.file_day:
                continue
            if (kind == ResourceKind.TABLE and day.weekday() == 6) or (pair.only_working_days and day.weekday() > 4):
                continue
            places.append((day, kind))
            # A file holds the week; people call interfaces, machines synchronise tables.
            own = (
                sum(busy)
                if kind == ResourceKind.FILE
                else today
                if kind == ResourceKind.API
                else today + 4000 * (today > 0)
            )
            weights.append(chance.around(own * part, 60))
    if not sum(weights):
        places, weights = [(day, pair.kinds[0][0]) for day in days], [today or 1 for today in busy]
    return [(day, kind, share) for (day, kind), share in zip(places, apportion(records, weights), strict=True) if share]


def _cells(pair: Pair, kind: ResourceKind, *, records: int, pace: Pace, chance: Chance) -> Cells:
    per = pair.per_call if kind == ResourceKind.API else pair.per_table if kind == ResourceKind.TABLE else PER_FILE
    exchanges = max(1, records // per)
    size = chance.around(BYTES[kind], 120)
    return (
        pair.provider,
        pair.consumer,
        kind,
        pair.scenario,
        exchanges,
        pace.failed(exchanges, chance),
        records,
        records * size,
        *pace.buckets(kind, exchanges, chance),
    )
