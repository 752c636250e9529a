"""What stands in the place of a level that has aged: what was said last, and what the register says of the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cockpit.store.vocabulary import Provenance


@dataclass(frozen=True)
class DatasetCount:
    """Datasets of a unit and theme with a known day of update and cadence, and how many of them are in time."""

    unit: str
    theme: str
    dated: int
    on_time: int
    provenance: Provenance | None


@dataclass(frozen=True)
class AgedLevel:
    """Of units that have said nothing for longer than agreed: what they said last, and what the register says of the
    day. Of a unit whose datasets have been updated since, the register does not know the day, and says nothing."""

    said: tuple[DatasetCount, ...] = ()
    counted: tuple[DatasetCount, ...] = ()

    @cached_property
    def by_member(self) -> dict[tuple[str, str], AgedLevel]:
        """By dimension and code, its part of both: of units and of themes."""
        parts: dict[tuple[str, str], tuple[list[DatasetCount], list[DatasetCount]]] = {}
        for side, lines in enumerate((self.said, self.counted)):
            for one in lines:
                for member in (("unit", one.unit), ("theme", one.theme)):
                    parts.setdefault(member, ([], []))[side].append(one)
        return {member: AgedLevel(tuple(said), tuple(counted)) for member, (said, counted) in parts.items()}
