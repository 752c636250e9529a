"""The rhythm of the days: working days, weekends, holidays and the days on which the platform was down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.ingest.demonstration.chance import Chance
from cockpit.units import Text

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

WEEKDAYS = (104, 106, 103, 100, 94, 36, 30)
"""How busy Monday to Sunday are; an average working day is about 100."""

HOLIDAY = 22


@dataclass(frozen=True)
class PlatformOutage:
    """What was left of a day's exchanges, how many of these failed, and why."""

    percent_left: int
    failed_permille: int
    what: Text


@dataclass(frozen=True)
class Rhythm:
    first_day: date
    last_day: date
    holidays: frozenset[date]
    outages: dict[date, PlatformOutage]

    def part(self, percent: int) -> timedelta:
        """So much of the history, in days."""
        return (self.last_day - self.first_day).days * percent // 100 * DAY

    def days(self) -> list[date]:
        return [self.first_day + number * DAY for number in range((self.last_day - self.first_day).days + 1)]

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def busy(self, day: date) -> int:
        return HOLIDAY if day in self.holidays else WEEKDAYS[day.weekday()]

    def next_working(self, day: date) -> date:
        while not self.works(day):
            day += DAY
        return day

    def between(self, first: date, last: date, chance: Chance) -> date:
        """A day of these at random, on which people work where there is one."""
        day = first + chance.whole(0, max(0, (last - first).days)) * DAY
        worked = self.next_working(day)
        return worked if worked <= last else day

    def windows(self) -> list[date]:
        """The last days of all windows of seven days that end on the last day, newest first."""
        count = (self.last_day - self.first_day).days // 7 + 1
        return [self.last_day - number * WEEK for number in range(count)]


def week(last: date) -> list[date]:
    """The seven days that end on `last`."""
    return [last - number * DAY for number in range(6, -1, -1)]
