"""Open data: the datasets with their updates, and what was downloaded and called by unit and theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.history import Cells, Changes, History, Row
from cockpit.ingest.demonstration.rhythm import DAY
from cockpit.store import tables
from cockpit.store.vocabulary import Provenance, UnitLevel

CADENCES = ((7, 4), (30, 26), (90, 36), (180, 18), (365, 16))
"""Agreed days between updates, with their weight."""

FORMATS = ("xls csv", "xls csv json", "csv json xml", "xls", "csv json api", "xls csv json xml api")

OPENERS = "@openers"
"""The group of the departments that open data."""


@dataclass(frozen=True)
class DemonstrationDataset:
    """`updates` are the days of new data, the day it was opened first; `last_day` is the last that was reported."""

    unit: str
    theme: str
    cadence: int
    formats: str
    updates: tuple[date, ...]
    last_day: date


class Opening:
    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._chance = Chance(calibration.seed, "opening")
        self._datasets = self._all()

    def register(self) -> list[Row]:
        """One row for each open dataset, numbered by unit in the order in which they were opened."""
        rows: list[Row] = []
        numbers: dict[str, int] = defaultdict(int)
        themes = {theme["code"]: theme["name_zh"] for theme in self._calibration.city.registers["theme"]}
        for dataset in sorted(self._datasets, key=lambda held: (held.unit, held.updates[0])):
            numbers[dataset.unit] += 1
            number = numbers[dataset.unit]
            owner = self._calibration.name("unit", dataset.unit)
            rows.append(
                {
                    "code": f"{dataset.unit}-{number:03d}",
                    "unit": dataset.unit,
                    "theme": dataset.theme,
                    "title_zh": f"{owner}{themes[dataset.theme]}数据{number:03d}",
                    "formats": dataset.formats,
                    "published_on": dataset.updates[0],
                    "updated_on": dataset.updates[-1],
                    "cadence_days": dataset.cadence,
                    "provenance": Provenance.DEMO,
                }
            )
        return rows

    def history(self) -> History:
        levels: dict[Cells, dict[date, tuple[int, int]]] = defaultdict(dict)
        for day, key, (datasets, on_time) in self._changes().levels():
            levels[key][day] = (datasets, on_time)
        by_day: dict[date, list[Cells]] = defaultdict(list)
        leading = _leading(levels)
        for key, moves in levels.items():
            for day, cells in self._by_day(key, moves, always=key in leading):
                by_day[day].append(cells)
        return History(tables.opening_daily, by_day, by_day.__getitem__)

    def _changes(self) -> Changes:
        """Open datasets, and of these the ones within their cadence: late from the day after it ended to the update."""
        changes = Changes(2, self._calibration.rhythm.first_day)
        for dataset in self._datasets:
            key = (dataset.unit, dataset.theme)
            changes.move(key, dataset.updates[0], 1, 1)
            for number, update in enumerate(dataset.updates):
                late = update + (dataset.cadence + 1) * DAY
                again = dataset.updates[number + 1] if number + 1 < len(dataset.updates) else None
                if late <= dataset.last_day and (again is None or late < again):
                    changes.move(key, late, 0, -1)
                    if again:
                        changes.move(key, again, 0, 1)
        return changes

    def _by_day(self, key: Cells, moves: dict[date, tuple[int, int]], *, always: bool) -> list[tuple[date, Cells]]:
        """A row where a level moved or somebody used the data, or `always`: every unit speaks every day."""
        rhythm, chance = self._calibration.rhythm, self._chance
        silent, silent_last = _silent(self._calibration)
        log_last = _log_last(self._calibration)
        interest, calling = chance.whole(2, 22), chance.whole(200, 2600) if chance.happens(330) else 0
        length = (rhythm.last_day - rhythm.first_day).days
        rows: list[tuple[date, Cells]] = []
        level = (0, 0)
        for number, day in enumerate(rhythm.days()):
            if key[0] == silent and day > silent_last:
                break
            level = moves.get(day, level)
            if not level[0]:
                continue
            grown = 40 + 60 * number // length
            use = level[0] * rhythm.busy(day) * grown
            logged = 100 if day < log_last else 66 if day == log_last else 0
            downloads = (use * interest * logged // 100 + chance.whole(0, 599_999)) // 600_000
            calls = (use * calling * logged // 100 + chance.whole(0, 599_999)) // 600_000 if calling else 0
            if not logged:
                downloads = calls = 0
            if always or downloads or calls or day in moves:
                rows.append((day, (*key, level[0], *level, downloads, calls)))
        return rows

    def _all(self) -> list[DemonstrationDataset]:
        """As many as published; the last week's part and the late ones as calibrated."""
        calibration, chance = self._calibration, self._chance
        constants = calibration.constants
        silent, silent_last = _silent(calibration)
        owners = [unit for unit, count in _counts(calibration).items() for _ in range(count)]
        total = len(owners)
        places = range(total)
        speaking = [place for place in places if owners[place] != silent]
        new = set(chance.shuffled(speaking)[: constants.whole("last_week.datasets")])
        may_be_late = chance.shuffled([place for place in places if place not in new])
        late = set(may_be_late[: total - constants.whole("opening.updated_on_time")])
        themes = _themes(calibration, chance)
        datasets = []
        for place in places:
            unit = owners[place]
            last_day = silent_last if unit == silent else calibration.rhythm.last_day
            datasets.append(self._dataset(unit, themes[unit], last_day=last_day, new=place in new, late=place in late))
        return datasets

    def _dataset(self, unit: str, themes: list[str], *, last_day: date, new: bool, late: bool) -> DemonstrationDataset:
        rhythm, chance = self._calibration.rhythm, self._chance
        cadence = chance.weighted([days for days, _ in CADENCES], [weight for _, weight in CADENCES])
        if late:
            cadence = min(cadence, max(CADENCES[0][0], rhythm.part(8).days))
        if new:
            opened = rhythm.between(self._calibration.last_week + DAY, rhythm.last_day, chance)
        else:
            # Room for the agreed days and for being late after them.
            room = rhythm.part(13)
            opened = rhythm.between(rhythm.first_day, min(self._calibration.last_week, last_day - room), chance)
            if chance.happens(60):
                opened = rhythm.first_day
        overdue = cadence + chance.whole(1, cadence // 2 + 4) if late else chance.whole(0, cadence)
        update = max(opened, last_day - overdue * DAY)
        updates = [update]
        while update > opened:
            # Most updates come in time, some do not.
            gap = cadence * (chance.whole(60, 100) if chance.happens(930) else chance.whole(108, 150)) // 100
            update = max(opened, update - max(1, gap) * DAY)
            updates.append(update)
        theme = chance.weighted(themes, list(range(len(themes) * 2, len(themes), -1)))
        return DemonstrationDataset(
            unit, theme, cadence, chance.weighted(FORMATS, (30, 25, 12, 18, 9, 6)), tuple(reversed(updates)), last_day
        )


def _leading(levels: Mapping[Cells, Mapping[date, object]]) -> set[Cells]:
    """Of every unit the theme that it opened first."""
    first: dict[object, tuple[date, Cells]] = {}
    for key, moves in levels.items():
        begun = (min(moves), key)
        first[key[0]] = min(first.get(key[0], begun), begun)
    return {key for _, key in first.values()}


def _silent(calibration: Calibration) -> tuple[str, date]:
    return calibration.constants.of("silent.unit", str), calibration.constants.of("silent.last_day", date)


def _log_last(calibration: Calibration) -> date:
    """The last day of which the log has come."""
    log = calibration.constants.of("opening.log", str)
    newest = [mark.newest_at for mark in calibration.marks if mark.source == log and mark.newest_at]
    return newest[0].date() if newest else calibration.rhythm.last_day + DAY


def _counts(calibration: Calibration) -> dict[str, int]:
    """The counties as given; the departments share what they leave."""
    counts = dict(calibration.county_datasets)
    left = calibration.published("opening.datasets") - sum(counts.values())
    openers = calibration.members(OPENERS)
    parts = apportion(left, [weight for _, weight in openers])
    return counts | {unit: part for (unit, _), part in zip(openers, parts, strict=True)}


def _themes(calibration: Calibration, chance: Chance) -> dict[str, list[str]]:
    """A county opens data on several themes, a department on one or two."""
    codes = [theme["code"] for theme in calibration.city.registers["theme"]]
    wide = set(calibration.units(UnitLevel.COUNTY))
    return {
        unit: chance.shuffled(codes)[: chance.whole(4, 6) if unit in wide else chance.whole(1, 2)]
        for unit in _counts(calibration)
    }
