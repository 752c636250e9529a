"""The events of one iCalendar text, each on its own, so that a broken one is refused and the others are read."""

from __future__ import annotations

import re
import signal
import threading
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest.refusal import Unfit

MOST_OF_ONE = 5_000
SECONDS_OF_ONE = 3.0
BREATHLESS = re.compile(rb"(?im)^RRULE[^\r\n]*FREQ=(SECONDLY|MINUTELY|HOURLY)")


@dataclass
class Block:
    """One component with the line of its BEGIN."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    whole: bool = False

    @property
    def text(self) -> bytes:
        return b"\r\n".join(self.lines) + b"\r\n"


def blocks(raw: bytes) -> tuple[list[Block], list[Block]]:
    """The time zones and the events of a calendar; SourceWrong where it is none."""
    lines = _text(raw).splitlines()
    if not any(line.strip().upper() == b"BEGIN:VCALENDAR" for line in lines[:50]):
        raise SourceWrong(
            "It is no calendar: there is no BEGIN:VCALENDAR.",
            "Name an .ics file or address.",
            zh="不是日历：没有BEGIN:VCALENDAR。",
        )
    zones: list[Block] = []
    events: list[Block] = []
    opened: Block | None = None
    ending = b""
    for number, line in enumerate(lines, start=1):
        word = line.strip().upper()
        if opened is None or word == b"BEGIN:VEVENT":
            if word in (b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE"):
                opened = Block(number, [line])
                ending = b"END:" + word[6:]
                (events if ending == b"END:VEVENT" else zones).append(opened)
            continue
        opened.lines.append(line)
        if word == ending:
            opened.whole = True
            opened = None
    return zones, events


def _text(raw: bytes) -> bytes:
    """UTF-8, whatever it was; GB18030 where it is not UTF-8, and Latin-1 as the last that always reads."""
    for encoding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            return raw.decode(encoding).replace("\x00", "").encode("utf-8")
        except UnicodeError:
            continue
    return b""


def occurrences(raw: bytes, *, since: datetime, until: datetime) -> Iterator[tuple[int, Any | Unfit]]:
    """Every occurrence between two moments with the line of its event, as a component of icalendar; or what is wrong.

    An event without occurrences there yields nothing, one that has been called off yields its component too.
    """
    zones, events = blocks(raw)
    series: dict[bytes, list[Block]] = defaultdict(list)
    for event in events:
        if not event.whole:
            yield (
                event.line,
                Unfit(
                    zh=("日程不完整。", "请提供完整的日历。"),
                    en=("the event is cut off.", "Deliver the calendar as a whole."),
                ),
            )
            continue
        series[_uid(event)].append(event)
    for held in series.values():
        yield from _one_series(held, zones, since=since, until=until)


def _uid(event: Block) -> bytes:
    found = re.search(rb"(?im)^UID[^:\r\n]*:(.*)$", event.text)
    return found[1].strip() if found else f"line {event.line}".encode()


def _one_series(
    held: list[Block], zones: list[Block], *, since: datetime, until: datetime
) -> Iterator[tuple[int, Any | Unfit]]:
    good = []
    for event in held:
        try:
            _parsed([event], zones)
            good.append(event)
        except Unfit as unfit:
            yield event.line, unfit
    if not good:
        return
    try:
        found = _expanded(good, zones, since=since, until=until)
    except Unfit as unfit:
        yield good[0].line, unfit
        return
    yield from ((good[0].line, one) for one in found)


def _parsed(held: list[Block], zones: list[Block]) -> Any:
    """A calendar of a few events with the zones that they name, unless every machine knows them."""
    import icalendar

    text = b"".join(event.text for event in held)
    named = {one.strip(b'"') for one in re.findall(rb"TZID=(\"[^\"]*\"|[^:;\r\n]*)", text)}
    wanted = [zone.text for zone in zones if zone.whole and _tzid(zone) in named - _everywhere()]
    whole = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x\r\n" + b"".join(wanted) + text + b"END:VCALENDAR\r\n"
    if BREATHLESS.search(text):
        raise Unfit(
            zh=("每小时或更频繁地重复。", "请更正其重复规则。"),
            en=("it repeats every hour or faster.", "Correct its rule."),
            field="RRULE",
        )
    try:
        with _within(SECONDS_OF_ONE):
            calendar = icalendar.Calendar.from_ical(whole)
            for event in calendar.walk("VEVENT"):
                _check(event)
            return calendar
    except Unfit:
        raise
    except Exception as failed:  # the library raises whatever a broken line makes it stumble over
        raise Unfit(
            zh=(f"日程无法读取（{type(failed).__name__}）。", "请在日历中更正。"),
            en=(f"the event cannot be read ({type(failed).__name__}).", "Correct it in the calendar."),
        ) from failed


def _check(event: Any) -> None:
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
        if isinstance(moment, datetime) and moment.tzinfo is None and named:
            raise Unfit(
                zh=("时区不认识。", "请用Asia/Shanghai这样的名称。"),
                en=("its time zone is unknown.", "Use a name such as Asia/Shanghai."),
                field=name,
                value=named,
            )


def _before(one: Any, other: Any) -> bool:
    try:
        return bool(one < other)
    except TypeError:  # one of them names no time zone
        return bool(one.replace(tzinfo=None) < other.replace(tzinfo=None))


def _expanded(held: list[Block], zones: list[Block], *, since: datetime, until: datetime) -> list[Any]:
    import recurring_ical_events

    calendar = _parsed(held, zones)
    try:
        with _within(SECONDS_OF_ONE):
            found = []
            query = recurring_ical_events.of(calendar, skip_bad_series=False)
            for one in query.between(since, until + timedelta(seconds=1)):
                found.append(one)
                if len(found) > MOST_OF_ONE:
                    raise Unfit(
                        zh=(f"重复超过{MOST_OF_ONE:,}次。", "请更正其重复规则。"),
                        en=(f"it takes place more than {MOST_OF_ONE:,} times.", "Correct its rule."),
                        field="RRULE",
                    )
            return found
    except Unfit:
        raise
    except Exception as failed:
        raise Unfit(
            zh=(f"重复规则无法执行（{type(failed).__name__}）。", "请更正其重复规则。"),
            en=(f"its rule cannot be followed ({type(failed).__name__}).", "Correct its rule."),
            field="RRULE",
        ) from failed


def _tzid(zone: Block) -> bytes:
    found = re.search(rb"(?im)^TZID[^:\r\n]*:(.*)$", zone.text)
    return found[1].strip() if found else b""


def _everywhere() -> set[bytes]:
    return {name.encode() for name in zoneinfo.available_timezones()}


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
