"""What a period is expected to be: a band around the median of like periods before it, holidays apart."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from cockpit.metrics.alert import ChangeRule
from cockpit.metrics.workdays import DAY, DayKind, Workdays
from cockpit.units import Text

WEEK = timedelta(days=7)
LIKE = 8
"""So many like periods say what a period is expected to be; with fewer nothing is told and no alarm raised."""
LEAST = 4
"""With fewer like periods there is no band at all."""
REACH = 26
"""Weeks back in which like periods are looked for."""
LEAST_PART, DEVIATIONS = 0.05, 3
"""Half the width: the larger of this part of the median and so many median absolute deviations."""
WIDE = 2
"""Of a holiday, or a worked weekend, so much wider."""
YEARS = 3
"""Years back in which a like holiday is looked for."""
IN_SUCCESSION = 2
"""Working days in succession that have to leave their band, each by the threshold, before an alarm stands."""
JUDGED_DAYS = 10
"""Working days over which an alarm is folded."""
DAYS_BACK = 75
"""Days back in which these and the like days before them are looked for."""

Values = Callable[[date], float | None]
"""What a period that ends on a day came to; None where it is not known or not whole."""


class PeriodKind(StrEnum):
    """Shifted: a weekend within it was worked (调休), though no holiday falls into it."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    SHIFTED = "shifted"
    UNANNOUNCED = "unannounced"


