"""Silence: units that owe a row to a source that delivers every day, and have sent none since a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Member, Reading
from cockpit.metrics.row_selection import FactRows
from cockpit.metrics.workdays import Workdays, working
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import DeliveryMode

UNIT = "unit"


@dataclass(frozen=True)
class SilentUnit:
    """`since` is the first day without a delivery that was due, whichever day is asked; `metric` is one it lacks."""

    unit: str
    source: str
    metric: str
    since: date


@cache
def delivered_columns(name: str) -> list[tuple[str, str]]:
    """The facts and columns in which units deliver what the metric counts."""
    behind = METRICS[name].measure.behind(When(date.max, date.max))
    if not isinstance(behind, FactRows) or behind.by or UNIT not in FACTS[behind.fact].dimensions:
        return []
    fact = FACTS[behind.fact]
    return [(fact.name, fact.made_of(column).known) for column in behind.columns]


def owed(sources: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """By source that delivers every day, the columns that it fills."""
    daily = [row["code"] for row in sources if (row.get("delivers") or DeliveryMode.CHANGES) == DeliveryMode.DAYS]
    found = {
        code: [pair for metric in METRICS if metric.source == code for pair in delivered_columns(metric.name)]
        for code in daily
    }
    return {code: list(dict.fromkeys(pairs)) for code, pairs in found.items() if pairs}


def silent(reading: Reading, day: date) -> Iterator[SilentUnit]:
    """Who has let a due delivery pass by the newest day of which the source has spoken at all; of a part of the city
    nothing is said, for its other units are not known there."""
    sources = reading.registers.get("source", [])
    held = {row["code"]: row for row in sources}
    units = {row["code"] for row in reading.registers.get(UNIT, [])}
    for code, pairs in {} if reading.filters else owed(sources).items():
        last = _last(reading, pairs)
        hours = int(held[code]["cadence_hours"])
        calendar = working(held[code], reading.workdays)
        newest = max(last.values(), default=day)
        metric = next(one.name for one in METRICS if one.source == code and delivered_columns(one.name))
        for unit, at in sorted(last.items()):
            due = next_due(at, hours, calendar)
            overdue = due is not None and due <= newest
            if unit in units and overdue and not _closed(reading, pairs, unit=unit, day=day):
                yield SilentUnit(unit, code, metric, next_due(at, 24, calendar) or at + timedelta(days=1))


def next_due(last: date, hours: int, calendar: Workdays | None) -> date | None:
    """The day on which a delivery is due after one of the day `last`; None where that depends on days off that nobody
    has announced. `calendar` is that of a source that delivers on working days alone."""
    due = last + timedelta(days=-(-hours // 24))
    return due if calendar is None else calendar.working_day(due)


def _last(reading: Reading, pairs: list[tuple[str, str]]) -> dict[str, date]:
    """By unit the newest day on which it delivered any of these."""
    found: dict[str, date] = {}
    for pair in pairs:
        for (dimension, code), day in reading.newest.get(pair, {}).items():
            if dimension == UNIT:
                found[code] = max(day, found.get(code, day))
    return found


def _closed(reading: Reading, pairs: list[tuple[str, str]], *, unit: str, day: date) -> bool:
    """Whether the last that it said was that it has nothing any more, so that it owes nothing."""
    member: Member = (UNIT, unit)
    levels = [
        reading.level(fact, name, member=member, day=day).value for fact, name in pairs if name in FACTS[fact].levels
    ]
    return bool(levels) and not any(levels)
