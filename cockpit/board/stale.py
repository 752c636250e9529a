"""Why a board is the last good one and not a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cockpit.units import Text


@dataclass(frozen=True)
class Stale:
    """Why the board is the last good one and not a new one."""

    since: datetime
    reason: Text

    def to_json(self) -> dict[str, Any]:
        return {"since": self.since.isoformat(), "reason": self.reason.to_json()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Stale:
        return cls(datetime.fromisoformat(value["since"]), Text.from_json(value["reason"]))
