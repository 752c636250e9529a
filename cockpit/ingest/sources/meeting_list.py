"""A list of meetings as JSON, as council and room systems give it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import Field

from cockpit.calendar import SHANGHAI
from cockpit.errors import SourceWrong
from cockpit.ingest import cells, meetings
from cockpit.ingest.catalogue import parsed
from cockpit.ingest.known import folded
from cockpit.ingest.meetings import CalendarOptions, Meeting, Text
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source import Delivery, Kind, Reading, declare
from cockpit.units import Text as Said

FIELDS = {
    "code": ("code", "id", "meetingId", "uid"),
    "title": ("title", "name", "subject", "body"),
    "starts": ("starts", "start", "date", "startTime", "begin"),
    "ends": ("ends", "end", "endTime"),
    "minutes": ("minutes", "duration"),
    "status": ("status", "state"),
    "host": ("host", "organizer", "unit", "body"),
}
LISTS = ("", "data", "items", "results", "meetings", "value")
CALLED_OFF = (
    "cancelled",
    "canceled",
    "rescheduled",
    "postponed",
    "deferred",
    "withdrawn",
    "取消",
    "已取消",
    "延期",
    "改期",
)
HORIZON = datetime(2049, 12, 31, tzinfo=UTC)


class MeetingListOptions(CalendarOptions):
    """`items` is the dotted path to the list, `fields` maps our fields to dotted paths in a meeting."""

    items: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    called_off: tuple[str, ...] = CALLED_OFF


def read(options: MeetingListOptions, reading: Reading) -> Delivery:
    sources = meetings.texts(options, reading)
    return meetings.delivery(_meetings(sources, options), options, reading, sources)


def _meetings(sources: list[Text], options: MeetingListOptions) -> Iterator[Meeting | Refusal | Said]:
    for name in options.fields:
        if name not in FIELDS:
            raise SourceWrong(
                f"fields names {name!r}, which no meeting has.",
                f"Fields: {', '.join(FIELDS)}.",
                zh=f"fields写有“{name}”，会议没有这一项。",
            )
    off = {folded(word) for word in options.called_off}
    for source in sources:
        for number, item in enumerate(_items(parsed(source.raw), options), start=1):
            try:
                status = _get(item, "status", options)
                called_off = isinstance(status, str) and folded(status) in off
                yield meetings.CALLED_OFF if called_off else _meeting(item, options, source.place, number)
            except Unfit as unfit:
                yield Refusal.of(unfit, place=source.place, line=number)


def _items(found: Any, options: MeetingListOptions) -> list[Any]:
    for path in LISTS if options.items is None else (options.items,):
        held = _at(found, path) if path else found
        if isinstance(held, list):
            return held
    raise SourceWrong(
        "There is no list of meetings.",
        "Set items to the path of the list, such as data.meetings.",
        zh="没有会议清单。",
    )


def _at(found: Any, path: str) -> Any:
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _get(item: Any, name: str, options: MeetingListOptions) -> Any:
    if not isinstance(item, dict):
        raise Unfit(
            zh=("不是JSON对象。", "每场会议请写成一个对象。"),
            en=("it is no JSON object.", "Deliver each meeting as an object."),
            value=item,
        )
    if name in options.fields:
        return _at(item, options.fields[name])
    return next((item[one] for one in FIELDS[name] if item.get(one) not in (None, "")), None)


def _meeting(item: Any, options: MeetingListOptions, place: str, number: int) -> Meeting:
    starts = _moment(_get(item, "starts", options), "starts")
    if starts is None:
        raise Unfit(
            zh=("没有开始时间。", "请写明会议的开始时间。"),
            en=("there is no beginning.", "Give the meeting a beginning."),
            field="starts",
        )
    ends = _moment(_get(item, "ends", options), "ends")
    minutes = _get(item, "minutes", options)
    if ends is None and not cells.empty(minutes):
        ends = starts + timedelta(minutes=cells.whole(minutes, field="minutes", most=100_000))
    code = _get(item, "code", options)
    host = _get(item, "host", options)
    if isinstance(host, dict):
        host = host.get("name") or host.get("title")
    named = isinstance(code, (str, int)) and not isinstance(code, bool) and not cells.empty(code)
    return Meeting(
        identity=str(code) if named else f"{starts.isoformat()} {host} {_get(item, 'title', options)}",
        title=_get(item, "title", options),
        host=host,
        starts=starts,
        ends=ends,
        line=number,
        place=place,
    )


def _moment(value: Any, field: str) -> datetime | None:
    """A time without an offset is meant in Shanghai."""
    if cells.empty(value):
        return None
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip()[:40])
        except ValueError:
            pass
        else:
            value = (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).isoformat()
    return cells.moment(value, field=field, now=HORIZON).replace(tzinfo=UTC)


declare(
    Kind(
        name="meeting_list",
        summary="A list of meetings as JSON, with paths to its fields where they have other names.",
        options=MeetingListOptions,
        read=read,
        example='kind = "meeting_list"\nurl = "https://rooms.example.gov.cn/meetings.json"\nunit = "bigdata"\n',
    )
)
