"""The catalogue and what is mounted under it, by unit and kind; and what the platform says it has in all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.history import Changes
from cockpit.ingest.demonstration.rhythm import DAY
from cockpit.store.vocabulary import ResourceKind, UnitLevel

KINDS = {ResourceKind.FILE: 560, ResourceKind.TABLE: 400, ResourceKind.API: 40}
"""The kinds of resource, with their part in a thousand catalogue entries."""

COUNTED = ((0, 400), (30, 580), (62, 820), (86, 1000))
"""Percent of the history after which the platform's own counter had lost so many thousandths of the difference."""


def changes(calibration: Calibration) -> Changes:
    """Catalogue entries and mounted resources; the sums by kind end in what was published."""
    moves = Changes(2, calibration.rhythm.first_day)
    chance = Chance(calibration.seed, "resources")
    weights = _weights(calibration, chance)
    mounted = {kind: _mounted(calibration, kind, weights, chance) for kind in KINDS}
    catalogues = _catalogues(calibration, mounted, chance)
    keys = [(unit, kind) for unit in weights for kind in KINDS]
    # By size, so that the last week brought nobody more than it has.
    new_mounted = apportion(
        calibration.constants.whole("last_week.resources"), [mounted[kind][unit] for unit, kind in keys]
    )
    new_catalogues = apportion(calibration.constants.whole("last_week.catalogues"), [catalogues[key] for key in keys])
    for key, new_resources, new_entries in zip(keys, new_mounted, new_catalogues, strict=True):
        unit, kind = key
        final = (catalogues[key], mounted[kind][unit])
        if any(final):
            _grow(calibration, moves, key, final=final, new=(new_entries, new_resources), chance=chance)
    return moves


def counted(calibration: Calibration, moves: Changes) -> list[tuple[date, int]]:
    """The platform's own counter: it runs ahead of its parts, in the end by the published difference."""
    rhythm = calibration.rhythm
    added: dict[date, int] = defaultdict(int)
    held: dict[tuple[str, str], int] = defaultdict(int)
    for day, (unit, kind), (_, mounted) in moves.levels():
        added[day] += mounted - held[unit, kind]
        held[unit, kind] = mounted
    difference = calibration.published("sharing.resources") - sum(added.values())
    lost = [(rhythm.first_day + rhythm.part(percent), difference * part // 1000) for percent, part in COUNTED]
    parts, counter = 0, []
    for day in sorted(added.keys() | {day for day, _ in lost}):
        parts += added[day]
        counter.append((day, parts + max((ahead for begun, ahead in lost if begun <= day), key=abs, default=0)))
    return counter


def _weights(calibration: Calibration, chance: Chance) -> dict[str, int]:
    """How much a unit has to give: counties most, then who contributes to the libraries; who only takes has nothing."""
    contributing = {held.unit for held in calibration.contributors}
    taker = calibration.constants.of("taker.unit", str)
    weights = {}
    for unit in calibration.units(UnitLevel.COUNTY):
        weights[unit] = chance.whole(700, 1500)
    for unit in calibration.units(UnitLevel.MUNICIPAL):
        weights[unit] = chance.whole(400, 1300) if unit in contributing else chance.whole(40, 160)
    return {unit: weight for unit, weight in weights.items() if unit != taker}


def _mounted(calibration: Calibration, kind: str, weights: dict[str, int], chance: Chance) -> dict[str, int]:
    empty = calibration.constants.of("catalogued_only.units", list)
    own = [0 if unit in empty else chance.around(weight, 350) for unit, weight in weights.items()]
    total = calibration.published("sharing.mounted", dimension="kind", member=kind)
    return dict(zip(weights, apportion(total, own), strict=True))


def _catalogues(
    calibration: Calibration, mounted: dict[ResourceKind, dict[str, int]], chance: Chance
) -> dict[tuple[str, str], int]:
    """About as many as is mounted, and a few where nothing is."""
    total = calibration.published("sharing.catalogues")
    catalogues: dict[tuple[str, str], int] = {}
    for (kind, units), share in zip(mounted.items(), apportion(total, list(KINDS.values())), strict=True):
        own = [chance.around(10 * count, 250) if count else 10 * chance.whole(4, 30) for count in units.values()]
        for unit, count in zip(units, apportion(share, own), strict=True):
            catalogues[unit, kind] = count
    return catalogues


def _grow(
    calibration: Calibration,
    moves: Changes,
    key: tuple[str, str],
    *,
    final: tuple[int, int],
    new: tuple[int, int],
    chance: Chance,
) -> None:
    """An opening stock, growth on some working days, and the last week's part."""
    rhythm, last_week = calibration.rhythm, calibration.last_week
    begun = (
        rhythm.first_day
        if chance.happens(600)
        else rhythm.between(rhythm.first_day, rhythm.first_day + rhythm.part(38), chance)
    )
    before = [whole - part for whole, part in zip(final, new, strict=True)]
    stock = [part * chance.whole(30, 60) // 100 for part in before]
    steps = 4 + min(32, final[1] // 24)
    days = [rhythm.between(begun + DAY, last_week, chance) for _ in range(steps)]
    weights = [chance.whole(1, 9) for _ in days]
    moves.move(key, begun, *stock)
    for day, *amounts in zip(
        days, *(apportion(whole - part, weights) for whole, part in zip(before, stock, strict=True)), strict=True
    ):
        if any(amounts):
            moves.move(key, day, *amounts)
    if any(new):
        moves.move(key, rhythm.between(last_week + DAY, rhythm.last_day, chance), *new)
