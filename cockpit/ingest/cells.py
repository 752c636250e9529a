"""Single values as sources really write them, or Unfit with the reason and the remedy."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.refusal import Unfit, shown
from cockpit.store.called import called
from cockpit.store.events import MOST
from cockpit.store.schema import FIRST_DAY, LAST_DAY

TENS = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
SKEW = timedelta(hours=1)
"""How far a clock of another system may run before ours."""

_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)(万亿|亿|万)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?(?:万亿|亿|万)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


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
            zh=(f"{called(field)}不是文本。", "请以文本提供。"),
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
            zh=(f"{called(field)}有{len(clean)}个字符。", f"最多{most}个字符。"),
            en=(f"{field} has {len(clean)} characters.", f"Use at most {most}."),
            field=field,
            value=clean,
        )
    return clean


def number(value: Any, *, field: str) -> Decimal:
    """A number in digits of any width, with separators, 万 and 亿."""
    wrong = Unfit(
        zh=(f"{called(field)}不是数字。", "请写数字，如1914、1,914或3.5万。"),
        en=(f"{field} is no number.", "Write digits, such as 1914, 1,914 or 3.5万."),
        field=field,
        value=value,
    )
    if isinstance(value, bool):
        raise wrong
    if isinstance(value, (int, Decimal)):
        found = Decimal(value)
    elif isinstance(value, float):
        found = Decimal(repr(value)) if math.isfinite(value) else Decimal("NaN")
    elif isinstance(value, str) and len(value) <= 60:
        signs = unicodedata.normalize("NFKC", value).strip().replace("−", "-").lstrip("+")
        if _GROUPED.fullmatch(signs):
            signs = re.sub(r"[,' ]", "", signs)
        match = _AMOUNT.fullmatch(signs.replace(" ", "")) if len(signs) <= 60 else None
        if match is None:
            raise wrong
        try:
            found = Decimal(match[1]) * TENS.get(match[2] or "", 1)
        except InvalidOperation:
            raise wrong from None
    else:
        raise wrong
    if not found.is_finite():
        raise wrong
    return found


def whole(value: Any, *, field: str, least: int = 0, most: int = MOST) -> int:
    """A whole number from `least` to `most`; 10.0 is one, 10.5 is none."""
    found = number(value, field=field)
    if abs(found) > most:
        raise Unfit(
            zh=(f"{called(field)}大得不合实际。", f"最大为{most:,}。"),
            en=(f"{field} is larger than anything real.", f"Deliver at most {most:,}."),
            field=field,
            value=shown(value),
        )
    if found != int(found):
        raise Unfit(
            zh=(f"{called(field)}不是整数。", "请提供整数。"),
            en=(f"{field} is no whole number.", "Deliver whole numbers."),
            field=field,
            value=value,
        )
    if found < least:
        raise Unfit(
            zh=(f"{called(field)}小于{least}。", f"请提供不小于{least}的数。"),
            en=(f"{field} is below {least}.", f"Deliver {least} or more."),
            field=field,
            value=value,
        )
    return int(found)


def day(value: Any, *, field: str, now: datetime | None = None) -> date:
    """A day from 2015 to 2049, and not after `now` where that is given."""
    found: date | None = None
    if isinstance(value, datetime):
        found = value.astimezone(SHANGHAI).date() if value.tzinfo else value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, str) and len(value) <= 40:
        signs = unicodedata.normalize("NFKC", value).strip()
        match = _DAY.fullmatch(signs) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", signs)
        try:
            if match:
                found = date(int(match[1]), int(match[2]), int(match[3]))
            else:
                found = day(datetime.fromisoformat(signs), field=field)
        except ValueError:
            pass
    if found is None:
        raise Unfit(
            zh=(f"{called(field)}不是日期。", "请写作2020-09-30。"),
            en=(f"{field} is no day.", "Write it as 2020-09-30."),
            field=field,
            value=value,
        )
    if not FIRST_DAY <= found <= LAST_DAY:
        raise _outside(field, value, zh="请更正日期。", en="Correct the day.")
    if now is not None and found > now.astimezone(SHANGHAI).date():
        raise _future(field, value, zh="请更正日期或时钟。", en="Correct the day or the clock.")
    return found


def moment(value: Any, *, field: str, now: datetime) -> datetime:
    """A moment in UTC, without an offset: ISO 8601 (UTC where it names none), or seconds or milliseconds since 1970.

    Not after `now` by more than an hour.
    """
    wrong = Unfit(
        zh=(f"{called(field)}不是时间。", "请按世界时写作2020-09-30T10:00:00Z。"),
        en=(f"{field} is no time.", "Write it in UTC, as 2020-09-30T10:00:00Z."),
        field=field,
        value=value,
    )
    if isinstance(value, bool) or value is None:
        raise wrong
    if isinstance(value, str):
        signs = value.strip()
        if re.fullmatch(r"\d{9,14}(\.\d+)?", signs):
            value = Decimal(signs)
        else:
            try:
                value = datetime.fromisoformat(signs) if len(signs) <= 40 else None
            except ValueError:
                raise wrong from None
    if isinstance(value, (int, float, Decimal)):
        value = _since_1970(value, wrong)
    if not isinstance(value, datetime):
        raise wrong
    try:
        found = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    except (OverflowError, ValueError):
        raise wrong from None
    local = found.replace(tzinfo=UTC).astimezone(SHANGHAI).date() if 1 < found.year < 9999 else found.date()
    if not FIRST_DAY <= local <= LAST_DAY:
        raise _outside(field, value, zh="请校正时钟。", en="Correct the clock.")
    if found > now.astimezone(UTC).replace(tzinfo=None) + SKEW:
        raise _future(field, value, zh="请校正该系统的时钟。", en="Correct the clock of that system.")
    return found


def missing(field: str) -> Unfit:
    """What must be there is not."""
    return Unfit(
        zh=(f"{called(field)}为空。", f"请填写{called(field)}。"),
        en=(f"{field} is empty.", f"Fill in {field}."),
        field=field,
    )


def _outside(field: str, value: Any, *, zh: str, en: str) -> Unfit:
    first, last = FIRST_DAY.year, LAST_DAY.year
    return Unfit(
        zh=(f"{called(field)}不在{first}年至{last}年之间。", zh),
        en=(f"{field} lies outside {first} to {last}.", en),
        field=field,
        value=value,
    )


def _future(field: str, value: Any, *, zh: str, en: str) -> Unfit:
    return Unfit(
        zh=(f"{called(field)}晚于现在。", zh), en=(f"{field} lies in the future.", en), field=field, value=value
    )


def _since_1970(value: int | float | Decimal, wrong: Unfit) -> datetime:
    if not math.isfinite(value) or not 0 <= value < 10**14:
        raise wrong
    micro = int(Decimal(str(value)) * (1_000_000 if value < 10**11 else 1_000))
    try:
        return datetime(1970, 1, 1) + timedelta(microseconds=micro)
    except OverflowError:
        raise wrong from None
