"""Published figures: what was printed, with its qualifier, and whether a value agrees with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cockpit.metrics.reading import CITY, Member


@dataclass(frozen=True)
class PublishedFigure:
    value: int
    qualifier: str | None
    as_of: date

    def agrees(self, value: int | float) -> bool:
        """Equal, or within what the qualifier leaves open.

        The printed digits say how exact a figure is meant: "6亿多" has one significant digit, so it stands for 6 to
        under 7亿; "约6000万" for 5,500 to under 6,500万; "200以上" for 200 and more.
        """
        if value == self.value or not self.qualifier:
            return value == self.value
        step = _step(self.value)
        if self.qualifier == "约":
            return Decimal(self.value) - step / 2 <= Decimal(str(value)) < Decimal(self.value) + step / 2
        if "以上" in self.qualifier:
            return value >= self.value
        return self.value <= value < self.value + step


def _step(value: int) -> Decimal:
    """One unit of the last significant digit: 10,000,000 for 60,000,000."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return Decimal(step)


class PublishedFigures:
    """Published figures by metric, member and day."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._by_place: dict[tuple[str, Member, date], PublishedFigure] = {}
        for row in rows:
            if row["metric"] and row["value"] is not None:
                member = (row["dimension"], row["member"]) if row["dimension"] else CITY
                day = date.fromisoformat(row["as_of"])
                self._by_place[row["metric"], member, day] = PublishedFigure(int(row["value"]), row["qualifier"], day)

    def find(self, metric: str, member: Member, day: date | None) -> PublishedFigure | None:
        return self._by_place.get((metric, member, day)) if day else None

    def latest(self, metric: str, member: Member, day: date) -> PublishedFigure | None:
        """The newest figure that was published for a day not after `day`."""
        days = [held[2] for held in self._by_place if held[:2] == (metric, member) and held[2] <= day]
        return self._by_place[metric, member, max(days)] if days else None
