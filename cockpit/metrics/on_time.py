"""The share of datasets that are updated in time: a level that ages by itself, so that nobody's silence keeps it up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cockpit.metrics.aged_level import AgedLevel
from cockpit.metrics.measure import Share, When
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst
from cockpit.metrics.row_selection import Behind, FactRows


@dataclass(frozen=True)
class OnTimeShare(Share):
    """A share of levels that are carried for a cadence of `source` and no longer; then the register is asked."""

    source: str = ""

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        aged = _of(reading.aged.get(when.day, NOTHING), member, reading)
        if not aged.said:
            return super().found(reading, when, member)
        part, whole = (side.found(reading, when, member) for side in (self.part, self.whole))
        if part.value is None or whole.value is None:
            return Found(None, note=part.note or whole.note)
        counted = aged.counted
        dated = whole.value + sum(one.dated for one in counted) - sum(one.dated for one in aged.said)
        on_time = part.value + sum(one.on_time for one in counted) - sum(one.on_time for one in aged.said)
        if not dated:
            return Found(None)
        made = worst(part.provenance, whole.provenance, *(one.provenance for one in counted))
        return Found(on_time / dated, made)

    def behind(self, when: When) -> Behind:
        behind = super().behind(when)
        assert isinstance(behind, FactRows)
        return replace(behind, ages=self.source)


NOTHING = AgedLevel()


def _of(aged: AgedLevel, member: Member, reading: Reading) -> AgedLevel:
    dimension, code = member
    if member == CITY or aged is NOTHING:
        return aged
    if dimension == "level":
        sides = (aged.said, aged.counted)
        return AgedLevel(*(tuple(one for one in side if reading.levels.get(one.unit) == code) for side in sides))
    return aged.by_member.get(("unit" if dimension == "unit" else "theme", code), NOTHING)
