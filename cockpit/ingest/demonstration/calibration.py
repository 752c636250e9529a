"""What the demonstration must come to: the facts of its folder, and the published figures that it has to meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from cockpit.errors import CityWrong
from cockpit.ingest import toml
from cockpit.ingest.city import City
from cockpit.ingest.demonstration.rhythm import DAY, Rhythm
from cockpit.store.vocabulary import Provenance, ResourceKind

GROUP = "@"
"""A provider or consumer that begins with this is a group of groups.csv."""

WORLD = "world.toml"

T = TypeVar("T")


@dataclass(frozen=True)
class CalibrationWeek:
    """Seven days as the pictures show them: records exchanged, meetings held, records added by library."""

    ends_on: date
    exchanged: int
    meetings: int
    added: Mapping[str, int]


@dataclass(frozen=True)
class Contributor:
    library: str
    unit: str
    records_weight: int
    items_weight: int
    joined_on: date
    delivers: str


@dataclass(frozen=True)
class Link:
    """Records of the last seven days; with `spread` each provider serves so many of the consumers."""

    provider: str
    consumer: str
    records: int
    kinds: tuple[ResourceKind, ...]
    spread: int | None
    since: date


@dataclass(frozen=True)
class Mark:
    """The last reading of a source, and how it was read before: from `since` on, every day, or where `comes_with` names
    a fact on its days; one that `stops_with_outages` could not be read on the days of the outages."""

    source: str
    newest_at: datetime | None
    read_at: datetime | None
    failure: str | None
    since: date | None = None
    comes_with: str | None = None
    stops_with_outages: bool = False
    provenance: Provenance = Provenance.DEMO


class Constants:
    """The single values of world.toml, asked for by name and type."""

    def __init__(self, path: Path) -> None:
        self._held = toml.read(path)

    def of(self, name: str, kind: type[T]) -> T:
        """CityWrong where the constant is missing or of another type."""
        held = self._find(name)
        if not isinstance(held, kind):
            raise CityWrong(WORLD, None, f"{name} is missing or not of type {kind.__name__}.", f"Give {name}.")
        return held

    def _find(self, name: str) -> Any:
        held: Any = self._held
        for part in name.split("."):
            held = held.get(part) if isinstance(held, dict) else None
        return held

    def whole(self, name: str) -> int:
        return self.of(name, int)

    def whole_or_zero(self, name: str) -> int:
        """A number that may be left out; then it is 0."""
        return self.whole(name) if self._find(name) is not None else 0


@dataclass(frozen=True)
class Calibration:
    city: City
    constants: Constants
    seed: int
    clock: datetime
    rhythm: Rhythm
    weeks: list[CalibrationWeek]
    contributors: list[Contributor]
    links: list[Link]
    groups: Mapping[str, list[tuple[str, int]]]
    county_datasets: Mapping[str, int]
    meeting_hours: list[tuple[int, int]]
    meeting_hosts: list[str]
    marks: list[Mark]

    def published(self, metric: str, *, dimension: str | None = None, member: str | None = None) -> int:
        """The published figure that the history has to end in. CityWrong where there is none."""
        found = self.published_if(metric, dimension=dimension, member=member)
        if found is None:
            scope = f" of {dimension} {member}" if dimension else ""
            raise CityWrong(
                "published-figures.csv",
                None,
                f"there is no figure for {metric}{scope}.",
                "Add the one that the demonstration is to end in.",
            )
        return found

    def published_if(self, metric: str, *, dimension: str | None = None, member: str | None = None) -> int | None:
        """The newest figure of a metric by the clock's day."""
        values: dict[date, int | None] = {
            figure["as_of"]: figure["value"]
            for figure in self.city.registers["published_figure"]
            if (figure["metric"], figure["dimension"], figure["member"]) == (metric, dimension, member)
            and figure["as_of"] <= self.rhythm.last_day
        }
        return values[max(values)] if values else None

    def units(self, *levels: str) -> list[str]:
        return [unit["code"] for unit in self.city.registers["unit"] if unit["level"] in levels]

    def name(self, register: str, code: str) -> str:
        """The name of a unit or a library as it stands on the wall."""
        return next(str(row["short_zh"]) for row in self.city.registers[register] if row["code"] == code)

    def members(self, name: str) -> list[tuple[str, int]]:
        """The units of a group with their weights; a unit stands for itself."""
        return self.groups[name.removeprefix(GROUP)] if name.startswith(GROUP) else [(name, 1)]

    @property
    def last_week(self) -> date:
        """The day before the last seven days."""
        return self.rhythm.last_day - 7 * DAY
