"""What a metric is: everything about a number, said once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any

from cockpit.metrics.measure import Measure, MeasureKind, When
from cockpit.metrics.subject import place_of, subject_of
from cockpit.registry import Registry
from cockpit.units import UNITS, Text
from cockpit.units.messages import translated_fields


class Direction(StrEnum):
    """The way in which a metric is better."""

    UP = "up"
    DOWN = "down"


SHORT, LONG = (When(date.max, date.max - timedelta(days=days)) for days in (1, 2))
"""Two periods that end on one day."""


@dataclass(frozen=True)
class Formerly:
    """How a metric was counted before `until`, the day from which what came after it holds, and why that changed."""

    formula: Text
    until: date
    why: Text

    def to_json(self) -> dict[str, Any]:
        return {"formula": self.formula.to_json(), "until": self.until.isoformat(), "why": self.why.to_json()}


@dataclass(frozen=True)
class Told:
    """That moves of a metric are told in sentences, and by which tables of the board a move is split up.

    `parts` are tables whose rows are parts of it, the most telling first; `part` is the metric of these rows where it
    has another name.
    """

    parts: tuple[str, ...] = ()
    part: str | None = None


OVERVIEW, SLIDE = "overview", "slide"
"""Lists of chosen metrics: what the overview compares, and the slide of the week's changes."""


@dataclass(frozen=True)
class Metric:
    """`source` is a code of the source register; owner and agreed cadence come from there.

    `good` is the way that is good: up, down or None. `version` rises when the definition changes its meaning, which a
    formula that is counted otherwise always does; what it was stands in `formerly`, the oldest first. The cockpit
    counts every day by the formula of today; a day before says so, and a sealed week keeps what was counted then.
    `derived` are the metrics that it is computed from: where each of them is a published figure to the last digit, what
    they give is published too, and no row was needed for it.

    `cumulative`: it counts what has ever come, so it cannot become less, and a fall is a restatement of what was said.
    `course`: the board holds its last twelve weeks, which alerts and the longer comparisons need. `told`: its moves may
    be told. `lists` are those that it stands in, in the `order` within its subject.
    """

    name: str
    title: Text
    definition: Text
    formula: Text
    unit: str
    measure: Measure
    source: str
    good: Direction | None = None
    version: int = 1
    derived: tuple[str, ...] = ()
    formerly: tuple[Formerly, ...] = ()
    cumulative: bool = False
    course: bool = False
    told: Told | None = None
    lists: tuple[str, ...] = ()
    order: int = 0

    @property
    def subject(self) -> str:
        return subject_of(self.name)

    @property
    def daily(self) -> bool:
        """Whether it is added up over days, so that an alert about its change is judged by days."""
        return self.measure.kind is MeasureKind.SUM

    @property
    def periodic(self) -> bool:
        """Whether it is over the period that is asked for, and not of a day: then each period has its own rows."""
        return self.measure.behind(SHORT) != self.measure.behind(LONG)

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


METRICS: Registry[Metric] = Registry("metric", "cockpit.metrics.subjects")


def declare(metric: Metric) -> Metric:
    """Adds it, with the translations that catalogues have; NameTaken where another one has its name."""
    return METRICS.declare(translated_fields("metric", metric))


@cache
def declared() -> str:
    """The hash of all definitions as they are declared: a board that was made by others is another board."""
    return sha256(json.dumps([metric.describe() for metric in METRICS], sort_keys=True).encode()).hexdigest()[:12]


def listed(name: str) -> tuple[Metric, ...]:
    """The metrics of a list, by subject and their order within it."""
    found = [metric for metric in METRICS if name in metric.lists]
    return tuple(sorted(found, key=lambda metric: (place_of(metric.name), metric.order)))
