"""One number as it is shown: its value, and everything that makes it one to trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cockpit.store.vocabulary import Provenance, provenance_of


class Note(StrEnum):
    """Why a number has no value."""

    NOT_PUBLISHED = "not_published"
    NO_DATA = "no_data"
    NOT_SPLIT = "not_split"
    NOT_CONNECTED = "not_connected"
    BUILDING = "building"


@dataclass(frozen=True)
class Number:
    """`value` is None where nothing is known; `note` then says why.

    `qualifier` (约, 多, 余, 以上, 约…多, 约…余) and `published` are those of the published figure that it agrees with.
    `previous` and `change` compare with one period before; a change is None where either side is unknown.
    `change_provenance` is that of the comparison: a published number against an invented one is a demo change.
    `since` is the day of the newest row of a level that is carried from there to the as-of day.
    """

    value: int | float | None
    unit: str
    as_of: date | None = None
    provenance: Provenance | None = None
    qualifier: str | None = None
    published: int | None = None
    previous: int | float | None = None
    change: int | float | None = None
    change_provenance: Provenance | None = None
    note: Note | None = None
    since: date | None = None

    @property
    def demo(self) -> bool:
        return self.provenance == Provenance.DEMO

    @property
    def spoken(self) -> str | None:
        """The qualifier that belongs to the value itself: none where it is more exact than what was published."""
        return self.qualifier if self.published is not None and self.value == self.published else None

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
            "since": self.since.isoformat() if self.since else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Number:
        return cls(
            **{
                **value,
                "as_of": date.fromisoformat(value["as_of"]) if value["as_of"] else None,
                "provenance": provenance_of(value["provenance"]),
                "change_provenance": provenance_of(value["change_provenance"]),
                "note": Note(value["note"]) if value["note"] else None,
                "since": date.fromisoformat(value["since"]) if value.get("since") else None,
            }
        )


def unknown(unit: str, note: Note, as_of: date | None = None) -> Number:
    return Number(None, unit, as_of=as_of, note=note)
