"""Working days of a city: weekends, holidays and worked weekends (调休), of the years whose days off are announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from cockpit.store.vocabulary import DeliveryDays, SpecialDay
from cockpit.units import Text

DAY = timedelta(days=1)
FURTHEST = 60
"""Days after which a next working day is no longer looked for: no run of days off is that long."""


class DayKind(StrEnum):
    """Unannounced: of its year nobody has said yet which days are off."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    UNANNOUNCED = "unannounced"


@dataclass(frozen=True)
class Workdays:
    """The calendar of a city; `opens` and `closes` are its office hours, `weekend` ISO weekdays."""

    years: frozenset[int]
    holidays: Mapping[date, Text] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({6, 7})
    opens: time = time(0, 0)
    closes: time = time(23, 59)

    @classmethod
    def of(cls, registers: Mapping[str, list[dict[str, Any]]]) -> Workdays | None:
        """As the registers say; None for a city that names no calendar."""
        years = registers.get("calendar_year", [])
        if not years:
            return None
        days = registers.get("special_day", [])
        last = max(years, key=lambda row: int(row["year"]))
        return cls(
            years=frozenset(int(row["year"]) for row in years),
            holidays={
                date.fromisoformat(row["day"]): Text(row["name_zh"] or "假日", row["name_en"] or "Holiday")
                for row in days
                if row["kind"] == SpecialDay.HOLIDAY
            },
            worked=frozenset(date.fromisoformat(row["day"]) for row in days if row["kind"] == SpecialDay.WORKING),
            weekend=frozenset(int(one) for one in last["weekend"]),
            opens=time.fromisoformat(last["opens"]),
            closes=time.fromisoformat(last["closes"]),
        )

    def kind(self, day: date) -> DayKind:
        """A holiday or worked weekend day that is named holds, whether or not its year is announced."""
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day in self.worked:
            return DayKind.WORKING
        if day.year not in self.years:
            return DayKind.UNANNOUNCED
        return DayKind.WEEKEND if day.isoweekday() in self.weekend else DayKind.WORKING

    def off(self, day: date) -> bool:
        """Whether it is known to be a day off."""
        return self.kind(day) in (DayKind.WEEKEND, DayKind.HOLIDAY)

    def due(self, after: datetime, hours: int, *, guess: bool) -> datetime | None:
        """When a delivery is due that has to come `hours` after another one.

        Agreed hours that fit into office hours are counted in these; longer ones are hours of the clock, and what would
        fall due on a day off is due at the same hour of the next working day. `guess`: what an unannounced day is taken
        for, a working day or one off; None where no working day follows.
        """
        if timedelta(hours=hours) > self._office:
            at = after + timedelta(hours=hours)
            day = self._next(at.date(), guess=guess)
            return datetime.combine(day, at.timetz()) if day else None
        left, begins = timedelta(hours=hours), after
        for _ in range(FURTHEST):
            day = self._next(begins.date(), guess=guess)
            if day is None:
                return None
            first, last = self._open(day, begins)
            begins = max(begins, first)
            if last - begins >= left:
                return begins + left
            left -= max(last - begins, timedelta())
            begins = datetime.combine(day + DAY, time(), after.tzinfo)
        return None

    def between(self, begin: datetime, end: datetime, hours: int) -> timedelta:
        """The working time between two moments, in the hours in which a cadence of so many `hours` is counted: office
        hours, or whole working days. Of unannounced days none is counted."""
        whole, found = timedelta(hours=hours) > self._office, timedelta()
        for day in _days(begin.date(), end.date()):
            if self.kind(day) == DayKind.WORKING:
                midnight = datetime.combine(day, time(), begin.tzinfo)
                first, last = (midnight, midnight + DAY) if whole else self._open(day, begin)
                found += max(min(last, end) - max(first, begin), timedelta())
        return found

    @property
    def _office(self) -> timedelta:
        day = date(2000, 1, 1)
        return datetime.combine(day, self.closes) - datetime.combine(day, self.opens)

    def _open(self, day: date, like: datetime) -> tuple[datetime, datetime]:
        return (
            datetime.combine(day, self.opens, like.tzinfo),
            datetime.combine(day, self.closes, like.tzinfo),
        )

    def working_day(self, day: date) -> date | None:
        """The day itself, or the working day that follows next; None where none is announced."""
        return self._next(day, guess=False)

    def _next(self, day: date, *, guess: bool) -> date | None:
        """The day itself, or the working day that follows next."""
        for ahead in range(FURTHEST):
            kind = self.kind(day + ahead * DAY)
            if kind == DayKind.WORKING or (guess and kind == DayKind.UNANNOUNCED):
                return day + ahead * DAY
        return None


def working(row: Mapping[str, Any], workdays: Workdays | None) -> Workdays | None:
    """The calendar by which a source delivers; None for one that delivers on every day, or of a city without any."""
    return workdays if row.get("delivery_days") == DeliveryDays.WORKING else None


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
