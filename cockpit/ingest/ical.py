"""The library that reads iCalendar, and the table of Windows time zones of the CLDR that it brings."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x\r\n"


def event(text: bytes) -> Any:
    """A component out of the text of a VEVENT; the library raises whatever a broken line makes it stumble over."""
    import icalendar

    return icalendar.Event.from_ical(text)


def forget_zones() -> None:
    """Zones that a text has defined are not those of the next."""
    from icalendar.timezone import tzp

    tzp.use_default()


def know_zone(text: bytes) -> None:
    """A VTIMEZONE by whose name moments may be told; what cannot be read is as if it were not there."""
    import icalendar

    with suppress(Exception):
        icalendar.Calendar.from_ical(HEAD + text + b"END:VCALENDAR\r\n")


def windows_zones() -> Mapping[str, str]:
    """IANA names by those of Windows."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON
