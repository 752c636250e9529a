"""iCalendar: the meetings of a calendar with their repetitions, exceptions and time zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from pydantic import Field

from cockpit.calendar import SHANGHAI
from cockpit.ingest import meeting_intake
from cockpit.ingest.calendar_components import Naming
from cockpit.ingest.cancellation import called_off
from cockpit.ingest.meeting_intake import CALLED_OFF, FREE, CalendarOptions, CalendarText, ReportedMeeting
from cockpit.ingest.occurrences import Unheld, occurrences
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import folded
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.unused_fields import UnusedFields, words
from cockpit.units import Text as Said

if TYPE_CHECKING:
    from cockpit.ingest.series import Occurrence

THINGS = ("ROOM", "RESOURCE")
NOT_PUBLIC = ("PRIVATE", "CONFIDENTIAL")
USED = words(
    "UID SUMMARY ORGANIZER ATTENDEE DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP CLASS "
    "SEQUENCE LAST-MODIFIED X-MICROSOFT-CDO-BUSYSTATUS DTSTAMP"
)
FREE_TIME = {"TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}


class IcsOptions(CalendarOptions):
    """`called_off_prefixes` begin the title of what Exchange has called off; they count where the time is free."""

    called_off_prefixes: tuple[str, ...] = Field(
        default=("Canceled:", "Cancelled:", "已取消:", "取消:"),
        description="how titles begin that a mail server has called off; they count where the time is free",
    )


def read(options: IcsOptions, reading: ReadingContext) -> Delivery:
    sources = meeting_intake.texts(options, reading)
    unused = UnusedFields(USED)
    delivery = meeting_intake.delivery(_meetings(sources, options, reading, unused), options, reading, sources)
    unused.into(delivery.account)
    return delivery


def _meetings(
    sources: list[CalendarText], options: IcsOptions, reading: ReadingContext, unused: UnusedFields
) -> Iterator[ReportedMeeting | Refusal | Said]:
    since = datetime.combine(options.since, time(), SHANGHAI)
    naming = Naming(options.zones, options.time_zone, options.encoding)
    found = occurrences([(source.place, source.raw) for source in sources], naming, since=since, until=reading.now)
    seen: set[tuple[str, int]] = set()
    for place, line, one in found:
        try:
            if isinstance(one, Unfit):
                raise one
            if isinstance(one, Unheld):
                yield one.reason
                continue
            if (place, line) not in seen:
                seen.add((place, line))
                unused.names({*one.event.keys(), *(part.name for part in one.event.subcomponents)})
            yield _no_meeting(one, options) or _meeting(one, place, line)
        except Unfit as unfit:
            yield Refusal.of(unfit, place=place, line=line)


def _no_meeting(one: Occurrence, options: IcsOptions) -> Said | None:
    """Why it is none: called off, by its state or as Exchange writes it into the title, or a day that takes no time."""
    if called_off(one.event):
        return CALLED_OFF
    if not _free(one.event):
        return None
    title = folded(_text(one.event.get("SUMMARY")) or "")
    if any(title.startswith(folded(prefix)) for prefix in options.called_off_prefixes):
        return CALLED_OFF
    return FREE if _whole_days(one) else None


def _free(event: Any) -> bool:
    return any(str(event.get(name, "")).strip().upper() == word for name, word in FREE_TIME.items())


def _whole_days(one: Occurrence) -> bool:
    """A day, or from midnight to midnight."""
    starts, ends = one.starts, one.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return True
    local = [moment.astimezone(SHANGHAI) if moment.tzinfo else moment for moment in (starts, ends)]
    return local[0] < local[1] and all(moment.time() == time() for moment in local)


def _meeting(one: Occurrence, place: str, line: int) -> ReportedMeeting:
    event = one.event
    people, rooms = _invited(event.get("ATTENDEE"))
    return ReportedMeeting(
        identity=f"{event.get('UID') or f'{place} {line}'} {one.recurs}",
        title=_text(event.get("SUMMARY")),
        host=_host(event.get("ORGANIZER")),
        starts=one.starts,
        ends=one.ends if type(one.starts) is type(one.ends) and one.starts != one.ends else None,
        # Who accepts an invitation has not come yet, and who does not answer may come: a calendar does not know it.
        taking_part=tuple((_names(person), None) for person in people),
        rooms=rooms,
        private=str(event.get("CLASS", "")).strip().upper() in NOT_PUBLIC,
        line=line,
        place=place,
    )


def _text(value: Any) -> str | None:
    one = value[0] if isinstance(value, list) else value
    return None if one is None else str(one)


def _host(organizer: Any) -> list[str]:
    one = organizer[0] if isinstance(organizer, list) else organizer
    if one is None:
        return []
    return list(_names(one))


def _names(person: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in (person.params.get("CN"), _mail(person)) if name)


def _mail(address: Any) -> str:
    return str(address).strip().removeprefix("mailto:").removeprefix("MAILTO:")


def _invited(attendees: Any) -> tuple[list[Any], int]:
    """Those who are no rooms and no things, and how many are."""
    listed = attendees if isinstance(attendees, list) else [attendees] if attendees is not None else []
    people = [one for one in listed if str(one.params.get("CUTYPE", "")).upper() not in THINGS]
    return people, len(listed) - len(people)


declare(
    SourceKind(
        name="calendar",
        summary="A meeting calendar as iCalendar, with repetitions, exceptions and time zones.",
        options=IcsOptions,
        read=read,
        moments=True,
        example='kind = "calendar"\nfile = "meetings/*.ics"\nunit = "bigdata"\n',
    )
)
