"""A remark: what somebody said of a metric, and of which day; one that was withdrawn keeps its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Withdrawn:
    """Who took a remark back, why and when."""

    author: str
    reason: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        return {"author": self.author, "reason": self.reason, "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Withdrawn:
        return cls(value["author"], value["reason"], datetime.fromisoformat(value["at"]))


@dataclass(frozen=True)
class Remark:
    """What somebody said of a metric, dated by the day it is about. `number` names it where it is to be withdrawn."""

    metric: str
    day: date
    text: str
    author: str
    written_at: datetime
    number: int = 0
    withdrawn: Withdrawn | None = None

    def to_json(self) -> dict[str, Any]:
        said = {"metric": self.metric, "text": self.text, "author": self.author, "number": self.number}
        gone = {"withdrawn": self.withdrawn.to_json()} if self.withdrawn else {}
        return {**said, "day": self.day.isoformat(), "written_at": self.written_at.isoformat(), **gone}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Remark:
        """Weeks that were sealed before remarks had numbers are read as well."""
        moments = {"day": date.fromisoformat(value["day"]), "written_at": datetime.fromisoformat(value["written_at"])}
        gone = Withdrawn.from_json(value["withdrawn"]) if value.get("withdrawn") else None
        return cls(**{**value, **moments, "withdrawn": gone})
