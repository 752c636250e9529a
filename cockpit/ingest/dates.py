"""Dates of catalogues; one that can be read in two ways is not read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.cell_values import PLAIN, WIDE_FIRST, WIDE_LAST
from cockpit.ingest.doubt import Doubtful
from cockpit.ingest.spelling import Spelling, spelled


def loose(value: Any, *, now: datetime, spelling: Spelling = PLAIN) -> date | None:
    """The day, or None where it is missing, unreadable, ambiguous or in the future; a year or month is its first day.

    A clock time without an offset stands on the day that is written beside it.
    """
    if isinstance(value, (int, float)) and not abs(value) > 10**8:
        return None  # in a catalogue, a small number is no day of a spreadsheet
    try:
        found = spelled(value, spelling, partial=True).local_day(spelling, SHANGHAI)
    except (Doubtful, OverflowError):
        return None
    return found if WIDE_FIRST <= found <= min(now.astimezone(SHANGHAI).date(), WIDE_LAST) else None
