"""One number as it is shown: its value, and everything that makes it one to trust."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cockpit.metrics.coverage import Coverage
from cockpit.metrics.partial_comparison import LastWhole, SameDays
from cockpit.store.vocabulary import Provenance, provenance_of


class Note(StrEnum):
    """Why a number has no value, or no change.

    No history: its window begins before the first day of which anything is known. Incomplete: of one of the two periods
    days are missing.
    """

    NOT_PUBLISHED = "not_published"
    NO_DATA = "no_data"
    NOT_SPLIT = "not_split"
    NOT_CONNECTED = "not_connected"
    BUILDING = "building"
    NO_HISTORY = "no_history"
    INCOMPLETE = "incomplete"


class Bound(StrEnum):
    """What a value is where it is not exact: a floor is only known to be passed."""

    FLOOR = "floor"


PARTS = ("change", "previous", "last_whole", "same_days", "same_previous", "same_change")
"""What a number knows beside itself."""


@dataclass(frozen=True)
class Number:
    """`value` is None where nothing is known; `note` then says why.

    `published` is the published figure that it agrees with, and `published_qualifier` (约, 多, 余, 以上, 约…多, 约…余)
    belongs to that figure: to the value as well only where this is the figure itself, see `qualifier`.
    `previous` and `change` compare with one period before; a change is None where either side is unknown.
    `change_provenance` is that of the comparison: a published number against an invented one is a demo change.

    Of a number over a period `coverage` says how much of it is there. Where days are missing, on either side, there is
    no change, `withheld` says so, and in its place stand `last_whole`, the newest period that is whole, and
    `same_days`, the comparison over the days that both periods have. `bound` is "floor" where the value is only known
    to be passed.
    `since` is the day of the newest row of a level that is carried from there to the as-of day.
    """

    value: int | float | None
    unit: str
    as_of: date | None = None
    provenance: Provenance | None = None
    published: int | None = None
    published_qualifier: str | None = None
    previous: int | float | None = None
    change: int | float | None = None
    change_provenance: Provenance | None = None
    note: Note | None = None
    coverage: Coverage | None = None
    withheld: Note | None = None
    last_whole: LastWhole | None = None
    same_days: SameDays | None = None
    bound: Bound | None = None
    since: date | None = None

    @property
    def partial(self) -> bool:
        """Whether it is a sum over a period of which days are missing."""
        return self.value is not None and self.coverage is not None and not self.coverage.whole

    def part(self, part: str | None) -> Number:
        """What is shown of it: its change, the period before, the published figure, or what stands in their place."""
        if part == "published":
            return replace(self, value=self.published, provenance=Provenance.PUBLISHED)
        if part not in PARTS:
            return self
        bare = replace(self, published_qualifier=None, published=None, coverage=None, bound=None, since=None)
        if part in ("change", "previous"):
            value = self.change if part == "change" else self.previous
            note = self.withheld or self.note
            return replace(bare, value=None if self.withheld else value, provenance=self.change_provenance, note=note)
        held = self.last_whole if part == "last_whole" else self.same_days
        if held is None:
            return replace(bare, value=None, note=Note.NO_DATA)
        if isinstance(held, LastWhole):
            return replace(bare, value=held.value, provenance=held.provenance, as_of=held.day)
        values = {"same_days": held.value, "same_previous": held.previous, "same_change": held.change}
        return replace(bare, value=values[part], provenance=held.provenance)

    @property
    def demo(self) -> bool:
        return self.provenance == Provenance.DEMO

    @property
    def qualifier(self) -> str | None:
        """The qualifier that belongs to the value itself: none where it is more exact than what was published."""
        return self.published_qualifier if self.published is not None and self.value == self.published else None

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "unit": self.unit,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "provenance": self.provenance,
            "qualifier": self.qualifier,
            "published": self.published,
            "previous": self.previous,
            "change": self.change,
            "change_provenance": self.change_provenance,
            "note": self.note,
            **({"published_qualifier": self.published_qualifier} if self.published_qualifier else {}),
            # A number that has none of these is written as it was before they were known.
            **({"coverage": self.coverage.to_json()} if self.coverage else {}),
            **({"withheld": self.withheld} if self.withheld else {}),
            **({"last_whole": self.last_whole.to_json()} if self.last_whole else {}),
            **({"same_days": self.same_days.to_json()} if self.same_days else {}),
            **({"bound": self.bound} if self.bound else {}),
            **({"since": self.since.isoformat()} if self.since else {}),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Number:
        """Numbers that were sealed while the qualifier stood beside the value are read as well."""
        read = {name: made(value[name]) for name, made in _READ.items() if value.get(name)}
        own = {name: said for name, said in value.items() if name != "qualifier"}
        own.setdefault("published_qualifier", value.get("qualifier"))
        return cls(**{**own, "as_of": None, **read})


_READ: dict[str, Callable[[Any], Any]] = {
    "as_of": date.fromisoformat,
    "provenance": provenance_of,
    "change_provenance": provenance_of,
    "note": Note,
    "coverage": Coverage.from_json,
    "withheld": Note,
    "last_whole": LastWhole.from_json,
    "same_days": SameDays.from_json,
    "bound": Bound,
    "since": date.fromisoformat,
}
"""The fields that are no plain values in JSON."""


def unknown(unit: str, note: Note, as_of: date | None = None) -> Number:
    return Number(None, unit, as_of=as_of, note=note)
