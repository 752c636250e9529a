"""A series: what a calendar says under one UID, and when it takes place.

An event repeats by its rule; other events of its UID change one occurrence, or all from one on. What is the same event
again, or an older version of it, counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

from recurring_ical_events.adapters.event import EventAdapter
from recurring_ical_events.series.rrule import Series, rrule
from recurring_ical_events.util import convert_to_date_range, convert_to_datetime

from cockpit.calendar import SHANGHAI
from cockpit.ingest.cancellation import call_off, called_off
from cockpit.ingest.refusal import Unfit
from cockpit.store.schema import LAST_DAY

BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Occurrence:
    """`recurs` is when the series has it, whatever it was moved to; with the UID it says which occurrence it is."""

    event: Any
    starts: datetime | date
    ends: datetime | date
    recurs: str


WITHIN_DAYS = FunctionType(
    rrule._iter.__code__,
    {**rrule._iter.__globals__, "datetime": SimpleNamespace(MAXYEAR=LAST_DAY.year, date=date, datetime=datetime)},
    "_iter",
)
"""How the library follows a rule, but to the last day of the exchange database only: it looks for a day that never
comes until the year 9999, however long that takes on a machine."""


class BoundedSeries(Series):  # type: ignore[misc]
    """The library's series with rules that end."""

    class RecurrenceRules(Series.RecurrenceRules):  # type: ignore[misc]
        def rrulestr(self, rule_string: str) -> Any:
            rule = super().rrulestr(rule_string)
            anything = bounded(rule.replace(until=None, count=None))
            if next(iter(anything), None) is None:
                raise Unfit(
                    zh=("没有一天符合其重复规则。", "请更正其重复规则。"),
                    en=("no day fulfils its rule.", "Correct its rule."),
                    field="RRULE",
                    value=rule_string,
                )
            return bounded(rule)


def bounded(rule: Any) -> Any:
    rule._iter = MethodType(WITHIN_DAYS, rule)
    rule._invalidate_cache()
    return rule


def _name_by_moment(change: Any, core: Any) -> None:
    """A change that names a day changes the occurrence of that day, and one of whole days may be named by a moment."""
    named, starts = change["RECURRENCE-ID"], core["DTSTART"].dt
    timed, whole_days = isinstance(named.dt, datetime), not isinstance(starts, datetime)
    if timed and whole_days:
        moment = named.dt.astimezone(SHANGHAI) if named.dt.tzinfo else named.dt
        named.dt = moment.date()
    elif not timed and not whole_days:
        rules = BoundedSeries.RecurrenceRules(EventAdapter(core))
        first, end = (convert_to_datetime(one, rules.tzinfo) for one in convert_to_date_range(named.dt))
        there = {one for one in rules.rrule_between(first, end) if first <= one < end}
        if len(there) == 1:
            named.dt = there.pop()


def occurrences(events: Sequence[Any], *, since: datetime, until: datetime) -> Iterator[Occurrence]:
    """All between two moments; `events` are components of one UID, without older versions."""
    cores = [event for event in events if "RECURRENCE-ID" not in event]
    changes = [event for event in events if "RECURRENCE-ID" in event]
    repeated = next((core for core in cores if "RRULE" in core or "RDATE" in core), cores[0] if cores else None)
    for core in cores:
        if core is not repeated:
            yield from _of(BoundedSeries([EventAdapter(core)]), since, until)
    for change in changes if repeated is not None else ():
        _name_by_moment(change, repeated)
        # Who calls off a series calls off what was changed in it before.
        if called_off(repeated) and version(change)[0] <= version(repeated)[0]:
            call_off(change)
    first = [] if repeated is None else [repeated]
    if first or changes:
        yield from _of(BoundedSeries([EventAdapter(event) for event in (*first, *changes)]), since, until)


def _of(series: BoundedSeries, since: datetime, until: datetime) -> Iterator[Occurrence]:
    for one in series.between(since, until):
        adapter = one._adapter
        changed = adapter.is_modification() and one.start == adapter.start
        moment = adapter._component["RECURRENCE-ID"].dt if changed else one.start - adapter.move_recurrences_by
        yield Occurrence(adapter._component, one.start, one.end, _said(moment))


def _said(moment: datetime | date) -> str:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(SHANGHAI).isoformat()
    return moment.isoformat()


def newest(events: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The events that count, and those that are an older version of one or the same again."""
    counted: dict[tuple[Any, Any], Any] = {}
    older: list[Any] = []
    last: dict[Any, Any] = {}
    for event in events:
        named = _named(event)
        last[named] = max(last.get(named, version(event)), version(event))
    for event in events:
        named, starts = _named(event), _said(event["DTSTART"].dt)
        key = (named, starts if named is None else None)
        if version(event) < last[named] or key in counted:
            older.append(event)
        else:
            counted[key] = event
    return list(counted.values()), older


def _named(event: Any) -> str | None:
    named = event.get("RECURRENCE-ID")
    return None if named is None else _said(named.dt)


def version(event: Any) -> tuple[int, bool, datetime]:
    """By its number, and of one number by whether it was called off, then by the moment at which it was changed."""
    moment = getattr(event.get("LAST-MODIFIED"), "dt", None)
    changed = moment if isinstance(moment, datetime) and moment.tzinfo is not None else BEFORE_ALL
    return int(event.get("SEQUENCE", 0)), called_off(event), changed
