"""Single values as sources really write them, or Unfit with the reason and the remedy."""

from __future__ import annotations

import math
import re
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.doubt import Doubt, Doubtful
from cockpit.ingest.measures import MeasureUnit, factor_for, times, unit_of
from cockpit.ingest.refusal import Unfit, shown
from cockpit.ingest.spelling import Spelled, Spelling, spelled
from cockpit.store.event import MOST
from cockpit.store.schema import FIRST_DAY, LAST_DAY
from cockpit.store.translations import translated_name
from cockpit.store.vocabulary import Measured

PLAIN = Spelling()
WIDE_FIRST, WIDE_LAST = date(1900, 1, 1), date(2100, 12, 31)
"""Days of a register; a fact has days of the calendar alone."""
SKEW = timedelta(hours=1)
"""How far a clock of another system may run before ours."""

_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)(|\s*[^\d\s,.'+-].*)")
_GROUPED = re.compile(r"(-?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?)(|\s*[^\d\s,.'+-].*)")


def empty(value: Any) -> bool:
    """None, blank text, and what spreadsheets write for nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return isinstance(value, str) and value.strip().casefold() in (
        "",
        "-",
        "—",
        "——",
        "/",
        "n/a",
        "null",
        "none",
        "nan",
    )


def text(value: Any, *, most: int, field: str) -> str:
    """One line of printable text of at most so many characters."""
    if isinstance(value, (bytes, bytearray, dict, list, tuple, set)):
        raise Unfit(
            zh=(f"{translated_name(field)}不是文本。", "请以文本提供。"),
            en=(f"{field} is no text.", "Deliver it as text."),
            field=field,
            value=value,
        )
    signs = unicodedata.normalize("NFC", str(value))
    clean = " ".join("".join(" " if unicodedata.category(s) in ("Cc", "Cs", "Zl", "Zp") else s for s in signs).split())
    if not clean:
        raise missing(field)
    if len(clean) > most:
        raise Unfit(
            zh=(f"{translated_name(field)}有{len(clean)}个字符。", f"最多{most}个字符。"),
            en=(f"{field} has {len(clean)} characters.", f"Use at most {most}."),
            field=field,
            value=clean,
        )
    return clean


def number(value: Any, *, field: str, measured: Measured = Measured.COUNT, unit: MeasureUnit | None = None) -> Decimal:
    """A number in digits of any width, with separators and a unit, as the column that is `measured` so counts it.

    `unit` is what is said of it elsewhere, in its heading; where the cell says another one, it is refused.
    """
    found, suffix = _digits(value, field)
    own = unit_of(suffix) if suffix else None
    if suffix and own is None:
        raise Unfit(
            zh=(
                f"{translated_name(field)}后的“{shown(suffix)}”不是认识的计量单位。",
                "请写数字，如1914、1,914或3.5万。",
            ),
            en=(f"{field} has {shown(suffix)!r}, which is no unit.", "Write digits, such as 1914, 1,914 or 3.5万."),
            field=field,
            value=value,
        )
    if own and unit and (own.factor, own.of) != (unit.factor, unit.of):
        raise Unfit(
            zh=(f"{translated_name(field)}的单元格与表头的计量单位不同。", "请只在一处写明计量单位。"),
            en=(f"{field} has another unit than its heading.", "Say the unit in one place only."),
            field=field,
            value=value,
        )
    return _in_units(found, own or unit, measured, field=field, value=value)


def _in_units(found: Decimal, unit: MeasureUnit | None, measured: Measured, *, field: str, value: Any) -> Decimal:
    if unit is None:
        return found
    factor = factor_for(unit, measured)
    if factor is None:
        raise Unfit(
            zh=(f"{translated_name(field)}不能以“{shown(value)}”的单位计。", "请换成该列的计量单位。"),
            en=(f"{field} is not counted in the unit of {shown(value)!r}.", "Deliver it in the unit of its column."),
            field=field,
            value=value,
        )
    return times(found, factor)


def _digits(value: Any, field: str) -> tuple[Decimal, str]:
    """The number, and the text behind it."""
    wrong = Unfit(
        zh=(f"{translated_name(field)}不是数字。", "请写数字，如1914、1,914或3.5万。"),
        en=(f"{field} is no number.", "Write digits, such as 1914, 1,914 or 3.5万."),
        field=field,
        value=value,
    )
    found, suffix = Decimal("NaN"), ""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        found = Decimal(value)
    elif isinstance(value, float) and math.isfinite(value):
        found = Decimal(repr(value))
    elif isinstance(value, str) and len(value) <= 60:
        signs = unicodedata.normalize("NFKC", value).strip().replace("−", "-").removeprefix("+")
        match = _GROUPED.fullmatch(signs) or _AMOUNT.fullmatch(signs)
        if match is not None and len(match[1]) <= 40:
            found, suffix = Decimal(re.sub(r"[,' ]", "", match[1])), match[2].strip()
    if not found.is_finite():
        raise wrong
    return found, suffix


def whole(value: Any, *, field: str, least: int = 0, most: int = MOST, measured: Measured = Measured.COUNT) -> int:
    """A whole number from `least` to `most`; 10.0 is one, 10.5 is none."""
    found = number(value, field=field, measured=measured)
    if abs(found) > most:
        raise Unfit(
            zh=(f"{translated_name(field)}大得不合实际。", f"最大为{most:,}。"),
            en=(f"{field} is larger than anything real.", f"Deliver at most {most:,}."),
            field=field,
            value=shown(value),
        )
    if found != int(found):
        raise Unfit(
            zh=(f"{translated_name(field)}不是整数。", "请提供整数。"),
            en=(f"{field} is no whole number.", "Deliver whole numbers."),
            field=field,
            value=value,
        )
    if found < least:
        raise Unfit(
            zh=(f"{translated_name(field)}小于{least}。", f"请提供不小于{least}的数。"),
            en=(f"{field} is below {least}.", f"Deliver {least} or more."),
            field=field,
            value=value,
        )
    return int(found)


def day(value: Any, *, field: str, now: datetime | None = None, spelling: Spelling = PLAIN, wide: bool = False) -> date:
    """A day as people write it, not after `now` where that is given; a moment with an offset is one of Shanghai.

    From 2015 to 2049, the days of the calendar; with `wide`, for a day of a register, from 1900 to 2100.
    """
    try:
        found = spelled(value, spelling).local_day(spelling, SHANGHAI)
    except Doubtful as doubt:
        raise _doubtful(doubt, field, value, spelling) from None
    except OverflowError:
        raise _doubtful(Doubtful(Doubt.UNREADABLE), field, value, spelling) from None
    first, last = (WIDE_FIRST, WIDE_LAST) if wide else (FIRST_DAY, LAST_DAY)
    if not first <= found <= last:
        raise _outside(field, value, (first.year, last.year), zh="请更正日期。", en="Correct the day.")
    if now is not None and found > now.astimezone(SHANGHAI).date():
        raise _future(field, value, zh="请更正日期或时钟。", en="Correct the day or the clock.")
    return found


def spelt(value: Any, *, field: str, spelling: Spelling = PLAIN) -> Spelled:
    """The day and the clock time as they are written."""
    try:
        return spelled(value, spelling)
    except Doubtful as doubt:
        raise _doubtful(doubt, field, value, spelling) from None


def moment(value: Any, *, field: str, now: datetime, spelling: Spelling = PLAIN) -> datetime:
    """A moment in UTC, without an offset, not after `now` by more than an hour.

    What names no offset is meant in the time zone of the source; where the source says none, it is refused.
    """
    if type(value) is str and len(value) == 20 and value[19] == "Z":  # as logs write it, a hundred million times
        with suppress(ValueError):
            return _possible(datetime.fromisoformat(value).replace(tzinfo=None), value, field=field, now=now)
    try:
        said = spelled(value, spelling)
        if said.clock is None:
            raise Doubtful(Doubt.UNREADABLE)
        found = said.moment(spelling).astimezone(UTC).replace(tzinfo=None)
    except Doubtful as doubt:
        raise _doubtful(doubt, field, value, spelling) from None
    except OverflowError:
        raise _doubtful(Doubtful(Doubt.UNREADABLE), field, value, spelling) from None
    return _possible(found, value, field=field, now=now)


def _possible(found: datetime, value: Any, *, field: str, now: datetime) -> datetime:
    local = found.replace(tzinfo=UTC).astimezone(SHANGHAI).date() if 1 < found.year < 9999 else found.date()
    if not FIRST_DAY <= local <= LAST_DAY:
        years = (FIRST_DAY.year, LAST_DAY.year)
        raise _outside(field, value, years, zh="请校正时钟。", en="Correct the clock.")
    if found > now.astimezone(UTC).replace(tzinfo=None) + SKEW:
        raise _future(field, value, zh="请校正该系统的时钟。", en="Correct the clock of that system.")
    return found


def _doubtful(wrong: Doubtful, field: str, value: Any, spelling: Spelling) -> Unfit:
    name, where = translated_name(field), spelling.where or "[sources.…]"
    if wrong.doubt is Doubt.AMBIGUOUS:
        return Unfit(
            zh=(f"{name}可以读成两个日期或时刻。", f'请写作2020-09-30，或在{where}中写dates = "day_first"。'),
            en=(f"{field} can be read in two ways.", f'Write it as 2020-09-30, or add dates = "day_first" to {where}.'),
            field=field,
            value=value,
        )
    if wrong.doubt is Doubt.TIME:
        return Unfit(
            zh=(f"{name}可以读成两个时刻。", "请按24小时制写明时差，如2020-09-30T10:00:00+08:00。"),
            en=(
                f"{field} can be read in two ways.",
                "Write it in 24 hours with its offset, 2020-09-30T10:00:00+08:00.",
            ),
            field=field,
            value=value,
        )
    if wrong.doubt is Doubt.YEAR:
        return Unfit(
            zh=(f"{name}没有年份。", f"请写明年份，或在{where}中写year = 2020。"),
            en=(f"{field} has no year.", f"Write the year, or add year = 2020 to {where}."),
            field=field,
            value=value,
        )
    if wrong.doubt is Doubt.END:
        return Unfit(
            zh=(f"{name}写作24:00，既是当天结束，也是次日开始。", "请只写日期。"),
            en=(f"{field} is 24:00, the end of one day and the beginning of the next.", "Write the day alone."),
            field=field,
            value=value,
        )
    if wrong.doubt is Doubt.ZONE:
        return Unfit(
            zh=(f"{name}没有时区。", f'请在{where}中写time_zone = "{SHANGHAI}"。'),
            en=(f"{field} has no time zone.", f'Add time_zone = "{SHANGHAI}" to {where}.'),
            field=field,
            value=value,
        )
    return Unfit(
        zh=(f"{name}不是可读的日期或时间。", "请写作2020-09-30，或2020-09-30T10:00:00+08:00。"),
        en=(f"{field} is no day or time that can be read.", "Write it as 2020-09-30 or 2020-09-30T10:00:00+08:00."),
        field=field,
        value=value,
    )


def missing(field: str) -> Unfit:
    """What must be there is not."""
    return Unfit(
        zh=(f"{translated_name(field)}为空。", f"请填写{translated_name(field)}。"),
        en=(f"{field} is empty.", f"Fill in {field}."),
        field=field,
    )


def _outside(field: str, value: Any, years: tuple[int, int], *, zh: str, en: str) -> Unfit:
    first, last = years
    return Unfit(
        zh=(f"{translated_name(field)}不在{first}年至{last}年之间。", zh),
        en=(f"{field} lies outside {first} to {last}.", en),
        field=field,
        value=value,
    )


def _future(field: str, value: Any, *, zh: str, en: str) -> Unfit:
    return Unfit(
        zh=(f"{translated_name(field)}晚于现在。", zh),
        en=(f"{field} lies in the future.", en),
        field=field,
        value=value,
    )
