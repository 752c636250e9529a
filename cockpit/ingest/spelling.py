"""Days and moments as sources write them, in one reader for every kind; what can be read in two ways is not read."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from cockpit.ingest.clock import ClockTime, at_hour, clock_time
from cockpit.ingest.doubt import Doubt, Doubtful


class DateOrder(StrEnum):
    """How 1/2/2020 is meant."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


EPOCH_1900 = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Spelling:
    """What a source says of its days and moments: its time zone, the order of 1/2/2020, the year of 9月24日.

    `where` is its table in the sources file, for the remedy; `epoch` is the day from which a workbook counts its days.
    """

    zone: tzinfo | None = None
    order: DateOrder | None = None
    year: int | None = None
    where: str = ""
    epoch: datetime = EPOCH_1900


@dataclass(frozen=True)
class Spelled:
    """A day, with a clock time where one was written, and with an offset where one was written to that.

    `ends_day`: the clock time is 24:00, midnight at the end of `day`; `clock` is then that of the next day.
    """

    day: date
    clock: time | None = None
    ends_day: bool = False

    def __str__(self) -> str:
        clock = "" if self.clock is None else "T24:00:00" if self.ends_day else f"T{self.clock.isoformat()}"
        return f"{self.day}{clock}"

    def moment(self, spelling: Spelling) -> datetime:
        """With an offset; Doubtful where neither the text nor the source says one, or a clock shows the time twice."""
        found = datetime.combine(self.day, self.clock or time()) + timedelta(days=self.ends_day)
        return found if found.tzinfo else zoned(found, spelling.zone)

    def local_day(self, spelling: Spelling, zone: tzinfo) -> date:
        """The day as written, or that of `zone` where there is an offset; Doubtful of 24:00, which two days share."""
        if self.clock is not None and self.clock.tzinfo is not None:
            return self.moment(spelling).astimezone(zone).date()
        if self.ends_day:
            raise Doubtful(Doubt.END)
        return self.day


def zoned(moment: datetime, zone: tzinfo | None) -> datetime:
    if zone is None:
        raise Doubtful(Doubt.ZONE)
    found = moment.replace(tzinfo=zone)
    if found.utcoffset() != found.replace(fold=1).utcoffset():
        raise Doubtful(Doubt.TIME)
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
_DIGITS = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(\d{0,6}))?)?")
SERIALS = (10_959, 73_415)
"""Days of a spreadsheet's calendar from 1930 to 2100; smaller numbers are more often something else."""


def spelled(value: object, spelling: Spelling, *, partial: bool = False) -> Spelled:
    """The day and the clock time that a value says, or Doubtful. `partial`: a year or a month is its first day."""
    if isinstance(value, Spelled):
        return value
    if isinstance(value, datetime):
        return _of_moment(value)
    if isinstance(value, date):
        return Spelled(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(value, spelling)
    if not isinstance(value, str) or len(value) > 60:
        raise Doubtful(Doubt.UNREADABLE)
    text = value.strip()
    if len(text) >= 19 and text[4:5] == "-" and text[10:11] in ("T", " ") and text[11:13] != "24":
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


def _number(value: int | float | Decimal, spelling: Spelling) -> Spelled:
    """Seconds, milliseconds or microseconds since 1970, or days of a spreadsheet."""
    if not math.isfinite(value):
        raise Doubtful(Doubt.UNREADABLE)
    exact = Decimal(str(value))
    later = (spelling.epoch - EPOCH_1900).days
    if SERIALS[0] - later <= exact < SERIALS[1] - later:
        found = spelling.epoch + timedelta(seconds=round(float(exact) * 86_400))
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
        if _DIGITS.fullmatch(text) and len(text) in (8, 12, 14, 17, 20):
            return _compact(text)
        if partial and re.fullmatch(r"(19|20)\d{2}", text):
            return Spelled(date(int(text), 1, 1))
        return _number(Decimal(text), spelling)
    if match := re.fullmatch(r"(\d{8})T(\d{6})(Z?)", text):
        return _compact(match[1] + match[2], UTC if match[3] else None)
    day, rest = _day(text, spelling, partial=partial)
    rest = rest.lstrip(" T:,").strip()
    return _at(day, clock_time(rest)) if rest else Spelled(day)


def _at(day: date, clock: ClockTime) -> Spelled:
    return Spelled(day, clock.time, clock.ends_day)


def _compact(text: str, offset: tzinfo | None = None) -> Spelled:
    match = _DIGITS.fullmatch(text)
    if match is None:
        raise Doubtful(Doubt.UNREADABLE)
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return Spelled(day)
    parts = (int(match[5]), int(match[6] or 0), int((match[7] or "0").ljust(6, "0")))
    return _at(day, at_hour(int(match[4]), parts, offset))


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
