"""The events of one iCalendar text, each on its own, so that a broken one is refused and the others are read."""

from __future__ import annotations

import signal
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest import ical
from cockpit.ingest.calendar_components import CalendarComponent, Naming, blocks
from cockpit.ingest.cancellation import call_off
from cockpit.ingest.decoding import FAULT, no_text
from cockpit.ingest.refusal import Unfit
from cockpit.units import Text

if TYPE_CHECKING:
    from cockpit.ingest.series import Occurrence

MOST_OF_ONE = 5_000
SECONDS_OF_ONE = 60.0
"""A last guard: what is refused must not depend on how fast a machine is, so every search here ends by itself."""
BREATHLESS = ("SECONDLY", "MINUTELY", "HOURLY")


@dataclass(frozen=True)
class Unheld:
    """A component that is no meeting of the period that is asked for, and why."""

    reason: Text


OLDER = Unheld(Text("同一日程的较早版本，或再次出现", "an older version of an event, or the same again"))
COMING = Unheld(Text("尚未开始", "still to come"))
OUTSIDE = Unheld(Text("在所要的日期之间没有场次", "an event that does not take place on the days that are asked for"))
NO_EVENT = Unheld(Text("不是日程，如待办、日志、忙闲", "no event but a task, a journal or busy times"))


NAMING = Naming()


def occurrences(
    texts: Iterable[tuple[str, bytes]], naming: Naming = NAMING, *, since: datetime, until: datetime
) -> Iterator[tuple[str, int, Occurrence | Unheld | Unfit]]:
    """Every occurrence between two moments with the place and the line of its event; or what is wrong.

    The events of one UID belong together whatever text they stand in. An event without occurrences there yields
    nothing, one that has been called off yields its occurrences too.
    """
    series: dict[str, list[Any]] = defaultdict(list)
    stands: dict[int, tuple[str, int]] = {}
    for place, raw in texts:
        for line, event in _events(raw, naming):
            if isinstance(event, (Unfit, Unheld)):
                yield place, line, event
                continue
            stands[id(event)] = place, line
            series[str(event.get("UID") or f"{place} {line}")].append(event)
    for held in series.values():
        yield from _one_series(held, stands, since=since, until=until)


def _one_series(
    held: list[Any], stands: dict[int, tuple[str, int]], *, since: datetime, until: datetime
) -> Iterator[tuple[str, int, Occurrence | Unheld | Unfit]]:
    from cockpit.ingest.series import newest

    counted, older = newest(held)
    yield from ((*stands[id(event)], OLDER) for event in older)
    try:
        found = _expanded(counted, since=since, until=until)
        yield from ((*stands[id(one.event)], one) for one in found)
        if not found:
            yield from ((*stands[id(event)], _unheld(event, until)) for event in counted)
    except Unfit as unfit:
        yield (*stands[id(counted[0])], unfit)


def _unheld(event: Any, until: datetime) -> Unheld:
    starts = event["DTSTART"].dt
    coming = starts > until if isinstance(starts, datetime) else starts > until.astimezone(SHANGHAI).date()
    return COMING if coming else OUTSIDE


def _events(raw: bytes, naming: Naming) -> Iterator[tuple[int, Any | Unheld | Unfit]]:
    """The events of one text by their lines, as components of icalendar."""
    parts = blocks(raw, naming)
    _know(parts.zones)
    yield from ((other.line, NO_EVENT) for other in parts.others)
    for event in parts.events:
        try:
            yield event.line, _parsed(event)
        except Unfit as unfit:
            yield event.line, unfit


def _know(zones: list[CalendarComponent]) -> None:
    """The zones of this text and of no other."""
    ical.forget_zones()
    for zone in zones:
        if zone.whole:
            ical.know_zone(zone.text)


def _parsed(block: CalendarComponent) -> Any:
    from cockpit.ingest.series import version

    if not block.whole:
        raise Unfit(
            zh=("日程不完整。", "请提供完整的日历。"),
            en=("the event is cut off.", "Deliver the calendar as a whole."),
        )
    if FAULT in block.text.decode():
        line = next(line.decode() for line in block.lines if FAULT in line.decode())
        raise no_text(None, line.index(FAULT) + 1)
    try:
        with _within(SECONDS_OF_ONE):
            event = ical.event(block.text)
            _check(event)
            if block.cancels:
                call_off(event)
            version(event)
            return event
    except Unfit:
        raise
    except Exception as failed:  # the library raises whatever a broken line makes it stumble over
        raise Unfit(
            zh=(f"日程无法读取（{type(failed).__name__}）。", "请在日历中更正。"),
            en=(f"the event cannot be read ({type(failed).__name__}).", "Correct it in the calendar."),
        ) from failed


