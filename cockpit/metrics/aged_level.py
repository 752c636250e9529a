"""What stands in the place of a level that has aged: what was said last, and what the register says of the day."""

from __future__ import annotations

from dataclasses import dataclass

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
