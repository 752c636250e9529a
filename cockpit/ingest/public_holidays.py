"""The public holidays of a country, as a package knows them: days off, worked weekends, names in both languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from cockpit.store.schema import FIRST_DAY

ANNOUNCED = {"CN": 2026}
"""By country, the last year for which the package has been held against the official notices. After it the package
answers without worked weekends and does not say so."""

ENGLISH = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
EVE = {"农历除夕": "春节"}
"""Holidays that belong to another one."""

DAY = timedelta(days=1)
Name = tuple[str, str]
"""In Chinese and in English."""


@dataclass(frozen=True)
class PublicDays:
    """Days off, each with the names of the holidays that fall on it, and worked days of a weekend."""

    off: Mapping[date, tuple[Name, ...]]
    worked: frozenset[date]
    weekend: frozenset[int]


@cache
def public_days(country: str, region: str | None, announced: int | None) -> PublicDays:
    """What the package says of the years up to the announced one; of later ones nothing."""
    import holidays

    years = range(FIRST_DAY.year, (announced or 0) + 1)
    kind = type(holidays.country_holidays(country, subdiv=region))
    spoken = kind.supported_languages
    zh = holidays.country_holidays(country, subdiv=region, years=years, language=_tongue("zh_CN", spoken))
    weekend = frozenset(one + 1 for one in zh.weekend)
    off = {day: _names(zh[day]) for day in sorted(zh) if day.year in years}
    unknown = {day.year for day, names in off.items() if any(name not in ENGLISH for name in names)}
    en = holidays.country_holidays(country, subdiv=region, years=unknown, language=_tongue("en_US", spoken))
    first, last = date(FIRST_DAY.year, 1, 1), date(announced or FIRST_DAY.year - 1, 12, 31)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return PublicDays(
        off={day: _both(names, _names(en[day]) if day in en else ()) for day, names in off.items()},
        worked=frozenset(day for day in days if day.isoweekday() in weekend and zh.is_working_day(day)),
        weekend=weekend,
    )


def own_days(country: str, region: str | None, year: int) -> Mapping[date, str]:
    """The holidays of a year on days that are no weekend, each on its own day, with their English names.

    Days moved because of a weekend are left out, for a notice says where they go; so are days that are only estimated.
    """
    import holidays

    spoken = type(holidays.country_holidays(country, subdiv=region)).supported_languages
    found = holidays.country_holidays(
        country, subdiv=region, years=[year], observed=False, language=_tongue("en_US", spoken)
    )
    weekend = {one + 1 for one in found.weekend}
    return {
        day: names
        for day, names in sorted(found.items())
        if day.year == year and day.isoweekday() not in weekend and "estimated" not in names
    }


def _tongue(wanted: str, spoken: Collection[str]) -> str | None:
    return wanted if wanted in spoken else None


def _names(said: str) -> tuple[str, ...]:
    """Holidays without what is said of them beside; a day that was moved has the name of its run alone."""
    bare = [re.sub(r"\s*[（(](补假|observed)[)）]$|延长假期$", "", one) for one in said.split("; ")]
    return tuple(dict.fromkeys(EVE.get(one, one) for one in bare if not re.match(r"休息日|Day off", one)))


def _both(zh: tuple[str, ...], en: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple((name, ENGLISH.get(name) or (en[at] if at < len(en) else name)) for at, name in enumerate(zh))
