"""The share of datasets that are updated in time: a level that ages by itself, so that nobody's silence keeps it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cockpit.metrics.aged import Aged, DatasetCount
from cockpit.metrics.behind import Behind, Rows
from cockpit.metrics.measure import Share, When
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst


@dataclass(frozen=True)
class OnTimeShare(Share):
    """A share of levels that are carried for a cadence of `source` and no longer; then the register is asked."""

    source: str = ""

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        found = super().found(reading, when, member)
        aged = reading.aged.get(when.day, Aged())
        if found.value is None or not aged.said:
            return found
        part, whole = (side.found(reading, when, member).value or 0 for side in (self.part, self.whole))
        levels = {row["code"]: row["level"] for row in reading.registers.get("unit", [])}
        said, counted = (list(_of(lines, member, levels)) for lines in (aged.said, aged.counted))
        part += sum(one.on_time for one in counted) - sum(one.on_time for one in said)
        whole += sum(one.dated for one in counted) - sum(one.dated for one in said)
        return (
            Found(part / whole, worst(found.provenance, *(one.provenance for one in counted))) if whole else Found(None)
        )

    def behind(self, when: When) -> Behind:
        behind = super().behind(when)
        assert isinstance(behind, Rows)
        return replace(behind, ages=self.source)


def _of(lines: Iterable[DatasetCount], member: Member, levels: Mapping[str, str]) -> Iterable[DatasetCount]:
    dimension, code = member
    if member == CITY:
        return lines
    if dimension == "level":
        return (one for one in lines if levels.get(one.unit) == code)
    return (one for one in lines if {"unit": one.unit, "theme": one.theme}.get(dimension) == code)