@dataclass(frozen=True)
class Expected:
    """Of a period: how many `like` periods it is held against, and between which values it is expected.

    `low` and `high` are None where there is no band: too few like periods, or days off that nobody has announced. Of a
    week whose weekend was worked ordinary ones are no like ones; it is held against them, and nothing is told of it.
    `holiday` names the holiday within the period.
    """

    like: int
    low: float | None = None
    high: float | None = None
    holiday: Text | None = None

    @property
    def sure(self) -> bool:
        """Whether there are enough like periods to tell of it and to raise an alarm by it."""
        return self.low is not None and self.like >= LIKE

    def left_by(self, value: float | None) -> bool:
        """Whether a value lies outside; never where that is not sure."""
        if value is None or self.low is None or self.high is None or not self.sure:
            return False
        return not self.low <= value <= self.high

    def to_json(self) -> dict[str, Any]:
        return {
            "like": self.like,
            "low": self.low,
            "high": self.high,
            **({"holiday": self.holiday.to_json()} if self.holiday else {}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Expected:
        holiday = Text.from_json(value["holiday"]) if value.get("holiday") else None
        return cls(value["like"], value["low"], value["high"], holiday)


@dataclass(frozen=True)
class CalendarWeek:
    """The seven days that end on a day, as the calendar has them."""

    kind: PeriodKind
    off: int = 0
    worked: int = 0
    holiday: Text | None = None


def week_of(workdays: Workdays, last: date) -> CalendarWeek:
    """What the seven days up to `last` are; `off` counts days of holidays, `worked` working days."""
    held: dict[date, CalendarWeek] = workdays.memo.setdefault(week_of, {})
    if last not in held:
        held[last] = _week(workdays, last)
    return held[last]


def _week(workdays: Workdays, last: date) -> CalendarWeek:
    days = [last - number * DAY for number in range(6, -1, -1)]
    kinds = [workdays.kind(day) for day in days]
    off, worked = kinds.count(DayKind.HOLIDAY), kinds.count(DayKind.WORKING)
    if DayKind.UNANNOUNCED in kinds:
        return CalendarWeek(PeriodKind.UNANNOUNCED)
    if off:
        named = max(
            (workdays.holidays[day] for day in days if day in workdays.holidays), key=_days_named(workdays, days)
        )
        return CalendarWeek(PeriodKind.HOLIDAY, off, worked, named)
    shifted = any(day in workdays.worked for day in days)
    return CalendarWeek(PeriodKind.SHIFTED if shifted else PeriodKind.ORDINARY, off, worked)


def _days_named(workdays: Workdays, days: Sequence[date]) -> Callable[[Text], int]:
    return lambda name: sum(workdays.holidays.get(day) == name for day in days)


def ends_needed(workdays: Workdays, last: date) -> set[date]:
    """The last days of all weeks that say what the week up to `last` is expected to be."""
    ordinary = {last - number * WEEK for number in range(1, REACH + 1)}
    like = set(like_weeks(workdays, last))
    return ordinary | like | {end - number * WEEK for end in like for number in range(1, LIKE + LEAST + 3)}


def like_weeks(workdays: Workdays, last: date) -> list[date]:
    """The ends of weeks of the same holiday in earlier years, with as many of its days in them, the newest first."""
    held: dict[date, list[date]] = workdays.memo.setdefault(like_weeks, {})
    if last not in held:
        held[last] = _like_weeks(workdays, last)
    return held[last]


def _like_weeks(workdays: Workdays, last: date) -> list[date]:
    own = week_of(workdays, last)
    if own.kind is not PeriodKind.HOLIDAY or own.holiday is None:
        return []
    names = set(own.holiday.zh.split("、"))
    begun = _begins(workdays, last)
    found = []
    for back in range(1, YEARS + 1):
        year = last.year - back
        firsts = [
            day
            for day, name in workdays.holidays.items()
            if abs((day - last.replace(day=1, year=year)).days) < 60
            and names & set(name.zh.split("、"))
            and day - DAY not in workdays.holidays
        ]
        # A holiday of two names has a run of its own in a year in which these lie apart.
        ends = [(first, first + number * DAY) for first in firsts for number in range(14)]
        same = [
            (abs((end - first) - (last - begun)), end) for first, end in ends if _alike(own, week_of(workdays, end))
        ]
        if same:
            found.append(min(same)[1])
    return found


def _alike(one: CalendarWeek, other: CalendarWeek) -> bool:
    return (one.off, one.worked) == (other.off, other.worked) and other.kind is PeriodKind.HOLIDAY


def _begins(workdays: Workdays, last: date) -> date:
    """The first day of the run of days off that the week up to `last` holds."""
    day = max(day for day in (last - number * DAY for number in range(7)) if day in workdays.holidays)
    while day - DAY in workdays.holidays:
        day -= DAY
    return day


def expected(workdays: Workdays, last: date, values: Values, *, before: float | None = None) -> Expected:
    """Of the week up to `last`. `before`: it is a level of which `values` are the gains, and this is where it stood."""
    week = week_of(workdays, last)
    if week.kind is PeriodKind.UNANNOUNCED:
        return Expected(0)
    like = _ordinary(workdays, last, values)
    if len(like) < LEAST:
        return Expected(len(like), holiday=week.holiday)
    centre, half = centre_and_half(like)
    if week.kind is not PeriodKind.HOLIDAY:
        ordinary = week.kind is PeriodKind.ORDINARY
        return _around(before or 0, centre, half if ordinary else WIDE * half, like=len(like) if ordinary else 0)
    ratios = _ratios(workdays, last, values)
    if not ratios:
        return Expected(len(ratios), holiday=week.holiday)
    centre *= statistics.median(ratios)
    return _around(before or 0, centre, WIDE * half, like=len(ratios), holiday=week.holiday)


def _around(base: float, centre: float, half: float, *, like: int, holiday: Text | None = None) -> Expected:
    return Expected(like, base + centre - half, base + centre + half, holiday)


def centre_and_half(values: Sequence[float]) -> tuple[float, float]:
    """The median of like periods, and half the width of the band around it."""
    centre = statistics.median(values)
    spread = statistics.median(abs(value - centre) for value in values)
    return centre, max(LEAST_PART * abs(centre), DEVIATIONS * spread)


def _ordinary(workdays: Workdays, last: date, values: Values) -> list[float]:
    """The newest ordinary weeks before one that ends on `last`, at most as many as a band is made of."""
    found: list[float] = []
    for end in _ordinary_ends(workdays, last):
        value = values(end)
        if value is not None:
            found.append(value)
            if len(found) == LIKE:
                break
    return found


def _ordinary_ends(workdays: Workdays, last: date) -> list[date]:
    """The ends of the ordinary weeks before one that ends on `last`, the newest first, as far back as is looked."""
    held: dict[date, list[date]] = workdays.memo.setdefault(_ordinary_ends, {})
    if last not in held:
        ends = (last - number * WEEK for number in range(1, REACH + 1))
        held[last] = [end for end in ends if week_of(workdays, end).kind is PeriodKind.ORDINARY]
    return held[last]


def _ratios(workdays: Workdays, last: date, values: Values) -> list[float]:
    """What like holidays of earlier years were of the ordinary weeks before them."""
    found = []
    for end in like_weeks(workdays, last):
        value, ordinary = values(end), _ordinary(workdays, end, values)
        usual = statistics.median(ordinary) if len(ordinary) >= LEAST else 0
        if value is not None and usual:
            found.append(value / usual)
    return found


def stands(rule: ChangeRule, workdays: Workdays, last: date, values: Values) -> bool:
    """Whether an alarm about a daily sum stands at the end of the day `last`.

    Judged by working days alone, each against the median of the working days before it: it is raised where days in
    succession leave their band and pass the threshold, and cleared by a day that is back. Days that are not whole say
    nothing; where the newest working day is not known nothing stands.
    """
    days = [day for day in (last - number * DAY for number in range(DAYS_BACK)) if _judged(workdays, day)]
    if not days or values(days[0]) is None:
        return False
    # Days before these say nothing of the days that are judged.
    known = list(islice((value for day in days if (value := values(day)) is not None), LIKE + JUDGED_DAYS))[::-1]
    standing, beyond = False, 0
    for at in range(max(LIKE, len(known) - JUDGED_DAYS), len(known)):
        centre, half = centre_and_half(known[at - LIKE : at])
        if not centre:
            continue
        change, outside = known[at] / centre - 1, abs(known[at] - centre) > half
        beyond = beyond + 1 if outside and rule.reached(change) else 0
        standing = (standing and outside and not rule.over(change)) or beyond >= IN_SUCCESSION
    return standing


def _judged(workdays: Workdays, day: date) -> bool:
    """A working day; a worked weekend is one of its own kind."""
    return workdays.kind(day) is DayKind.WORKING and day not in workdays.worked
