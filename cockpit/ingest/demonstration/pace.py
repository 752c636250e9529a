"""How fast and how surely the platform works on a day: latency buckets and failures."""

from __future__ import annotations

from itertools import accumulate

from cockpit.ingest.demonstration.chance import Chance
from cockpit.ingest.demonstration.rhythm import PlatformOutage
from cockpit.store.vocabulary import ResourceKind

USUAL = {
    ResourceKind.API: (20, 90, 200, 270, 260, 100, 38, 14, 5, 2, 1),
    ResourceKind.TABLE: (0, 0, 5, 20, 80, 150, 250, 260, 150, 60, 25),
    ResourceKind.FILE: (0, 0, 0, 0, 10, 40, 120, 220, 270, 220, 120),
}
"""In a thousand exchanges, how many fall into each latency bucket."""

MOODS = 12


class Pace:
    """A day is quick or slow for everybody; an outage makes what is left of it slow and unsure."""

    def __init__(self, chance: Chance, outage: PlatformOutage | None) -> None:
        slow = 6 if outage else chance.whole(0, 2) + (2 if chance.happens(60) else 0)
        self._limits = {kind: _limits(usual, slow) for kind, usual in USUAL.items()}
        self._failing = outage.failed_permille * 100 if outage else chance.whole(280, 900)

    def failed(self, exchanges: int, chance: Chance) -> int:
        return (exchanges * self._failing + chance.whole(0, 99_999)) // 100_000

    def buckets(self, kind: ResourceKind, exchanges: int, chance: Chance) -> list[int]:
        """Counts that add up to the exchanges; the same offset at every limit keeps small counts from one bucket."""
        offset = chance.whole(0, 999)
        counts, before = [], 0
        for limit in self._limits[kind]:
            upto = (exchanges * limit + offset) // 1000
            counts.append(upto - before)
            before = upto
        return counts


def _limits(usual: tuple[int, ...], slow: int) -> list[int]:
    """Cumulative parts of a thousand, of which `slow` twelfths have moved to the next slower bucket."""
    limits = list(accumulate(usual))
    before = [0, *limits[:-2]]
    return [
        *((limit * (MOODS - slow) + less * slow) // MOODS for limit, less in zip(limits[:-1], before, strict=True)),
        1000,
    ]
