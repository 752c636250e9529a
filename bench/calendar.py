"""What a calendar costs: 4,778 events, of which 2,860 were meetings on 1,858 days, loaded twice on both databases.

python -m bench.calendar (writes its table into docs/performance.md)
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.figures import write
from tests.ingest.bureau import bureau
from tests.servers import postgres

DAYS, MEETINGS, EVENTS = 1_858, 2_860, 4_778
LAST = date(2020, 9, 30)
PARTS = ("渔业局", "灯塔局", "港务局")
ZONE = """BEGIN:VTIMEZONE
TZID:City Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE"""
TOML = 'kind = "calendar"\nfile = "a.ics"\nunit = "harbour"\n'
TARGET_S = 10


def text() -> str:
    """Single events, as most calendars export them; those that are no meetings are still to come."""
    begin = LAST - timedelta(days=DAYS - 1)
    events = []
    for number in range(EVENTS):
        day = begin + timedelta(days=number % DAYS) if number < MEETINGS else LAST + timedelta(days=1 + number % 300)
        at = datetime(day.year, day.month, day.day, 8 + number % 9)
        events.append(_event(number, at))
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *ZONE.split("\n"), *events, "END:VCALENDAR", ""])


def _event(number: int, at: datetime) -> str:
    people = [f"ATTENDEE;CN={name};CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED:mailto:{name}@x" for name in PARTS]
    ends = at + timedelta(minutes=45)
    return "\r\n".join(
        (
            "BEGIN:VEVENT",
            f"UID:{number}@x",
            f"DTSTART;TZID=City Time:{at:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=City Time:{ends:%Y%m%dT%H%M%S}",
            f"SUMMARY:会议{number}",
            "ORGANIZER;CN=渔业局:mailto:fish@x",
            *people,
            "END:VEVENT",
        )
    )


def turns(folder: Path, url: str) -> list[float]:
    """Seconds of the first load, and of a second one that finds nothing changed."""
    made = bureau(folder, url)
    made.write("a.ics", text())
    found = []
    for _ in range(2):
        begin = time.perf_counter()
        made.load("video", TOML)
        found.append(time.perf_counter() - begin)
    assert made.one("SELECT count(*) FROM meeting") == MEETINGS
    assert made.one("SELECT count(DISTINCT day) FROM meeting_daily") == DAYS
    made.engine.dispose()
    return found


def main() -> None:
    load = os.getloadavg()[0]
    lines = ["| database | first load, s | nothing changed, s |", "| --- | ---: | ---: |"]
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        sqlite = f"sqlite:///{folders[0] / 'exchange.db'}"
        server = stack.enter_context(postgres())
        for name, folder, url in zip(("SQLite", "PostgreSQL"), folders, (sqlite, server), strict=True):
            first, second = turns(folder, url)
            lines.append(f"| {name} | {first:.1f} | {second:.1f} |")
            print(lines[-1], flush=True)
    said = f"Measured {date.today()}, load {load:.1f} beside it; the target is {TARGET_S} s.\n\n"
    write("calendar", said + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
