"""Days and moments as sources write them, in one reader for every kind; what can be read in two ways is not read."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import StrEnum


class DateOrder(StrEnum):
    """How 1/2/2020 is meant."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Doubt(StrEnum):
    """Why a text is no day or no moment."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    YEAR = "year"
    """There is a month and a day, and no year."""
    ZONE = "zone"
    """There is a clock time, and neither an offset nor a time zone of the source."""


class Doubtful(ValueError):
    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt


@dataclass(frozen=True)
class Spelling:
    """What a source says of its days and moments: its time zone, the order of 1/2/2020, the year of 9月24日.

    `where` is its table in the sources file, for the remedy.
    """

    zone: tzinfo | None = None
    order: DateOrder | None = None
    year: int | None = None
    where: str = ""


@dataclass(frozen=True)
class Spelled:
    """A day, with a clock time where one was written, and with an offset where one was written to that."""

    day: date
    clock: time | None = None

    def moment(self, spelling: Spelling) -> datetime:
        """With an offset; Doubtful where neither the text nor the source says one, or a clock shows the time twice."""
        found = datetime.combine(self.day, self.clock or time())
        return found if found.tzinfo else zoned(found, spelling.zone)


def zoned(moment: datetime, zone: tzinfo | None) -> datetime:
    if zone is None:
        raise Doubtful(Doubt.ZONE)
    found = moment.replace(tzinfo=zone)
    if found.utcoffset() != found.replace(fold=1).utcoffset():
        raise Doubtful(Doubt.AMBIGUOUS)
    return found


MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), start=1)
    for name in (names, names[:3], *(("sept",) if number == 9 else ()))
}  # fmt: skip
_WEEKDAY = re.compile(
    r"[(\[]?\s*(?:星期|礼拜|周)[一二三四五六日天]\s*[)\]]?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)")
_NO_YEAR = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/ ]\s*([A-Za-z]{3,9})\.?[-/, ]\s*(\d{4})(?!\d)")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,\s*(\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(上午|下午|早上|晚上|中午)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?|\s*分)?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:(z)|(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?|(utc|gmt))", re.IGNORECASE)
_DIGITS = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(\d{0,6}))?)?")
SERIALS = (10_959, 73_415)
"""Days of a spreadsheet's calendar from 1930 to 2100; smaller numbers are more often something else."""
_EPOCH = datetime(1899, 12, 30)


def spelled(value: object, spelling: Spelling, *, partial: bool = False) -> Spelled:
    """The day and the clock time that a value says, or Doubtful. `partial`: a year or a month is its first day."""
    if isinstance(value, datetime):
        return Spelled(value.date(), value.timetz())
    if isinstance(value, date):
        return Spelled(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(value)
    if not isinstance(value, str) or len(value) > 60:
        raise Doubtful(Doubt.UNREADABLE)
    text = value.strip()
    if len(text) >= 19 and text[4:5] == "-" and text[10:11] in ("T", " "):
        try:
            return _of_moment(datetime.fromisoformat(text))
        except ValueError:
            pass
    try:
        return _text(unicodedata.normalize("NFKC", text), spelling, partial=partial)
    except (ValueError, OverflowError) as wrong:
        raise wrong if isinstance(wrong, Doubtful) else Doubtful(Doubt.UNREADABLE) from None


def _of_moment(found: datetime) -> Spelled:
    return Spelled(found.date(), found.timetz())


def _number(value: int | float | Decimal) -> Spelled:
    """Seconds, milliseconds or microseconds since 1970, or days of a spreadsheet."""
    if not math.isfinite(value):
        raise Doubtful(Doubt.UNREADABLE)
    exact = Decimal(str(value))
    if SERIALS[0] <= exact < SERIALS[1]:
        found = _EPOCH + timedelta(seconds=round(float(exact) * 86_400))
        return Spelled(found.date(), found.time() if exact != int(exact) else None)
    if exact == int(exact) and _DIGITS.fullmatch(str(int(exact))) and len(str(int(exact))) in (8, 14):
        return _compact(str(int(exact)))
    for least, factor in ((10**15, 1), (10**11, 1_000), (10**8, 1_000_000)):
        if least <= exact < 10**17:
            return _of_moment(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(exact * factor)))
    raise Doubtful(Doubt.UNREADABLE)


def _text(text: str, spelling: Spelling, *, partial: bool) -> Spelled:
    text = " ".join(_WEEKDAY.sub(" ", text).split())
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return (
            _compact(text) if _DIGITS.fullmatch(text) and len(text) in (8, 12, 14, 17, 20) else _serial(text, partial)
        )
    if re.fullmatch(r"\d{8}T\d{6}Z?", text):
        return _of_moment(datetime.fromisoformat(text))
    day, rest = _day(text, spelling, partial=partial)
    rest = rest.lstrip(" T:,").strip()
    return Spelled(day, _clock(rest) if rest else None)


def _serial(text: str, partial: bool) -> Spelled:
    if partial and re.fullmatch(r"(19|20)\d{2}", text):
        return Spelled(date(int(text), 1, 1))
    return _number(Decimal(text))


def _compact(text: str) -> Spelled:
    match = _DIGITS.fullmatch(text)
    if match is None:
        raise Doubtful(Doubt.UNREADABLE)
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return Spelled(day)
    return Spelled(day, time(int(match[4]), int(match[5]), int(match[6] or 0), int((match[7] or "0").ljust(6, "0"))))


def _day(text: str, spelling: Spelling, *, partial: bool) -> tuple[date, str]:
    """The day with which the text begins, and what comes after it."""
    if match := _YEAR_FIRST.match(text):
        return date(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _YEAR_LAST.match(text):
        return _ordered(int(match[1]), int(match[2]), int(match[3]), spelling), text[match.end() :]
    if match := _NAMED.match(text):
        return _named(match[3], match[2], match[1]), text[match.end() :]
    if match := _NAMED_FIRST.match(text):
        return _named(match[3], match[1], match[2]), text[match.end() :]
    if match := _NO_YEAR.match(text):
        if spelling.year is None:
            raise Doubtful(Doubt.YEAR)
        return date(spelling.year, int(match[1]), int(match[2])), text[match.end() :]
    if partial and (match := re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})月?|年)", text)):
        return date(int(match[1]), int(match[2] or 1), 1), ""
    raise Doubtful(Doubt.UNREADABLE)


def _ordered(first: int, second: int, year: int, spelling: Spelling) -> date:
    if spelling.order is DateOrder.MONTH_FIRST:
        return date(year, first, second)
    if spelling.order is DateOrder.DAY_FIRST:
        return date(year, second, first)
    if first != second and first <= 12 and second <= 12:
        raise Doubtful(Doubt.AMBIGUOUS)
    return date(year, second, first) if second <= 12 else date(year, first, second)


def _named(year: str, month: str, day: str) -> date:
    number = MONTHS.get(month.casefold())
    if number is None:
        raise Doubtful(Doubt.UNREADABLE)
    return date(int(year), number, int(day))


def _clock(text: str) -> time:
    match = _CLOCK.match(text)
    if match is None:
        raise Doubtful(Doubt.UNREADABLE)
    hour, half = int(match[2]), (match[1] or match[6] or "").casefold().replace(".", "")
    if half and not 1 <= hour <= 12 and match[1] is None:
        raise Doubtful(Doubt.UNREADABLE)
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "早上", "am") and hour == 12:
        hour = 0
    micro = int((match[5] or "0")[:6].ljust(6, "0"))
    return time(hour, int(match[3]), int(match[4] or 0), micro, tzinfo=_offset(text[match.end() :].strip()))


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
