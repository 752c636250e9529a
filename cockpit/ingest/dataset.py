"""A dataset as a portal says it, and what of it nobody can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cockpit.ingest import cell_values, periodicity
from cockpit.ingest.description import text
from cockpit.ingest.refusal import shown

NAMED = 12
"""So many frequencies that could not be read are named."""


@dataclass(frozen=True)
class Dataset:
    """As the portal says it; nothing is checked yet. `modified` are all moments at which something of it changed."""

    identifier: Any
    title: Any
    publisher: Any = None
    themes: Sequence[Any] = ()
    formats: Sequence[Any] = ()
    issued: Any = None
    modified: Sequence[Any] = ()
    frequency: Any = None
    licence: Any = None
    contact: Sequence[Any] = ()
    description: Any = None
    links: Sequence[Any] = ()


@dataclass
class Unread:
    """What the catalogue says of its datasets and nobody can read for certain, so that it stays empty."""

    dates: int = 0
    frequencies: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def look(self, dataset: Dataset, row: Mapping[str, Any]) -> None:
        said = (("published_on", [dataset.issued]), ("updated_on", dataset.modified))
        self.dates += sum(
            row[name] is None and any(not cell_values.empty(text(one)) for one in ones) for name, ones in said
        )
        if row["cadence_days"] is None and not periodicity.read(dataset.frequency).understood:
            self.frequencies[shown(text(dataset.frequency))] += 1

    def notes(self) -> list[str]:
        found = []
        if self.dates:
            found.append(f"{self.dates:,} dates could not be read for certain and stay empty.")
        if self.frequencies:
            listed = ", ".join(f"{word} ({count:,})" for word, count in sorted(self.frequencies.items())[:NAMED])
            count = sum(self.frequencies.values())
            found.append(f"{count:,} frequencies of update could not be read and stay empty: {listed}.")
        return found
