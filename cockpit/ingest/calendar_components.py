"""The components of an iCalendar text: its time zones, its events, and what is no event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cockpit.errors import SourceWrong
from cockpit.ingest import ics_lines

CANCELS = re.compile(rb"(?i)METHOD(;[^:]*)?:\s*CANCEL\s*")
OTHERS = ("VTODO", "VJOURNAL", "VFREEBUSY")


@dataclass
class CalendarComponent:
    """One component with the line of its BEGIN; `cancels`: it stands in a message that calls off."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    whole: bool = False
    cancels: bool = False

    @property
    def text(self) -> bytes:
        return b"\r\n".join(self.lines) + b"\r\n"


@dataclass(frozen=True)
class Naming:
    """How the source names time zones: `zones` are its own names, `floating` is the zone of moments that name none."""

    zones: Mapping[str, str] = field(default_factory=dict)
    floating: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class CalendarParts:
    """The components of a calendar; `others` are no events."""

    zones: list[CalendarComponent] = field(default_factory=list)
    events: list[CalendarComponent] = field(default_factory=list)
    others: list[CalendarComponent] = field(default_factory=list)

    def of(self, word: bytes) -> list[CalendarComponent] | None:
        """Where a component that begins with this line belongs; None where it begins none that is counted."""
        name = word.decode("utf-8", "replace").removeprefix("BEGIN:")
        if name in OTHERS:
            return self.others
        return {"VEVENT": self.events, "VTIMEZONE": self.zones}.get(name)


def blocks(raw: bytes, naming: Naming) -> CalendarParts:
    """SourceWrong where it is no calendar."""
    lines = list(ics_lines.lines(raw, naming.encoding))
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for _, line in lines[:50]):
        raise SourceWrong(
            "It is no calendar: there is no BEGIN:VCALENDAR.",
            "Name an .ics file or address.",
            zh="不是日历：没有BEGIN:VCALENDAR。",
        )
    parts = CalendarParts()
    opened: CalendarComponent | None = None
    ending, cancels = b"", False
    there = ics_lines.defined(line for _, line in lines)
    floating = naming.floating or ics_lines.zone_of_all((line for _, line in lines), naming.zones)
    for number, text in lines:
        in_zone = opened is not None and ending == b"END:VTIMEZONE"
        line = (text if in_zone else ics_lines.zoned(text, naming.zones, there, floating)).encode()
        word = line.strip().upper()
        if opened is None or word == b"BEGIN:VEVENT":
            if word.startswith(b"BEGIN:") and (held := parts.of(word)) is not None:
                opened = CalendarComponent(number, [line], cancels=cancels)
                ending = b"END:" + word[6:]
                held.append(opened)
            cancels = word != b"BEGIN:VCALENDAR" and (cancels or bool(CANCELS.fullmatch(line)))
            continue
        opened.lines.append(line)
        if word == ending:
            opened.whole = True
            opened = None
    return parts
