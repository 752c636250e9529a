"""The calendar of a city: public holidays of its country, over which the city's own days.csv wins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cockpit.errors import CityWrong
from cockpit.ingest import csv_table
from cockpit.ingest.csv_table import CsvLine
from cockpit.store.schema import FIRST_DAY, LAST_DAY
from cockpit.store.vocabulary import SpecialDay

FILE, ABOUT, TABLE = "days.csv", "city.toml", "calendar"
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
Row = Mapping[str, Any]
Name = tuple[str, str]
"""In Chinese and in English."""


@dataclass(frozen=True)
class Office:
    """What city.toml says under [calendar]; `announced` is the last year of the package that counts, None for none."""

    country: str
    region: str | None
    opens: time
    closes: time
    announced: int | None


@dataclass(frozen=True)
class PublicDays:
    """Days off, each with the names of the holidays that fall on it, and worked days of a weekend."""

    off: Mapping[date, tuple[Name, ...]]
    worked: frozenset[date]
    weekend: frozenset[int]


def read(folder: Path, about: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The registers `calendar_year` and `special_day`; both empty for a city that names no calendar.

    CityWrong where city.toml or days.csv says what cannot be.
    """
    own = _lines(folder / FILE)
    office = _office(about.get(TABLE))
    if office is None:
        if own:
            raise own[0].wrong("city.toml names no calendar.", 'Add [calendar] with country = "CN" and office hours.')
        return {"calendar_year": [], "special_day": []}
    public = _public(office.country, office.region, office.announced)
    covered = set(range(FIRST_DAY.year, (office.announced or 0) + 1))
    off, worked = dict(public.off), set(public.worked)
    for line in own:
        day, name = line.day("day"), _name(line)
        if line.cells["kind"] == SpecialDay.HOLIDAY:
            worked.discard(day)
            off[day] = (name,) if name else ()
        elif day.isoweekday() not in public.weekend and day not in off:
            raise line.wrong(f"{day} is a working day already.", "Remove the line, or correct its day.")
        else:
            off.pop(day, None)
            worked.add(day)
    named = {line.day("day").year for line in own if line.cells["kind"] == SpecialDay.HOLIDAY}
    years = sorted(covered | named)
    if not years:
        raise CityWrong(
            ABOUT,
            None,
            f"no year of the country {office.country!r} is known to be announced.",
            f"Write the days off of each year into {FILE}, or give [calendar] announced = its last announced year.",
        )
    return {
        "calendar_year": [_year(year, office, public.weekend) for year in years],
        "special_day": _special(off, worked, public.weekend, set(years)),
    }


def _year(year: int, office: Office, weekend: Collection[int]) -> Row:
    return {
        "year": year,
        "country": office.country,
        "region": office.region,
        "weekend": "".join(str(one) for one in sorted(weekend)),
        "opens": f"{office.opens:%H:%M}",
        "closes": f"{office.closes:%H:%M}",
    }


def _special(
    off: Mapping[date, tuple[Name, ...]], worked: Collection[date], weekend: Collection[int], years: Collection[int]
) -> list[Row]:
    """Every day of a run of days off is one of its holiday: a weekend beside it too, and a day moved there."""

    def free(day: date) -> bool:
        return day in off or (day.isoweekday() in weekend and day not in worked and day.year in years)

    found: dict[date, Row] = {
        day: {"day": day, "kind": SpecialDay.WORKING.value, "name_zh": None, "name_en": None} for day in worked
    }
    for day in sorted(off):
        if day in found:
            continue
        run = [day]
        while free(run[0] - DAY):
            run.insert(0, run[0] - DAY)
        while free(run[-1] + DAY):
            run.append(run[-1] + DAY)
        names = list(dict.fromkeys(name for one in run for name in off.get(one, ())))
        zh, en = "、".join(one[0] for one in names) or None, " and ".join(one[1] for one in names) or None
        for one in run:
            found[one] = {"day": one, "kind": SpecialDay.HOLIDAY.value, "name_zh": zh, "name_en": en}
    return [found[day] for day in sorted(found)]