def _check(event: Any) -> None:
    rules = event.get("RRULE", [])
    if any(word in BREATHLESS for rule in (rules if isinstance(rules, list) else [rules]) for word in rule["FREQ"]):
        raise Unfit(
            zh=("每小时或更频繁地重复。", "请更正其重复规则。"),
            en=("it repeats every hour or faster.", "Correct its rule."),
            field="RRULE",
        )
    if event.get("EXRULE") is not None:
        raise Unfit(
            zh=("用EXRULE排除场次，已不再使用，无法执行。", "请改用EXDATE逐一写出。"),
            en=("it excludes occurrences by EXRULE, which is withdrawn and not followed.", "Write them as EXDATE."),
            field="EXRULE",
        )
    if event.get("DTSTART") is None:
        raise Unfit(
            zh=("没有开始时间。", "请写明开始时间。"),
            en=("there is no DTSTART.", "Give it a beginning."),
            field="DTSTART",
        )
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        value = event.get(name)
        if value is None:
            continue
        if isinstance(value, list):
            raise Unfit(
                zh=(f"{name}出现两次。", "请保留一个。"), en=(f"{name} stands there twice.", "Keep one."), field=name
            )
        moment = value.dt
        if name == "DTEND" and type(moment) is type(event["DTSTART"].dt) and _before(moment, event["DTSTART"].dt):
            raise Unfit(
                zh=("结束早于开始。", "请更正结束时间。"),
                en=("it ends before it begins.", "Correct its end."),
                field=name,
                value=moment,
            )
        named = value.params.get("TZID")
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise _no_zone(name, named)


def _no_zone(field_name: str, named: str | None) -> Unfit:
    if named:
        return Unfit(
            zh=("时区不认识。", "请用Asia/Shanghai这样的名称，或在来源的zones中对应。"),
            en=("its time zone is unknown.", "Use a name such as Asia/Shanghai, or map it in zones of its source."),
            field=field_name,
            value=named,
        )
    return Unfit(
        zh=(f"{field_name}没有时区。", f'请在来源中写time_zone = "{SHANGHAI}"。'),
        en=(f"{field_name} has no time zone.", f'Add time_zone = "{SHANGHAI}" to its source.'),
        field=field_name,
    )


def _before(one: Any, other: Any) -> bool:
    try:
        return bool(one < other)
    except TypeError:  # one of them names no time zone
        return bool(one.replace(tzinfo=None) < other.replace(tzinfo=None))


def _expanded(events: list[Any], *, since: datetime, until: datetime) -> list[Occurrence]:
    from cockpit.ingest.series import occurrences

    try:
        with _within(SECONDS_OF_ONE):
            found = list(islice(occurrences(events, since=since, until=until + timedelta(seconds=1)), MOST_OF_ONE + 1))
    except Unfit:
        raise
    except Exception as failed:
        raise Unfit(
            zh=(f"重复规则无法执行（{type(failed).__name__}）。", "请更正其重复规则。"),
            en=(f"its rule cannot be followed ({type(failed).__name__}).", "Correct its rule."),
            field="RRULE",
        ) from failed
    if len(found) > MOST_OF_ONE:
        raise Unfit(
            zh=(f"重复超过{MOST_OF_ONE:,}次。", "请更正其重复规则。"),
            en=(f"it takes place more than {MOST_OF_ONE:,} times.", "Correct its rule."),
            field="RRULE",
        )
    return found


class _Late(BaseException):
    """No Exception: a library that carries on after every Exception must not swallow the end of its time."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """A rule that is never fulfilled is looked for to the end of time; the clock of the process ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_signal: int, _frame: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late as over:
        raise Unfit(
            zh=("重复规则计算过久。", "请更正其重复规则。"),
            en=("its rule takes too long to be followed.", "Correct its rule."),
            field="RRULE",
        ) from over
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
