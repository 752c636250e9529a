"""Who shares with whom: the links of the calibration, spread over the units of their groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cockpit.ingest.demonstration.calibration import Calibration, Link
from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.rhythm import DAY, WEEK
from cockpit.store.vocabulary import ResourceKind, ScenarioState

OTHER = "other"
"""The scenario of a flow that serves none of the declared ones."""

JOINING = 50
"""Percent of the history in which most units of a group join a link, one after the other."""


@dataclass(frozen=True)
class Pair:
    """`records` are those of the last seven days; `kinds` have their part in a thousand."""

    provider: str
    consumer: str
    scenario: str
    records: int
    since: date
    kinds: tuple[tuple[ResourceKind, int], ...]
    only_working_days: bool
    file_day: int
    per_call: int
    per_table: int


def pairs(calibration: Calibration) -> list[Pair]:
    chance = Chance(calibration.seed, "pairs")
    scenarios = {
        scenario["consumer"]: str(scenario["code"])
        for scenario in calibration.city.registers["scenario"]
        if scenario["state"] == ScenarioState.SHARED and scenario["consumer"]
    }
    found = []
    for link in calibration.links:
        ends = _ends(calibration, link, chance)
        grouped = len(ends) > 1
        records = apportion(link.records, [weight for _, _, weight in ends])
        for (provider, consumer, _), part in zip(ends, records, strict=True):
            later = grouped and chance.happens(850)
            joining = chance.whole(0, calibration.rhythm.part(JOINING).days) * DAY if later else 0 * DAY
            found.append(
                Pair(
                    provider=provider,
                    consumer=consumer,
                    scenario=scenarios.get(consumer, OTHER),
                    records=part,
                    since=min(link.since + joining, calibration.weeks[0].ends_on - WEEK),
                    kinds=_kinds(link.kinds, chance),
                    only_working_days=grouped and link.kinds == (ResourceKind.TABLE,),
                    file_day=chance.whole(0, 4),
                    per_call=chance.whole(2, 6),
                    per_table=chance.whole(900, 4200),
                )
            )
    return found


def _ends(calibration: Calibration, link: Link, chance: Chance) -> list[tuple[str, str, int]]:
    """Provider, consumer and weight; nobody shares with itself."""
    ends: list[tuple[str, str, int]] = []
    for provider, gives in calibration.members(link.provider):
        takers = [(taker, takes) for taker, takes in calibration.members(link.consumer) if taker != provider]
        if link.spread:
            takers = chance.shuffled(takers)[: link.spread]
        ends.extend((provider, taker, gives * takes) for taker, takes in takers)
    return ends


def _kinds(kinds: tuple[ResourceKind, ...], chance: Chance) -> tuple[tuple[ResourceKind, int], ...]:
    """The first kind carries most."""
    if len(kinds) == 1:
        return ((kinds[0], 1000),)
    first = chance.whole(540, 700)
    rest = apportion(1000 - first, [chance.whole(2, 6) for _ in kinds[1:]])
    return tuple(zip(kinds, (first, *rest), strict=True))
