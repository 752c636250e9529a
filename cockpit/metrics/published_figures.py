"""Published figures: what was printed, with its qualifier, and which numbers agree with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit.metrics.reading import CITY, Member
from cockpit.units import Text

ABOUT = 20
"""约 leaves a twentieth of the figure open, to either side."""


@dataclass(frozen=True)
class PublishedFigure:
    """`low` and `high` are the first and the last number that agree with it; None where that side is open."""

    value: int
    qualifier: str | None
    as_of: date
    low: int | None
    high: int | None
    publisher: Text | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> PublishedFigure:
        """A row of the register; where it gives no bounds of its own, they are those of its qualifier."""
        value, qualifier = int(row["value"]), row["qualifier"]
        low, high = bounds(value, qualifier)
        given = [None if row.get(name) is None else int(row[name]) for name in ("low", "high")]
        return cls(
            value,
            qualifier,
            date.fromisoformat(row["as_of"]),
            low if given[0] is None else given[0],
            high if given[1] is None else given[1],
            Text(row["publisher_zh"], row["publisher_en"]),
        )

    def agrees(self, value: int | float) -> bool:
        """Whether a number lies within its bounds, both of which belong to them."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def bounds(value: int, qualifier: str | None) -> tuple[int | None, int | None]:
    """What a qualifier leaves open where the city does not say it.

    Exact without one. 约 is five per cent to either side: 约1,000 is 950 to 1,050. 多 and 余 go on to the next step of
    the last digit that is not zero: 40余 is 40 to 49, 6亿多 from 6亿 to just under 7亿; so do 约…多 and 约…余.
    以上 is a lower bound.
    """
    if not qualifier:
        return value, value
    if "以上" in qualifier:
        return value, None
    if any(word in qualifier for word in ("多", "余")):
        return value, value + _step(value) - 1
    part = abs(value) // ABOUT
    return value - part, value + part


def _step(value: int) -> int:
    """One unit of the last digit that is not zero: 10,000,000 for 60,000,000."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step


class PublishedFigures:
    """Published figures by metric, member and day."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._by_place: dict[tuple[str, Member, date], PublishedFigure] = {}
        for row in rows:
            if row["metric"] and row["value"] is not None:
                member = (row["dimension"], row["member"]) if row["dimension"] else CITY
                figure = PublishedFigure.of(row)
                self._by_place[row["metric"], member, figure.as_of] = figure

    def find(self, metric: str, member: Member, day: date | None) -> PublishedFigure | None:
        return self._by_place.get((metric, member, day)) if day else None

    def latest(self, metric: str, member: Member, day: date) -> PublishedFigure | None:
        """The newest figure that was published for a day not after `day`."""
        days = [held[2] for held in self._by_place if held[:2] == (metric, member) and held[2] <= day]
        return self._by_place[metric, member, max(days)] if days else None