def _lines(path: Path) -> list[CsvLine]:
    """The lines of days.csv, each checked by itself; none where there is no such file."""
    if not path.exists():
        return []
    lines = csv_table.read(path, required=("day", "kind"), optional=("name_zh", "name_en"))
    csv_table.unique(lines, "day")
    for line in lines:
        day = line.day("day")
        if not FIRST_DAY <= day <= LAST_DAY:
            raise line.wrong(f"day is {day}, outside {FIRST_DAY.year} to {LAST_DAY.year}.", "Correct the day.")
        kind, name = line.one_of("kind", list(SpecialDay)), _name(line)
        if kind == SpecialDay.WORKING and name:
            raise line.wrong("a working day has no name of a holiday.", "Empty name_zh and name_en.")
    return lines


def _name(line: CsvLine) -> Name | None:
    zh, en = line.cells.get("name_zh", ""), line.cells.get("name_en", "")
    if bool(zh) != bool(en):
        raise line.wrong("half a name.", "Give name_zh and name_en, or neither for a day beside a holiday.")
    if len(zh) > 40 or len(en) > 60:
        raise line.wrong("the name is too long.", "Use at most 40 characters in Chinese and 60 in English.")
    return (zh, en) if zh else None


def _office(said: Any) -> Office | None:
    if said is None:
        return None
    if not isinstance(said, dict):
        raise CityWrong(ABOUT, None, "calendar is no table.", 'Write [calendar] with country = "CN" below it.')
    if strange := sorted(said.keys() - {"country", "region", "office", "announced"}):
        raise CityWrong(
            ABOUT, None, f"[calendar] has no {strange[0]!r}.", "It has country, region, office and announced."
        )
    country, region = _place(said.get("country"), said.get("region"))
    opens, closes = _hours(said.get("office"))
    return Office(country, region, opens, closes, _announced(country, said.get("announced")))


def _hours(said: Any) -> tuple[time, time]:
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", said if isinstance(said, str) else "")
    hours = [time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))] if match else []
    if not hours or hours[0] >= hours[1]:
        raise CityWrong(
            ABOUT, None, "[calendar] office is missing or no office hours.", 'Write it as office = "08:30-17:30".'
        )
    return hours[0], hours[1]


def _announced(country: str, said: Any) -> int | None:
    checked = ANNOUNCED.get(country)
    if said is None:
        return checked
    if type(said) is not int or not FIRST_DAY.year <= said <= LAST_DAY.year:
        raise CityWrong(ABOUT, None, "[calendar] announced is no year.", "Write it as announced = 2026.")
    if checked and said > checked:
        raise CityWrong(
            ABOUT,
            None,
            f"[calendar] announced is {said}, but the days off of {country} are known to {checked} alone.",
            f"Leave it out, and write the notice of {checked + 1} into {FILE}.",
        )
    return said


def _place(country: Any, region: Any) -> tuple[str, str | None]:
    """Country and region; CityWrong where the package does not know them."""
    import holidays

    known: Mapping[str, Iterable[str]] = holidays.list_supported_countries()
    if country not in known:
        raise CityWrong(
            ABOUT, None, f"[calendar] country is {country!r}, which is unknown.", 'Use its ISO code, such as "CN".'
        )
    if region and region not in known[country]:
        listed = ", ".join(known[country]) or "none"
        raise CityWrong(
            ABOUT, None, f"[calendar] region is {region!r}, which is unknown in {country}.", f"Regions: {listed}."
        )
    return country, region or None


@cache
def _public(country: str, region: str | None, announced: int | None) -> PublicDays:
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


def _tongue(wanted: str, spoken: Collection[str]) -> str | None:
    return wanted if wanted in spoken else None


def _names(said: str) -> tuple[str, ...]:
    """Holidays without what is said of them beside; a day that was moved has the name of its run alone."""
    bare = [re.sub(r"\s*[（(](补假|observed)[)）]$|延长假期$", "", one) for one in said.split("; ")]
    return tuple(dict.fromkeys(EVE.get(one, one) for one in bare if not re.match(r"休息日|Day off", one)))


def _both(zh: tuple[str, ...], en: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple((name, ENGLISH.get(name) or (en[at] if at < len(en) else name)) for at, name in enumerate(zh))
