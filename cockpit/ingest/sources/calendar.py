"""iCalendar: the meetings of a calendar with their repetitions, exceptions and time zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest import meetings
from cockpit.ingest.meetings import CalendarOptions, Meeting, Text
from cockpit.ingest.occurrences import occurrences
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source import Delivery, Kind, Reading, declare

CALLED_OFF = ("CANCELLED", "CANCELED")


def read(options: CalendarOptions, reading: Reading) -> Delivery:
    sources = meetings.texts(options, reading)
    return meetings.delivery(_meetings(sources, options, reading), options, reading, sources)


def _meetings(sources: list[Text], options: CalendarOptions, reading: Reading) -> Iterator[Meeting | Refusal | None]:
    since = datetime.combine(options.since, time(), SHANGHAI)
    for source in sources:
        for line, one in occurrences(source.raw, since=since, until=reading.now):
            try:
                if isinstance(one, Unfit):
                    raise one
                yield None if str(one.get("STATUS", "")).upper() in CALLED_OFF else _meeting(one, source.place, line)
            except Unfit as unfit:
                yield Refusal.of(unfit, place=source.place, line=line)


def _meeting(event: Any, place: str, line: int) -> Meeting:
    starts = event["DTSTART"].dt
    ends = event.get("DTEND")
    recurrence = event.get("RECURRENCE-ID")
    instance = recurrence.dt if recurrence is not None else starts
    return Meeting(
        identity=f"{event.get('UID') or f'{place} {line}'} {_utc(instance)}",
        title=_text(event.get("SUMMARY")),
        host=_host(event.get("ORGANIZER")),
        starts=starts,
        ends=ends.dt if ends is not None and not isinstance(ends, list) and _said_end(event) else None,
        taking_part=tuple(_taking_part(event.get("ATTENDEE"))),
        line=line,
        place=place,
    )


def _said_end(event: Any) -> bool:
    """The library ends an event without an end where it begins."""
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    return type(starts) is type(ends) and starts != ends


def _utc(moment: datetime | date) -> str:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(SHANGHAI).isoformat()
    return moment.isoformat()


def _text(value: Any) -> str | None:
    one = value[0] if isinstance(value, list) else value
    return None if one is None else str(one)


def _host(organizer: Any) -> list[str]:
    one = organizer[0] if isinstance(organizer, list) else organizer
    if one is None:
        return []
    return [name for name in (one.params.get("CN"), _mail(one)) if name]


def _mail(address: Any) -> str:
    return str(address).strip().removeprefix("mailto:").removeprefix("MAILTO:")


def _taking_part(attendees: Any) -> Iterator[tuple[str, bool]]:
    for one in attendees if isinstance(attendees, list) else [attendees] if attendees is not None else []:
        attended = str(one.params.get("PARTSTAT", "")).upper() == "ACCEPTED"
        for name in (one.params.get("CN"), _mail(one)):
            if name:
                yield str(name), attended


declare(
    Kind(
        name="calendar",
        summary="A meeting calendar as iCalendar, with repetitions, exceptions and time zones.",
        options=CalendarOptions,
        read=read,
        example='kind = "calendar"\nfile = "meetings/*.ics"\nunit = "bigdata"\n',
    )
)
