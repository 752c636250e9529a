"""Meetings of a calendar, whatever it is written in: into the registers and the activity of their days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from pydantic import Field, model_validator

from cockpit.calendar import SHANGHAI
from cockpit.ingest import cell_values, file_access
from cockpit.ingest.activity import activity
from cockpit.ingest.gathered_rows import Gathered, naive
from cockpit.ingest.occurrences import COMING
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source_kind import Delivery, FileState, ReadingContext, TextOptions
from cockpit.store import tables
from cockpit.store.account import Account, Portion
from cockpit.store.schema import FIRST_DAY
from cockpit.units import Text as Said

MOST = 50_000_000
LONGEST = timedelta(days=7)
UNTITLED, UNSAID = "（无题）", "（不公开）"
CALLED_OFF = Said("已取消", "called off")
FREE = Said("全天且不占用时间，不是会议", "a whole day that takes no time, which is no meeting")
EARLY = Said("早于since所写的日期，或在window_days之前", "before the day that since names, or outside of window_days")
TITLE = Said("不公开会议的名称，不予保存", "title of a meeting that is not public, which is not kept")
ROOM = Said("会议室或设备，不是单位", "a room or a thing, which is no unit")
NOBODY = Said("不是名册中单位的参会者", "somebody who takes part and is no unit of the register")


class CalendarOptions(TextOptions):
    """`hosts` maps organisers, bodies or mail addresses to units; `unit` hosts what names nobody that is known.

    A calendar that holds only the newest days says how many in `window_days`: of those before nothing is taken away.
    """

    file: str | None = Field(default=None, description="a file, a folder or a pattern below the sources file")
    url: str | None = Field(default=None, description="an address instead of files")
    unit: str | None = Field(default=None, description="unit that hosts what names nobody that is known")
    hosts: dict[str, str] = Field(
        default_factory=dict, description="their names of organisers, bodies or mail addresses to units"
    )
    since: date = Field(default=FIRST_DAY, description="what lies before this day is left out")
    window_days: int | None = Field(
        default=None,
        ge=1,
        le=36_600,
        description="for a source that holds only its newest days: how many; of those before nothing is taken away",
    )
    zones: dict[str, str] = Field(
        default_factory=dict, description="names of time zones that only this calendar knows, to IANA time zones"
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.url is None):
            raise ValueError("give either file or url")
        if self.since < FIRST_DAY:
            raise ValueError(f"since must not lie before {FIRST_DAY}")
        for name in self.zones.values():
            self._a_zone(name)
        return self

    def first_day(self, now: datetime) -> date:
        """The first day of which the calendar says everything: what lies before stays as it is."""
        if self.window_days is None:
            return self.since
        return max(self.since, now.astimezone(SHANGHAI).date() - timedelta(days=self.window_days - 1))


@dataclass(frozen=True)
class ReportedMeeting:
    """`starts` is a day where only that is known; `ends` may be missing; `taking_part` are the names of each who was
    invited, with whether they came, None where nobody knows. `private`: its title is not kept.
    """

    identity: str
    title: Any
    host: Any
    starts: datetime | date
    ends: datetime | date | None = None
    taking_part: tuple[tuple[tuple[str, ...], bool | None], ...] = ()
    rooms: int = 0
    private: bool = False
    line: int | None = None
    place: str = ""


@dataclass(frozen=True)
class CalendarText:
    """A calendar as it was delivered: where it came from, its content, and its state where it is a file."""

    place: str
    raw: bytes
    state: FileState | None = None


def texts(options: CalendarOptions, reading: ReadingContext) -> list[CalendarText]:
    if options.url is not None:
        return [CalendarText(options.url, reading.fetch.get(options.url))]
    return [
        CalendarText(state.name, file_access.content(path, most=MOST), state)
        for path, state in file_access.files(reading, options.file or "")
    ]


def delivery(
    found: Iterable[ReportedMeeting | Refusal | Said],
    options: CalendarOptions,
    reading: ReadingContext,
    sources: list[CalendarText],
) -> Delivery:
    """The whole calendar; a Said is why something in it is no meeting. What has not begun yet is no activity."""
    gathered = Gathered(tables.meeting, reading, options.provenance)
    parts: list[dict[str, Any]] = []
    first = options.first_day(reading.now)
    done = Delivery()
    account = done.account
    for number, one in enumerate(found, start=1):
        if number % 500 == 0:
            reading.progress(number)
        account.read += 1
        if isinstance(one, Said):
            account.leave(one, entry=one in (CALLED_OFF, FREE))
        elif isinstance(one, Refusal):
            gathered.refused.append(one)
        elif _began(one) > naive(reading.now):
            account.leave(COMING.reason)
        elif _began(one).date() < first:
            account.leave(EARLY)
        else:
            parts += _add(gathered, one, options, reading, account=account)
    gathered.into(done)
    done.registers["meeting_unit"] = parts
    done.facts["meeting_daily"] = activity(gathered.rows.values(), parts, options.provenance)
    done.whole_from["meeting_daily"] = first
    done.window_from = first if options.window_days else None
    done.files = [source.state for source in sources if source.state is not None]
    done.notes = _notes(reading, done.files)
    return done


def _notes(reading: ReadingContext, states: list[FileState]) -> list[str]:
    return [
        f"{state.name} has changed since it was read; it is read again."
        for state in states
        if state.name in reading.files and reading.files[state.name] != state
    ]


def _began(meeting: ReportedMeeting) -> datetime:
    """In Shanghai, without an offset; a time without one is meant there."""
    starts = meeting.starts
    if not isinstance(starts, datetime):
        return datetime(starts.year, starts.month, starts.day)
    return starts.astimezone(SHANGHAI).replace(tzinfo=None) if starts.tzinfo else starts


def _add(
    gathered: Gathered, meeting: ReportedMeeting, options: CalendarOptions, reading: ReadingContext, *, account: Account
) -> list[dict[str, Any]]:
    try:
        row = _row(meeting, options, reading)
        units, others = _taking_part(meeting, options, reading)
    except Unfit as unfit:
        gathered.refused.append(Refusal.of(unfit, place=meeting.place, line=meeting.line))
        return []
    before = len(gathered.rows)
    gathered.add(row, place=meeting.place, line=meeting.line)
    if len(gathered.rows) == before:
        return []
    account.leave(NOBODY, portion=Portion.PERSON, count=others)
    account.leave(ROOM, portion=Portion.PERSON, count=meeting.rooms)
    if meeting.private and not cell_values.empty(meeting.title):
        account.leave(TITLE, portion=Portion.TITLE)
    return [
        {
            "meeting": row["code"],
            "unit": unit,
            "attended": None if came is None else int(came),
            "provenance": options.provenance,
        }
        for unit, came in units.items()
    ]


def _row(meeting: ReportedMeeting, options: CalendarOptions, reading: ReadingContext) -> dict[str, Any]:
    began = _began(meeting)
    title = UNTITLED if cell_values.empty(meeting.title) else UNSAID
    if not cell_values.empty(meeting.title) and not meeting.private:
        title = cell_values.text(meeting.title, most=10_000, field="title")
    return {
        "code": "m-" + hashlib.sha256(meeting.identity.encode("utf-8", "replace")).hexdigest()[:30],
        "host": _host(meeting.host, options, reading),
        "title_zh": title if len(title) <= 200 else title[:199] + "…",
        "day": began.date(),
        "hour": began.hour if isinstance(meeting.starts, datetime) else None,
        "minutes": _minutes(meeting),
        "provenance": options.provenance,
    }


def _host(said: Any, options: CalendarOptions, reading: ReadingContext) -> str:
    for one in said if isinstance(said, (list, tuple)) else [said]:
        found = reading.known.find("unit", one, options.hosts)
        if found is not None:
            return reading.known.code("unit", found, field="host")
    if options.unit is not None:
        return reading.known.code("unit", options.unit, field="unit")
    name = next(
        (one for one in (said if isinstance(said, (list, tuple)) else [said]) if not cell_values.empty(one)), None
    )
    if name is None:
        raise Unfit(
            zh=("没有写明由谁召集。", "请写明召集单位，或设置unit。"),
            en=("nobody is named who called it.", "Name an organiser, or set unit."),
            field="host",
        )
    return reading.known.code("unit", str(name), field="host", where=f"[sources.{reading.source}.hosts]")


def _minutes(meeting: ReportedMeeting) -> int | None:
    """None for a whole day, and where no end is known."""
    starts, ends = meeting.starts, meeting.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return None
    if (starts.tzinfo is None) != (ends.tzinfo is None):
        starts, ends = (one if one.tzinfo else one.replace(tzinfo=SHANGHAI) for one in (starts, ends))
    length = ends - starts
    if not timedelta(0) <= length <= LONGEST:
        raise Unfit(
            zh=("结束早于开始，或超过一周。", "请更正结束时间。"),
            en=("it ends before it begins, or lasts for more than a week.", "Correct its end."),
            field="ends",
            value=ends,
        )
    return int(length.total_seconds() // 60)


def _taking_part(
    meeting: ReportedMeeting, options: CalendarOptions, reading: ReadingContext
) -> tuple[dict[str, bool | None], int]:
    """Units with whether they came, and how many who take part are none. One of several of a unit is enough."""
    units: dict[str, bool | None] = {}
    others = 0
    for names, came in meeting.taking_part:
        found = (reading.known.find("unit", name, options.hosts) for name in names)
        unit = next((code for code in found if code is not None), None)
        if unit is None:
            others += 1
        else:
            units[unit] = came if not units.get(unit) else units[unit]
    return units, others
