"""Times of the day, and moments beside which their zone stands."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.ingest.refusal import Unfit

_TIME = re.compile(r"(\d{1,2})[:：时](\d{2})?分?(?::\d{2}(?:\.\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?")


def time_of(value: Any, field: str) -> str:
    """14:30, out of 2:30 PM as well."""
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    hour = int(match[1]) if match else 24
    if match and match[3]:
        hour = hour % 12 + (12 if match[3] in "Pp" else 0) if 1 <= hour <= 12 else 24
    if match is None or hour > 23 or int(match[2] or 0) > 59:
        raise Unfit(
            zh=("不是一天中的时刻。", "请写作09:30。"),
            en=("it is no time of the day.", "Write it as 09:30."),
            field=field,
            value=value,
        )
    return f"{hour:02d}:{int(match[2] or 0):02d}"


def in_zone(value: Any, zone: Any, field: str) -> Any:
    """With the offset of the zone that stands beside it."""
    if not isinstance(value, str) or not isinstance(zone, str):
        return value
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value.strip()))
        return value if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone)).isoformat()
    except (ValueError, KeyError, OSError):
        raise Unfit(
            zh=("时区不认识。", "请用Asia/Shanghai这样的名称。"),
            en=("its time zone is unknown.", "Use a name such as Asia/Shanghai."),
            field=field,
            value=zone,
        ) from None
