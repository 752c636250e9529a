"""Time zones as calendars and mail servers call them, by the table of the CLDR and by the source's own."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.ingest.ical import windows_zones
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.spelling import Spelling

_UTC = ("utc", "gmt", "z", "zulu", "tzone://microsoft/utc", "coordinated universal time", "协调世界时")
_SHOWN = re.compile(r"\((?:UTC|GMT)([+-]\d{1,2}:?\d{2})?\)\s*(.*)", re.IGNORECASE)
CITIES = {
    "北京": "Shanghai",
    "重庆": "Shanghai",
    "香港特别行政区": "Hong_Kong",
    "乌鲁木齐": "Urumqi",
    "beijing": "Shanghai",
}
"""Cities that a mail program displays and the zone database has under another name."""


def named(name: str, own: Mapping[str, str]) -> str | None:
    """The IANA name of a zone, however it is written: quoted, with a number behind it, as an address, or as displayed.

    None where it is not known: nothing is taken for it. `own` is the source's table of its own names.
    """
    plain = name.strip().strip("\"'").strip()
    for one in (name, plain):
        if one in own:
            return own[one]
    if plain.casefold() in _UTC:
        return "UTC"
    folded = _iana().get(plain.casefold())
    if folded is not None:
        return folded
    parts = plain.strip("/").split("/")
    for length in (3, 2, 1):  # such as /freeassociation.sourceforge.net/Asia/Shanghai
        found = _iana().get("/".join(parts[-length:]).casefold()) if len(parts) > length else None
        if found is not None:
            return found
    numbered = re.sub(r"[\s_-]*\(?\d+\)?$", "", plain)
    return _windows().get(plain.casefold()) or _windows().get(numbered.casefold()) or _displayed(plain)


def _displayed(name: str) -> str | None:
    """(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi: a city whose zone has this offset in winter."""
    match = _SHOWN.fullmatch(name)
    if match is None:
        return None
    if not match[1] and match[2].casefold() in _UTC:
        return "UTC"
    sign, digits = (match[1] or "+0000")[0], re.sub(r"\D", "", match[1] or "0000").zfill(4)
    apart = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if sign == "-" else 1)
    spoken = re.sub(r"\s*\(.*\)$", "", match[2]).casefold()
    general = _windows().get(re.sub(r" time$", " standard time", spoken))
    if general is not None and _standard(general) == apart:
        return general
    for city in re.split(r"[,，、;；]\s*", match[2]):
        wanted = CITIES.get(city.strip().casefold(), city.strip()).replace(" ", "_").casefold()
        found = _cities().get(wanted)
        if found is not None and _standard(found) == apart:
            return found
    return None


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


def _standard(name: str) -> timedelta | None:
    """Its offset without summer time."""
    moments = (datetime(2020, month, 1, tzinfo=ZoneInfo(name)) for month in (1, 7))
    return min((moment.utcoffset() or timedelta() for moment in moments), default=None)


@cache
def _iana() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


@cache
def _cities() -> dict[str, str]:
    return {name.rsplit("/", 1)[-1].casefold(): name for name in sorted(zoneinfo.available_timezones()) if "/" in name}


@cache
def _windows() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in windows_zones().items()}
