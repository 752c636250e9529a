"""Dates as catalogues spell them; one that can be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from dateutil import parser

from cockpit.calendar import SHANGHAI
from cockpit.store.schema import LAST_DAY


def loose(value: Any, *, now: datetime) -> date | None:
    """The day, or None where it is missing, unreadable, ambiguous or in the future."""
    found = (
        _of_number(value) if isinstance(value, (int, float)) else _of_text(value) if isinstance(value, str) else None
    )
    if found is None or found > now.astimezone(SHANGHAI).date() or found > LAST_DAY:
        return None
    return found if found >= date(1900, 1, 1) else None


def _of_number(value: int | float) -> date | None:
    if isinstance(value, bool) or not 10**8 < value < 10**14:
        return None
    seconds = value / 1000 if value > 10**11 else value
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(SHANGHAI).date()


def _of_text(value: str) -> date | None:
    text = value.strip()
    if re.fullmatch(r"\d{12,13}", text):
        return _of_number(int(text))
    try:
        return None if len(text) > 60 or text.startswith(("R/", "P")) else _spelled(text)
    except (ValueError, OverflowError, TypeError, parser.ParserError):
        return None


def _spelled(text: str) -> date | None:
    if match := re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)?|年)?", text):
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        small, large = sorted((int(match[1]), int(match[2])))
        return None if large <= 12 and small != large else date(int(match[3]), small, large)
    return _with_time(text)


def _with_time(text: str) -> date | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        if "," in text and re.search(r"\d:\d\d", text):
            found = parsedate_to_datetime(text)
        elif re.search(r"[A-Za-z]{3}", text) and re.search(r"\b\d{4}\b", text):
            found = parser.parse(text, default=datetime(2000, 1, 1))
        else:
            return None
    return found.astimezone(SHANGHAI).date() if found.tzinfo else found.date()
