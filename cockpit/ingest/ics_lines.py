"""The lines of an iCalendar text: unfolded as bytes, then decoded, with time zones that every machine knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cockpit.ingest.decoding import MARKS, encoding_of
from cockpit.ingest.zones import named

_MOMENT = re.compile(r"(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)((?:;.*)?):(\d{8}T\d{6}Z?[^:]*)", re.IGNORECASE)
_TZID = re.compile(r';TZID=("[^"]*"|.*?)(?=;(?:VALUE|RANGE)=|$)', re.IGNORECASE)
_ZONE = re.compile(r"TZID(?:;[^:]*)?:(.*)", re.IGNORECASE)
_OF_ALL = re.compile(r"X-WR-TIMEZONE(?:;[^:]*)?:(.*)", re.IGNORECASE)


def lines(raw: bytes, declared: str | None = None) -> Iterator[tuple[int, str]]:
    """Numbers and lines of the text; a line may be folded inside of a character, so it is put together first.

    Each line is decoded by itself, so that bytes that are no text are those of its event alone.
    """
    encoding = encoding_of(raw, declared)
    if encoding.startswith(("utf-16", "utf-32")):
        raw, encoding = raw.decode(encoding, "replace").encode(), "utf-8"
    for mark, _ in MARKS:
        raw = raw.removeprefix(mark)
    held: list[tuple[int, bytes]] = []
    for number, line in enumerate(raw.replace(b"\x00", b"").splitlines(), start=1):
        if held and line[:1] in (b" ", b"\t"):
            held[-1] = (held[-1][0], held[-1][1] + line[1:])
        else:
            held.append((number, line))
    whole = encoding_of(b"\n".join(line for _, line in held), declared) if encoding != "utf-8" else encoding
    for number, line in held:
        yield number, line.decode(whole, "replace")


def zone_of_all(text: Iterable[str], own: Mapping[str, str]) -> str | None:
    """The zone that the calendar as a whole names for moments that name none."""
    for line in text:
        if match := _OF_ALL.fullmatch(line.strip()):
            return named(match[1], own)
    return None


def defined(zones: Iterable[str]) -> set[str]:
    """The names of the zones that the text itself defines: these go before every table."""
    return {match[1].strip().strip('"') for line in zones if (match := _ZONE.fullmatch(line.strip()))}


def zoned(line: str, own: Mapping[str, str], there: set[str], floating: str | None) -> str:
    """A line with a moment in a zone that is known: a Z at its end goes before a zone that it names as well."""
    match = _MOMENT.fullmatch(line.strip())
    if match is None:
        return line
    name, parameters, value = match[1], match[2], match[3]
    said = _TZID.search(parameters)
    if value.rstrip().upper().endswith("Z"):
        return f"{name}{_TZID.sub('', parameters)}:{value}"
    if said is None:
        return f"{name};TZID={floating}{parameters}:{value}" if floating else line
    zone = said[1].strip().strip('"')
    if zone in there:
        return line
    found = named(zone, own)
    return line if found is None else f"{name}{_TZID.sub(f';TZID={found}', parameters)}:{value}"
