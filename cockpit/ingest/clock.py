"""Times of the day as people write them; 24:00 is the end of a day, and no other time has the hour 24."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from typing import Any

from cockpit.ingest.doubt import Doubt, Doubtful
from cockpit.ingest.refusal import Unfit

_MORNING = {hour: hour % 12 for hour in range(13)}
_AFTERNOON = {hour: hour if hour > 11 else hour + 12 for hour in range(24)}
_EVENING = {**{hour: hour + 12 for hour in range(5, 12)}, **{hour: hour for hour in range(17, 24)}}
HOURS = {
    **dict.fromkeys(("上午", "早上", "早晨", "清晨", "凌晨"), _MORNING),
    **dict.fromkeys(("傍晚", "晚上"), _EVENING),
    "下午": _AFTERNOON,
    "中午": {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14},
    "am": {hour: hour % 12 for hour in range(1, 13)},
    "pm": {hour: hour % 12 + 12 for hour in range(1, 13)},
}
"""Hours of 24 by the word that stands beside an hour. 晚上12点 is left out: nobody knows of which day it is."""
_CLOCK = re.compile(
    r"(?P<before>上午|下午|早上|早晨|清晨|凌晨|傍晚|晚上|中午)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:(?=\s*[ap]\.?m)|[点时](?!\s*\d)(?P<half>半)?|[:时点]\s*(?P<minute>\d{1,2})"
    r"(?:\s*[:分]\s*(?P<second>\d{1,2})(?:[.,](?P<micro>\d{1,9}))?\s*秒?|\s*分)?)"
    r"\s*(?P<after>am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:(z)|(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?|(utc|gmt))", re.IGNORECASE)


@dataclass(frozen=True)
class ClockTime:
    """`ends_day`: it is 24:00, the midnight at which its day ends."""

    time: time
    ends_day: bool = False


def clock_time(text: str) -> ClockTime:
    """With an offset where one is written; Doubtful where it is no time, or could be two."""
    match = _CLOCK.match(text)
    if match is None:
        raise Doubtful(Doubt.UNREADABLE)
    said = (match["before"] or match["after"] or "").casefold().replace(".", "")
    if match["before"] and match["after"]:
        raise Doubtful(Doubt.UNREADABLE)
    minute = 30 if match["half"] else int(match["minute"] or 0)
    micro = int((match["micro"] or "0")[:6].ljust(6, "0"))
    parts = (minute, int(match["second"] or 0), micro)
    return at_hour(_hour(int(match["hour"]), said), parts, _offset(text[match.end() :].strip()))


def at_hour(hour: int, parts: tuple[int, int, int], offset: tzinfo | None = None) -> ClockTime:
    """`parts` are minute, second and microsecond; ValueError where there is no such time."""
    if hour == 24 and not any(parts):
        return ClockTime(time(tzinfo=offset), ends_day=True)
    minute, second, micro = parts
    return ClockTime(time(hour, minute, second, micro, offset))


def _hour(hour: int, said: str) -> int:
    """Of 24; Doubtful where the word does not fit the hour, or where the hour may be one of night or of day."""
    if not said:
        return hour
    if hour not in HOURS[said]:
        raise Doubtful(Doubt.TIME if hour <= 12 and not said.isascii() else Doubt.UNREADABLE)
    return HOURS[said][hour]


def _offset(text: str) -> tzinfo | None:
    if not text:
        return None
    match = _OFFSET.fullmatch(text.replace(" ", ""))
    if match is None:
        raise Doubtful(Doubt.UNREADABLE)
    if match[2] is None:
        return UTC
    apart = timedelta(hours=int(match[3]), minutes=int(match[4] or 0))
    return timezone(apart if match[2] == "+" else -apart)


def time_of(value: Any, field: str) -> ClockTime:
    """A time that stands apart from its day, such as 14:30, 2:30 PM or 下午2点半; Unfit where it is none."""
    try:
        if not isinstance(value, str) or len(value) > 60:
            raise Doubtful(Doubt.UNREADABLE)
        return clock_time(" ".join(unicodedata.normalize("NFKC", value).split()))
    except ValueError:
        raise Unfit(
            zh=("不是一天中的时刻。", "请写作09:30。"),
            en=("it is no time of the day.", "Write it as 09:30."),
            field=field,
            value=value,
        ) from None
