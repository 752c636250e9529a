"""What stands in a week's report beside its boards: a remark, restated numbers, and a fault that was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit.board.keys import RowKey
from cockpit.metrics.number import Number
from cockpit.units import Text


@dataclass(frozen=True)
class WeekRemark:
    """What a manager adds to a week before it is sealed.

    `signature` is that of the author over the text (base64, empty where the remark bears only a name), `key` names the
    public key that it fits.
    """

    author: str
    day: date
    text: Text
    key: str = ""
    signature: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "author": self.author,
            "day": self.day.isoformat(),
            "text": self.text.to_json(),
            "key": self.key,
            "signature": self.signature,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> WeekRemark:
        day, text = date.fromisoformat(value["day"]), Text.from_json(value["text"])
        return cls(value["author"], day, text, value["key"], value["signature"])


@dataclass(frozen=True)
class Restatement:
    """A number that an earlier week was sealed with, and what it is now that later data has come.

    `week` is the sealed one (2020-W38). `member` is the row it belongs to (libraries:population) with its `name`; both
    None for the whole city.
    """

    week: str
    metric: str
    title: Text
    published: Number
    restated: Number
    member: RowKey | None = None
    name: Text | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "week": self.week,
            "metric": self.metric,
            "title": self.title.to_json(),
            "published": self.published.to_json(),
            "restated": self.restated.to_json(),
            "member": self.member,
            "name": self.name.to_json() if self.name else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Restatement:
        return cls(
            week=value["week"],
            metric=value["metric"],
            title=Text.from_json(value["title"]),
            published=Number.from_json(value["published"]),
            restated=Number.from_json(value["restated"]),
            member=value["member"],
            name=Text.from_json(value["name"]) if value["name"] else None,
        )


@dataclass(frozen=True)
class Allowance:
    """Why a week was sealed that would have been refused, and what was wrong with it."""

    reason: str
    faults: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "faults": list(self.faults)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Allowance:
        return cls(value["reason"], tuple(value["faults"]))
