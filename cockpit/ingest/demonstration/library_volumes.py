"""The base libraries: their items, and how their records and items grew by contributing department."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from cockpit.ingest.demonstration.calibration import Calibration, Contributor
from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.history import Cells, Changes, History, Row
from cockpit.ingest.demonstration.rhythm import DAY, WEEK, week
from cockpit.store import tables
from cockpit.store.vocabulary import Provenance

CLOSED = 60
"""Nothing new was catalogued in the last days; what was published is what there had been for a while."""


def items(calibration: Calibration) -> list[Row]:
    """The register of catalogue items: as many by library as published, stored as far as published."""
    rows: list[Row] = []
    for library, contributors in _by_library(calibration).items():
        rows.extend(_items_of(calibration, library, contributors))
    return rows


def history(calibration: Calibration, items: list[Row]) -> History:
    """Volumes by library and department; what is not published as stored stays empty."""
    changes = Changes(3, calibration.rhythm.first_day)
    for library, contributors in _by_library(calibration).items():
        for number, contributor in enumerate(contributors):
            for day, records in _records(calibration, contributors, number):
                changes.move((library, contributor.unit), day, records, 0, 0)
    for item in items:
        key = (item["library"], item["unit"])
        changes.move(key, item["catalogued_on"], 0, 1, 0)
        if item["stored_on"]:
            changes.move(key, item["stored_on"], 0, 0, 1)
    by_day: dict[date, list[Cells]] = defaultdict(list)
    for day, (library, unit), (records, catalogued, stored) in changes.levels():
        known = _stored(calibration, library) is not None
        by_day[day].append((library, unit, records, catalogued, stored if known else None))
    return History(tables.library_daily, by_day, by_day.__getitem__)


def confirmed(calibration: Calibration, items: list[Row]) -> list[tuple[date, int]]:
    """The counter of confirmed items, brought up to date monthly: an item that serves two libraries counts once."""
    rhythm = calibration.rhythm
    published = calibration.published("volumes.items_confirmed")
    days = [rhythm.first_day, *(day for day in rhythm.days() if day.day == 1 and day > rhythm.first_day)]
    counter = []
    for day in days:
        catalogued = sum(1 for item in items if item["catalogued_on"] <= day)
        counter.append((rhythm.next_working(day), catalogued * published // len(items)))
    return counter


def _by_library(calibration: Calibration) -> dict[str, list[Contributor]]:
    libraries: dict[str, list[Contributor]] = defaultdict(list)
    for contributor in calibration.contributors:
        libraries[contributor.library].append(contributor)
    return libraries


def _stored(calibration: Calibration, library: str) -> int | None:
    return calibration.published_if("volumes.items_stored", dimension="library", member=library)


def _items_of(calibration: Calibration, library: str, contributors: list[Contributor]) -> list[Row]:
    chance = Chance(calibration.seed, f"items of {library}")
    catalogued = calibration.published("volumes.items_catalogued", dimension="library", member=library)
    stored = _stored(calibration, library)
    spare = [
        1 + more for more in apportion(catalogued - len(contributors), [held.items_weight for held in contributors])
    ]
    # Each department has at least one item stored, because each has records in the library.
    filled = [0] * len(spare)
    if stored is not None:
        filled = [1 + more for more in apportion(stored - len(spare), [count - 1 for count in spare])]
    rows: list[dict[str, Any]] = []
    for contributor, count, full in zip(contributors, spare, filled, strict=True):
        for number in range(count):
            day = _catalogued_on(calibration, contributor, chance, first=number == 0)
            stored_on = _stored_on(calibration, contributor, day, chance) if number < full else None
            if number == 0 and stored_on:
                stored_on = contributor.joined_on
            rows.append({"library": library, "unit": contributor.unit, "catalogued_on": day, "stored_on": stored_on})
    _store_some_last_week(calibration, library, rows, chance)
    name = calibration.name("library", library)
    for number, row in enumerate(rows, start=1):
        row["code"] = f"{library}-{number:03d}"
        row["title_zh"] = f"{name}数据项{number:03d}（{calibration.name('unit', row['unit'])}）"
        row["provenance"] = Provenance.DEMO
    return list(rows)


def _catalogued_on(calibration: Calibration, contributor: Contributor, chance: Chance, *, first: bool) -> date:
    joined = contributor.joined_on
    if first:
        return joined - chance.whole(10, 40) * DAY
    last = calibration.last_week - CLOSED * DAY
    if chance.happens(500):
        last = min(last, joined + 120 * DAY)
    return calibration.rhythm.between(joined, last, chance)


def _stored_on(calibration: Calibration, contributor: Contributor, catalogued: date, chance: Chance) -> date:
    first = max(catalogued + 7 * DAY, contributor.joined_on)
    last = min(calibration.last_week, first + 110 * DAY)
    return calibration.rhythm.between(first, last, chance)


def _store_some_last_week(calibration: Calibration, library: str, rows: list[dict[str, Any]], chance: Chance) -> None:
    wanted = calibration.constants.whole_or_zero(f"last_week.items_stored.{library}")
    seen: set[str] = set()
    later = []
    for row in rows:  # a department's first item is what its records began with
        if row["unit"] in seen and row["stored_on"]:
            later.append(row)
        seen.add(row["unit"])
    for row in chance.shuffled(later)[:wanted]:
        row["stored_on"] = calibration.rhythm.between(calibration.last_week + DAY, calibration.rhythm.last_day, chance)


def _records(calibration: Calibration, contributors: list[Contributor], number: int) -> list[tuple[date, int]]:
    """Records that a contributor added, by day; their sum is its share of the published volume."""
    contributor = contributors[number]
    library = contributor.library
    weights = [held.records_weight for held in contributors]
    chance = Chance(calibration.seed, f"records of {library} {contributor.unit}")
    final = apportion(calibration.published("volumes.records", dimension="library", member=library), weights)[number]
    amounts = {held.ends_on: apportion(held.added[library], weights)[number] for held in calibration.weeks}
    before = final - sum(amounts.values())
    older = [
        last
        for last in calibration.rhythm.windows()
        if contributor.joined_on < last - WEEK and last < calibration.weeks[0].ends_on
    ]
    due = [_due(contributor, weeks_ago, chance) for weeks_ago in range(len(older))]
    # It grew as fast as in the calibrated weeks; the rest came at once when it joined.
    usual = sum(amounts.values()) * len(older) // len(amounts)
    growth = min(before * 85 // 100, usual * chance.whole(80, 130) // 100) if sum(due) else 0
    if growth:
        amounts |= dict(zip(older, apportion(growth, due), strict=True))
    moves = [(contributor.joined_on, before - growth)]
    for last, amount in amounts.items():
        moves.extend(_delivered(calibration, contributor, last, amount=amount, number=number))
    return [(day, amount) for day, amount in moves if amount]


def _due(contributor: Contributor, weeks_ago: int, chance: Chance) -> int:
    """How much of the growth came in a week; now and then a delivery does not come."""
    if contributor.delivers == "monthly" and (weeks_ago + contributor.records_weight) % 4:
        return 0
    return 0 if chance.happens(30) else chance.around(200 + weeks_ago, 300)


def _delivered(
    calibration: Calibration, contributor: Contributor, last: date, *, amount: int, number: int
) -> list[tuple[date, int]]:
    days = week(last)
    if contributor.delivers != "daily":
        return [(days[(number + contributor.records_weight) % 5], amount)]
    busy = [calibration.rhythm.busy(day) if calibration.rhythm.works(day) else 0 for day in days]
    if not sum(busy):
        busy = [1] * 7
    return list(zip(days, apportion(amount, busy), strict=True))
