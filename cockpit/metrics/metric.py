"""What a metric is: everything about a number, said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit.metrics.measure import Measure
from cockpit.registry import Shelf
from cockpit.units import UNITS, Text

GOOD = ("up", "down", None)


@dataclass(frozen=True)
class Formerly:
    """How a metric was counted before `until`, the day from which what came after it holds, and why that changed."""

    formula: Text
    until: date
    why: Text

    def to_json(self) -> dict[str, Any]:
        return {"formula": self.formula.to_json(), "until": self.until.isoformat(), "why": self.why.to_json()}


@dataclass(frozen=True)
class Metric:
    """`source` is a code of the source register; owner and agreed cadence come from there.

    `good` is the way that is good: up, down or None. `version` rises when the definition changes its meaning, which a
    formula that is counted otherwise always does; what it was stands in `formerly`, the oldest first. The cockpit
    counts every day by the formula of today; a day before says so, and a sealed week keeps what was counted then.
    `parts` is the dimension whose members make it up, `derived` the metrics that it is computed from: a number that is
    computed from published numbers alone is as good as they are, however its rows were split up further.
    """

    name: str
    title: Text
    definition: Text
    formula: Text
    unit: str
    measure: Measure
    source: str
    good: str | None = None
    version: int = 1
    parts: str | None = None
    derived: tuple[str, ...] = ()
    formerly: tuple[Formerly, ...] = ()

    @property
    def subject(self) -> str:
        return self.name.partition(".")[0]

    def describe(self) -> dict[str, Any]:
        """The definition as plain values, without what the source register knows."""
        return {
            "name": self.name,
            "subject": self.subject,
            "title": self.title.to_json(),
            "definition": self.definition.to_json(),
            "formula": self.formula.to_json(),
            "unit": self.unit,
            "unit_text": UNITS[self.unit].text.to_json(),
            "good": self.good,
            "source": self.source,
            "kind": self.measure.kind,
            "facts": list(self.measure.facts),
            "version": self.version,
            # A metric that was always counted alike is the same definition as before there was a past to name.
            **({"formerly": [one.to_json() for one in self.formerly]} if self.formerly else {}),
        }


METRICS: Shelf[Metric] = Shelf("metric", "cockpit.metrics.subjects")
declare = METRICS.declare
