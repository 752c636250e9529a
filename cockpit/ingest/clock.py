"""Times of the day, and moments beside which their zone stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.ingest.refusal import Unfit
from cockpit.ingest.spelling import Spelling
from cockpit.ingest.zones import named

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


def beside(zone: Any, spelling: Spelling, own: Mapping[str, str], field: str) -> Spelling:
    """With the zone that stands beside a moment, where one does."""
    if not isinstance(zone, str) or not zone.strip():
        return spelling
    name = named(zone, own)
    if name is None:
        raise Unfit(
            zh=("时区不认识。", f"请在{spelling.where}的zones中对应，如Asia/Shanghai。"),
            en=("its time zone is unknown.", f"Map it in zones of {spelling.where}, such as to Asia/Shanghai."),
            field=field,
            value=zone,
        )
    return replace(spelling, zone=ZoneInfo(name))
