"""That the last audit found numbers which are not what their rows make: what a live board has to know of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

DIFFERS = "audit_differs"
"""Its name in the table `world`; not there where the last audit found nothing."""


@dataclass(frozen=True)
class StandingDifference:
    """`count` differences in the audit of `day`."""

    day: date
    count: int

    def dumped(self) -> str:
        return json.dumps({"day": self.day.isoformat(), "count": self.count})

    @classmethod
    def of(cls, said: str | None) -> StandingDifference | None:
        """From the value in the table."""
        if said is None:
            return None
        value: Mapping[str, str] = json.loads(said)
        return cls(date.fromisoformat(value["day"]), int(value["count"]))


def mark(said: str | None) -> str:
    """What tells a board with this difference from one without; empty where none stands."""
    return f"-{sha256(said.encode()).hexdigest()[:8]}" if said else ""
