"""What an audit of a day came to: how much was held against what, and every difference by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

MOST = 100
"""Differences that are kept by name; of more only their number is known."""


class AuditCheck(StrEnum):
    """What is held against what."""

    NUMBERS = "numbers"
    """Every number of every scope against the rows of the facts."""
    PARTS = "parts"
    """The parts of every number that can be added up against the whole."""
    ROWS = "rows"
    """The rows that a page shows behind a number against the number."""
    SUMS = "sums"
    """The sums tables against the facts."""
    RECORDS = "records"
    """Facts and registers against what the loads noted of them."""
    WEEKS = "weeks"
    """Every sealed week against its hash."""


@dataclass(frozen=True)
class AuditDifference:
    """`name` is a metric, a table or a week; `place` its part; `said` is the cockpit's, `found` the audit's."""

    check: AuditCheck
    name: str
    place: str
    said: str
    found: str

    @property
    def words(self) -> str:
        place = f" of {self.place}" if self.place else ""
        return f"{self.check}: {self.name}{place}: {self.said}, not {self.found}"

    def to_json(self) -> dict[str, str]:
        return {"check": self.check, "name": self.name, "place": self.place, "said": self.said, "found": self.found}

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> AuditDifference:
        return cls(AuditCheck(value["check"]), value["name"], value["place"], value["said"], value["found"])


@dataclass(frozen=True)
class AuditResult:
    """`at` is when it was made. `checked` counts what was held against something, `differing` what differs, by check.

    `differences` are the first of them by name; `unaudited` are metrics of which nobody else knows which rows they are.
    """

    day: date
    at: datetime
    data_version: str
    checked: Mapping[AuditCheck, int] = field(default_factory=dict)
    differing: Mapping[AuditCheck, int] = field(default_factory=dict)
    differences: tuple[AuditDifference, ...] = ()
    unaudited: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def agrees(self) -> bool:
        return not self.count

    @property
    def count(self) -> int:
        """How many differences there are."""
        return sum(self.differing.values())

    def to_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "at": self.at.isoformat(),
            "data_version": self.data_version,
            "agrees": self.agrees,
            "checked": {str(name): count for name, count in self.checked.items()},
            "differing": {str(name): count for name, count in self.differing.items()},
            "differences": [one.to_json() for one in self.differences],
            "unaudited": list(self.unaudited),
            "seconds": self.seconds,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> AuditResult:
        counted = {
            name: {AuditCheck(check): int(count) for check, count in value[name].items()}
            for name in ("checked", "differing")
        }
        return cls(
            date.fromisoformat(value["day"]),
            datetime.fromisoformat(value["at"]),
            value["data_version"],
            counted["checked"],
            counted["differing"],
            tuple(AuditDifference.from_json(one) for one in value["differences"]),
            tuple(value["unaudited"]),
            float(value["seconds"]),
        )


@dataclass
class AuditTally:
    """What one check has found so far."""

    check: AuditCheck
    checked: int = 0
    differing: int = 0
    differences: list[AuditDifference] = field(default_factory=list)

    def hold(self, name: str, place: str, *, said: object, found: object) -> None:
        """One thing held against another; kept by name where they differ."""
        self.checked += 1
        if said == found:
            return
        self.differing += 1
        if len(self.differences) < MOST:
            self.differences.append(AuditDifference(self.check, name, place, told(said), told(found)))


def told(value: object) -> str:
    return "nothing" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
