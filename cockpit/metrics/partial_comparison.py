"""What stands in the place of a change where days are missing: the newest whole period, and the days that both have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit.metrics.coverage import Days, length
from cockpit.store.vocabulary import Provenance, provenance_of


@dataclass(frozen=True)
class LastWhole:
    """The number over the newest period of the same length of which no day is missing; `day` is its last."""

    day: date
    value: int | float
    provenance: Provenance | None

    def to_json(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "value": self.value, "provenance": self.provenance}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> LastWhole:
        return cls(date.fromisoformat(value["day"]), value["value"], provenance_of(value["provenance"]))


@dataclass(frozen=True)
class SameDays:
    """The number over `days`, and over the days a period before them that correspond, where both are whole."""

    days: tuple[Days, ...]
    value: int | float
    previous: int | float
    change: int | float
    provenance: Provenance | None

    @property
    def count(self) -> int:
        return sum(length(one) for one in self.days)

    def to_json(self) -> dict[str, Any]:
        return {
            "days": [[first.isoformat(), last.isoformat()] for first, last in self.days],
            "value": self.value,
            "previous": self.previous,
            "change": self.change,
            "provenance": self.provenance,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SameDays:
        days = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in value["days"])
        return cls(days, value["value"], value["previous"], value["change"], provenance_of(value["provenance"]))
