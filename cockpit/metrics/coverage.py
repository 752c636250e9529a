"""How much of a window is there: days due, days there, which are missing, up to which moment its source has spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cockpit.metrics.workdays import Workdays

DAY = timedelta(days=1)
Days = tuple[date, date]
"""First and last day, both in it."""


@dataclass(frozen=True)
class Coverage:
    """Of a number over a window: `due` days, of which `there` are whole; `missing` are the others, as spans.

    `until` is the moment up to which the source has spoken, where that lies in the window. `unknown` counts rows of the
    window that do not say the value. `begun` is the first day of history, where the window begins before it.
    """

    due: int
    there: int
    missing: tuple[Days, ...] = ()
    until: datetime | None = None
    unknown: int = 0
    begun: date | None = None

    @property
    def whole(self) -> bool:
        return self.there == self.due

    @property
    def brief(self) -> Coverage:
        """For a part of the whole: which days are missing is said once, with the number of the whole."""
        return Coverage(self.due, self.there, unknown=self.unknown, begun=self.begun)

    def without(self, rows: int) -> Coverage:
        """The same window, in which some rows do not say the value."""
        return replace(self, unknown=rows) if rows != self.unknown else self

    def to_json(self) -> dict[str, Any]:
        """Only what there is to say: of most windows that all days are there."""
        return {
            "due": self.due,
            "there": self.there,
            **({"missing": [[first.isoformat(), last.isoformat()] for first, last in self.missing]}
               if self.missing else {}),
            **({"until": self.until.isoformat()} if self.until else {}),
            **({"unknown": self.unknown} if self.unknown else {}),
            **({"begun": self.begun.isoformat()} if self.begun else {}),
        }  # fmt: skip

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Coverage:
        return cls(
            due=value["due"],
            there=value["there"],
            missing=tuple(
                (date.fromisoformat(first), date.fromisoformat(last)) for first, last in value.get("missing", ())
            ),
            until=datetime.fromisoformat(value["until"]) if value.get("until") else None,
            unknown=value.get("unknown", 0),
            begun=date.fromisoformat(value["begun"]) if value.get("begun") else None,
        )


@dataclass(frozen=True)
class Delivered:
    """The days that the source of a measure has delivered: spans in their order, from `first` to `last`.

    Where rows are due on changes alone, `days` is None: every day up to the newest moment is there. `newest` is the
    source's own mark, and `closed` the last day of which it has spoken to the end; both None where it has no mark.
    `calendar` is that of a source that delivers on working days alone: no row is due on a day off. `altered` are days
    that were delivered and of which the database no longer holds the same rows.
    """

    first: date
    last: date
    days: tuple[Days, ...] | None
    newest: datetime | None = None
    closed: date | None = None
    calendar: Workdays | None = None
    altered: tuple[Days, ...] = ()

    @property
    def end(self) -> date:
        """The last day that can be whole."""
        if self.days is None:
            return self.closed or self.last
        return min(self.last, self.closed) if self.closed else self.last

    def as_of(self, day: date) -> date:
        """The newest day of its rows that is not after `day`; of rows due on changes the day up to which it spoke."""
        newest = self.newest.date() if self.newest else None
        if self.days is None:
            return min(day, newest or self.last)
        upto = min(day, newest or day)
        return max((min(last, upto) for first, last in self.days if first <= upto), default=upto)

    def there(self, after: date, day: date) -> tuple[Days, ...]:
        """Spans of whole days among those after `after` up to `day`."""
        spans = self.days if self.days is not None else ((self.first, self.end),)
        if self.altered:
            spans = shared(spans, gaps(self.altered, self.first - DAY, self.end))
        found = []
        for first, last in spans:
            begin, end = max(first, after + DAY), min(last, day, self.end)
            if begin <= end:
                found.append((begin, end))
        return tuple(found) if self.calendar is None else shared(found, self._due(after, day))

    def window(self, after: date, day: date) -> Coverage:
        there, due = self.there(after, day), self._due(after, day)
        until = self.newest if self.newest and after < self.newest.date() <= day and self._breaks_off() else None
        return Coverage(
            due=sum(length(one) for one in due),
            there=sum(length(one) for one in there),
            missing=gaps(there, after, day) if self.calendar is None else shared(gaps(there, after, day), due),
            until=until.replace(tzinfo=None) if until else None,
            begun=self.first if after + DAY < self.first <= day else None,
        )

    def _due(self, after: date, day: date) -> tuple[Days, ...]:
        """The days of a window on which rows are due: all, or those that are not known to be days off."""
        if self.calendar is None:
            return ((after + DAY, day),)
        days = (after + DAY * number for number in range(1, (day - after).days + 1))
        return joined((one, one) for one in days if not self.calendar.off(one))

    def _breaks_off(self) -> bool:
        """Whether its newest moment is no end of a day."""
        return self.newest is not None and (self.newest + timedelta(seconds=1)).date() == self.newest.date()


def is_whole(coverage: Coverage | None) -> bool:
    """Whether no day of a window is missing; what is not added up over days has none."""
    return coverage is None or coverage.whole


def length(span: Days) -> int:
    return (span[1] - span[0]).days + 1


def gaps(there: Sequence[Days], after: date, day: date) -> tuple[Days, ...]:
    """What lies between spans of a window."""
    found, last = [], after
    for first, end in there:
        if first > last + DAY:
            found.append((last + DAY, first - DAY))
        last = end
    if last < day:
        found.append((last + DAY, day))
    return tuple(found)


def shared(one: Sequence[Days], other: Sequence[Days]) -> tuple[Days, ...]:
    """The days that are in both."""
    both = ((max(first, begin), min(last, end)) for first, last in one for begin, end in other)
    return tuple(sorted(span for span in both if span[0] <= span[1]))


def moved(spans: Iterable[Days], days: int) -> tuple[Days, ...]:
    """The same spans so many days later."""
    by = timedelta(days=days)
    return tuple((first + by, last + by) for first, last in spans)


def joined(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Spans of several sources as those of one: what touches or overlaps is one span."""
    found: list[Days] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
