"""A remark: what somebody said of a metric, and of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Remark:
    """What somebody said of a metric, dated by the day it is about."""

    metric: str
    day: date
    text: str
    author: str
    written_at: datetime

    def to_json(self) -> dict[str, Any]:
        said = {"metric": self.metric, "text": self.text, "author": self.author}
        return {**said, "day": self.day.isoformat(), "written_at": self.written_at.isoformat()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Remark:
        moments = {"day": date.fromisoformat(value["day"]), "written_at": datetime.fromisoformat(value["written_at"])}
        return cls(**{**value, **moments})
