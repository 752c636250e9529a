"""A list of meetings as JSON, as council and room systems give it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import Field

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, meeting_intake, zones
from cockpit.ingest.documents import Damaged, parsed
from cockpit.ingest.meeting_intake import CalendarOptions, CalendarText, ReportedMeeting
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import folded
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.spelling import Spelled, Spelling
from cockpit.ingest.split_times import put_together
from cockpit.ingest.unused_fields import UnusedFields
from cockpit.units import Text as Said

FIELDS = {
    "code": ("code", "id", "meetingId", "uid"),
    "title": ("title", "name", "subject", "body"),
    "starts": ("starts", "start", "date", "startTime", "begin"),
    "starts_time": ("starts_time", "time", "startTime"),
    "ends": ("ends", "end", "endTime"),
    "ends_time": ("ends_time",),
    "minutes": ("minutes", "duration"),
    "status": ("status", "state"),
    "cancelled": ("cancelled", "canceled", "isCancelled", "isCanceled"),
    "host": ("host", "organizer", "unit", "body"),
    "invited": ("invited", "attendees", "participants"),
    "attended": ("attended",),
    "class": ("class", "sensitivity", "visibility"),
}
NAMES = ("name", "title", "displayName", "unit", "email", "address")
NOT_PUBLIC = ("private", "confidential", "personal", "机密", "秘密", "不公开", "内部")
THINGS = ("resource", "room")
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

    items: str | None = Field(default=None, description="dotted path to the list, such as `data.meetings`")
    fields: dict[str, str] = Field(
        default_factory=dict,
        description=f"our fields to dotted paths in a meeting: {', '.join(FIELDS)}",
    )
    called_off: tuple[str, ...] = Field(default=CALLED_OFF, description="words of `status` for what is not held")


def read(options: MeetingListOptions, reading: ReadingContext) -> Delivery:
    sources = meeting_intake.texts(options, reading)
    roots = {path.split(".")[0] for path in options.fields.values()}
    names = {one for name, all_ in FIELDS.items() if name not in options.fields for one in all_}
    unused = UnusedFields(frozenset(roots | names))
    found = _meetings(sources, options, reading.spelling, unused)
    delivery = meeting_intake.delivery(found, options, reading, sources)
    unused.into(delivery.account)
    return delivery


def _meetings(
    sources: list[CalendarText], options: MeetingListOptions, spelling: Spelling, unused: UnusedFields
) -> Iterator[ReportedMeeting | Refusal | Said]:
    for name in options.fields:
        if name not in FIELDS:
            raise SourceWrong(
                f"fields names {name!r}, which no meeting has.",
                f"Fields: {', '.join(FIELDS)}.",
                zh=f"fields写有“{name}”，会议没有这一项。",
            )
    off = {folded(word) for word in options.called_off}
    for source in sources:
        for number, item in enumerate(_items(parsed(source.raw, options.encoding), options), start=1):
            if isinstance(item, dict):
                unused.look(item)
            try:
                called_off = _said(_get(item, "status", options)) in off or _said(_get(item, "cancelled", options)) in (
                    "true",
                    "1",
                    "yes",
                    "是",
                    *off,
                )
                yield (
                    meeting_intake.CALLED_OFF
                    if called_off
                    else _meeting(item, options, spelling, place=source.place, number=number)
                )
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
    if isinstance(item, Damaged):
        raise item.unfit
    if not isinstance(item, dict):
        raise Unfit(
            zh=("不是JSON对象。", "每场会议请写成一个对象。"),
            en=("it is no JSON object.", "Deliver each meeting as an object."),
            value=item,
        )
    if name in options.fields:
        return _at(item, options.fields[name])
    return next((item[one] for one in FIELDS[name] if item.get(one) not in (None, "")), None)


def _said(value: Any) -> str:
    """A word, a number or a truth as a word."""
    return folded(str(value)) if isinstance(value, (str, int, bool)) else ""


def _meeting(item: Any, options: MeetingListOptions, spelling: Spelling, *, place: str, number: int) -> ReportedMeeting:
    starts = _when(item, "starts", options, spelling)
    if starts is None:
        raise Unfit(
            zh=("没有开始时间。", "请写明会议的开始时间。"),
            en=("there is no beginning.", "Give the meeting a beginning."),
            field="starts",
        )
    ends = _when(item, "ends", options, spelling) or _that_day(item, starts, options, spelling)
    minutes = _get(item, "minutes", options)
    if ends is None and isinstance(starts, datetime) and not cell_values.empty(minutes):
        ends = starts + timedelta(minutes=cell_values.whole(minutes, field="minutes", most=100_000))
    code, host = _get(item, "code", options), _names(_get(item, "host", options))
    named = isinstance(code, (str, int)) and not isinstance(code, bool) and not cell_values.empty(code)
    title = _get(item, "title", options)
    people, rooms = _invited(item, options)
    return ReportedMeeting(
        identity=str(code) if named else f"{starts.isoformat()} {next(iter(host), None)} {title}",
        title=title,
        host=host,
        starts=starts,
        ends=ends,
        taking_part=people,
        rooms=rooms,
        private=_said(_get(item, "class", options)) in NOT_PUBLIC,
        line=number,
        place=place,
    )


def _invited(item: Any, options: MeetingListOptions) -> tuple[tuple[tuple[tuple[str, ...], bool | None], ...], int]:
    """Everyone with whether they came, where the list says who came; rooms and things are counted alone."""
    came = _get(item, "attended", options)
    there = {folded(name) for one in came for name in _names(one)} if isinstance(came, list) else None
    people, rooms = [], 0
    invited = _get(item, "invited", options)
    for one in [*(invited if isinstance(invited, list) else ()), *(came if isinstance(came, list) else ())]:
        kind = one.get("type") if isinstance(one, dict) else None
        if _said(kind) in THINGS:
            rooms += 1
            continue
        said = one.get("attended") if isinstance(one, dict) else None
        names = tuple(_names(one))
        known = said if isinstance(said, bool) else None
        if known is None and there is not None:
            known = any(folded(name) in there for name in names)
        people.append((names, known))
    return tuple(people), rooms


def _names(value: Any) -> list[str]:
    """The names and addresses of a person or a unit, however deep they stand."""
    if isinstance(value, dict):
        found = [value.get(name) for name in (*NAMES, "emailAddress")]
        return [name for one in found for name in _names(one)]
    return [str(value)] if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip() else []


def _when(item: Any, field: str, options: MeetingListOptions, spelling: Spelling) -> datetime | date | None:
    """A moment, a day, or a day and a time that stand apart; the zone that stands beside a moment counts for it."""
    value = _get(item, field, options)
    if isinstance(value, dict):
        spelling = zones.beside(value.get("timeZone"), spelling, options.zones, field)
        value = value.get("dateTime") or value.get("date")
    if cell_values.empty(value):
        return None
    found, apart = cell_values.spelt(value, field=field, spelling=spelling), _get(item, f"{field}_time", options)
    if apart is not None and apart != value:
        found = put_together(found, apart, field, spelling)
    if found.clock is None:
        return cell_values.day(found, field=field, spelling=spelling)
    moment = cell_values.moment(found, field=field, now=HORIZON, spelling=spelling)
    return moment.replace(tzinfo=UTC)


def _that_day(item: Any, starts: datetime | date, options: MeetingListOptions, spelling: Spelling) -> datetime | None:
    """The end of which only the time is said: on the day of the beginning."""
    begins, clock = _get(item, "starts", options), _get(item, "ends_time", options)
    if not isinstance(starts, datetime) or isinstance(begins, dict) or cell_values.empty(clock):
        return None
    day = Spelled(cell_values.spelt(begins, field="starts", spelling=spelling).day)
    whole = put_together(day, clock, "ends", spelling)
    return cell_values.moment(whole, field="ends", now=HORIZON, spelling=spelling).replace(tzinfo=UTC)


declare(
    SourceKind(
        name="meeting_list",
        summary="A list of meetings as JSON, with paths to its fields where they have other names.",
        options=MeetingListOptions,
        read=read,
        moments=True,
        example='kind = "meeting_list"\nurl = "https://rooms.example.gov.cn/meetings.json"\nunit = "bigdata"\n',
    )
)
