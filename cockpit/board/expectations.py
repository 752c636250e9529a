"""What the numbers of a board are expected to be: like periods out of the sums, with the days that these need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection

from cockpit.board import part_totals
from cockpit.board.query import World
from cockpit.calendar import COURSE_STEPS
from cockpit.metrics.alert import ALERTS, ChangeRule
from cockpit.metrics.answer import Answer
from cockpit.metrics.difference import rounded
from cockpit.metrics.expected_band import DAYS_BACK, Expected, Values, ends_needed, expected, stands
from cockpit.metrics.measure import MeasureKind, When
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.reading import CITY, Member
from cockpit.metrics.workdays import DAY, Workdays
from cockpit.store import dimensions
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import Provenance

WEEK = timedelta(days=7)
LEVELS = (MeasureKind.LEVEL, MeasureKind.COUNT)
REAL = (Provenance.PUBLISHED, Provenance.MEASURED)
Totals = dict[str, dict[str, dict[str, dict[date, Any]]]]


@dataclass(frozen=True)
class Expectations:
    """Over the like periods of one board; `answer` knows the running totals of the days that are needed, no others."""

    answer: Answer
    workdays: Workdays

    @cached_property
    def _weeks(self) -> dict[tuple[str, Member], dict[date, float | None]]:
        return {}

    def week(self, metric: Metric, last: date, member: Member = CITY) -> Expected:
        """Of the week that ends on a day: a sum over it, or where a level is expected to stand then."""
        values = self._values(metric, member)
        if metric.measure.kind not in LEVELS:
            return _rounded(expected(self.workdays, last, values), metric)
        before = values(last - WEEK)
        if before is None:
            return Expected(0)
        return _rounded(expected(self.workdays, last, _gains(values), before=before), metric)

    def weeks(self, name: str, days: Sequence[date], member: Member) -> tuple[Expected, ...]:
        """Of the course of a member, a step a day; nothing where none of its weeks is expected to be anything."""
        found = tuple(self.week(METRICS[name], day, member) for day in days)
        return found if any(one.low is not None for one in found) else ()

    def next_week(self, metric: Metric) -> Expected | None:
        """Of the seven days after the as-of day; None where nothing can be said of them."""
        found = self.week(metric, self.answer.as_of + WEEK)
        return found if found.low is not None or found.holiday else None

    def fallen(self, name: str, rule: ChangeRule) -> bool:
        """Whether an alert about a daily sum stands at the end of the as-of day, by what is published or measured."""
        metric = METRICS[name]
        return stands(rule, self.workdays, self.answer.as_of, lambda day: self._day(metric, day))

    def alarms(self) -> frozenset[str]:
        """The names of the alerts of daily sums that stand."""
        return frozenset(
            alert.name
            for alert in ALERTS
            if isinstance(alert.rule, ChangeRule) and alert.metric and METRICS[alert.metric].daily
            if self.fallen(alert.metric, alert.rule)
        )

    def _values(self, metric: Metric, member: Member) -> Values:
        """Of the week that ends on a day, found once; None where not all of its days are there."""
        held = self._weeks.setdefault((metric.name, member), {})

        def value(last: date) -> float | None:
            if last not in held:
                (step,) = self.answer.course(metric.name, member, days=[last])
                whole = step.coverage is None or step.coverage.whole
                held[last] = step.found.value if whole else None
            return held[last]

        return value

    def _day(self, metric: Metric, day: date) -> float | None:
        when = When(day, day - DAY)
        coverage = self.answer.coverage(metric.name, when)
        if coverage is not None and not coverage.whole:
            return None
        found = metric.measure.found(self.answer.reading, when, CITY)
        return found.value if found.provenance in REAL else None


def days_needed(world: World, as_of: date, workdays: Workdays) -> dict[str, set[date]]:
    """By fact, the days on which running totals are needed: where like weeks end, and of alerts every day lately."""
    weeks: set[date] = set()
    for number in range(-1, COURSE_STEPS):  # the week that comes is expected to be something as well
        end = as_of - number * WEEK
        weeks |= {end, end - WEEK} | {day for one in ends_needed(workdays, end) for day in (one, one - WEEK)}
    judged = {as_of - number * DAY for number in range(DAYS_BACK + 1)}
    return {
        name: {day for day in weeks | (judged if name in _by_day() else set()) if day >= world.spans[name].first - DAY}
        for name in _by_week() & world.spans.keys()
    }


@cache
def _by_week() -> frozenset[str]:
    return frozenset(fact for metric in METRICS if metric.course for fact in metric.measure.facts)


@cache
def _by_day() -> frozenset[str]:
    """Facts of which an alert judges every day."""
    named = {alert.metric for alert in ALERTS if isinstance(alert.rule, ChangeRule) and alert.metric}
    return frozenset(fact for name in named if METRICS[name].daily for fact in METRICS[name].measure.facts)


def read(
    connection: Connection, world: World, answer: Answer, *, workdays: Workdays, days: Mapping[str, set[date]]
) -> Expectations:
    """Of the whole city from what was read, of a part of it in a query or two a fact. Of the members of a part nothing
    is expected."""
    filters = answer.reading.filters
    if not filters:
        return Expectations(answer, workdays)
    totals: Totals = {}
    for name, wanted in sorted(days.items()):
        fact, span = FACTS[name], world.spans[name]
        on = sorted({min(day, span.last) for day in wanted if day >= span.first})
        if on and set(filters) <= set(dimensions.filters(fact)):
            totals[name] = part_totals.read(connection, fact, on, filters=filters, registers=answer.reading.registers)
    return Expectations(answer.over(replace(answer.reading, totals=totals, ends={})), workdays)


def _gains(values: Values) -> Values:
    """By how much a level rose in the week that ends on a day."""

    def gain(last: date) -> float | None:
        now = values(last)
        then = None if now is None else values(last - WEEK)
        return None if now is None or then is None else now - then

    return gain


def _rounded(one: Expected, metric: Metric) -> Expected:
    if one.low is None or one.high is None:
        return one
    low = one.low if metric.measure.kind in LEVELS else max(one.low, 0)
    return Expected(one.like, rounded(low, metric.unit), rounded(one.high, metric.unit), one.holiday)
