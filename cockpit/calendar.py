"""Days, windows of days and ISO weeks, all in Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from cockpit.errors import ScopeWrong

# The city has had no other offset and no summer time since 1991; a fixed offset needs no zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PERIOD_DAYS = {Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 91, Period.YEAR: 365}
"""A period is the window of so many whole days that ends on the as-of day, so that it always has an equal before."""

COURSE_STEPS = 12
"""A course is twelve steps of seven days that end on the as-of day."""


@dataclass(frozen=True)
class Week:
    """An ISO week, Monday to Sunday."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """ScopeWrong where the text is no ISO week, or the year has no such week."""
        match = re.fullmatch(r"(\d{4})-W(\d{2})", text)
        if match:
            week = cls(int(match[1]), int(match[2]))
            try:
                week.monday  # noqa: B018  (raises where the year has no such week)
            except ValueError:
                pass
            else:
                return week
        raise ScopeWrong(
            "week",
            f"{text!r} is not an ISO week.",
            "a week such as 2020-W39",
            zh=f"“{text}”不是一周。",
            allowed_zh="周，例如 2020-W39",
        )

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def parse_day(text: str, *, field: str = "as_of") -> date:
    """ScopeWrong where the text is no day; it names the field."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ScopeWrong(
        field,
        f"{text!r} is not a day.",
        "a day such as 2020-09-30",
        zh=f"“{text[:40]}”不是日期。",
        allowed_zh="日期，例如 2020-09-30",
    )


def now() -> datetime:
    return datetime.now(SHANGHAI)


def in_shanghai(moment: datetime) -> datetime:
    """A moment without an offset is meant in Shanghai."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def end_of(day: date) -> datetime:
    """The last second of a day in Shanghai."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


def course_days(as_of: date) -> list[date]:
    """The thirteen days that bound twelve steps of seven days, oldest first."""
    return [as_of - timedelta(days=7 * step) for step in range(COURSE_STEPS, -1, -1)]


def window_days(as_of: date, period: Period) -> tuple[date, date, date]:
    """The as-of day, the day before its window, and the day before the window before that."""
    length = timedelta(days=PERIOD_DAYS[period])
    return as_of, as_of - length, as_of - 2 * length
