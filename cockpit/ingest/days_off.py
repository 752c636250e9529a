"""The calendar of a city: public holidays of its country, over which the city's own days.csv wins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from cockpit.errors import CityWrong
from cockpit.ingest import csv_table
from cockpit.ingest.csv_table import CsvLine
from cockpit.ingest.public_holidays import ANNOUNCED, DAY, Name, own_days, public_days
from cockpit.store.schema import FIRST_DAY, LAST_DAY
from cockpit.store.vocabulary import SpecialDay

FILE, ABOUT, TABLE = "days.csv", "city.toml", "calendar"
MOST_OF_A_YEAR = 60
"""Days of one kind that days.csv may name of one year; the longest official calendars name about half as many."""
NAMED = 4
"""So many missing holidays are named."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Office:
    """What city.toml says under [calendar]; `announced` is the last year of the package that counts, None for none."""

    country: str
    region: str | None
    opens: time
    closes: time
    announced: int | None


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
    public = public_days(office.country, office.region, office.announced)
    covered = set(range(FIRST_DAY.year, (office.announced or 0) + 1))
    later = _announced_by(own, office, covered)
    off, worked = dict(public.off), set(public.worked)
    for line in own:
        day, name = line.day("day"), _name(line)
        if line.cells["kind"] == SpecialDay.HOLIDAY:
            worked.discard(day)
            off[day] = (name,) if name else ()
        elif day.isoweekday() not in public.weekend and day not in off and day not in later.get(day.year, ()):
            raise line.wrong(f"{day} is a working day already.", "Remove the line, or correct its day.")
        else:
            off.pop(day, None)
            worked.add(day)
    years = sorted(covered | later.keys())
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


def _announced_by(own: Sequence[CsvLine], office: Office, covered: Collection[int]) -> dict[int, Collection[date]]:
    """The years beyond the package's that days.csv announces, each with its public holidays.

    Such a year is announced where every public holiday that falls on no weekend stands there, as a day off or, where it
    is worked, as a working day. CityWrong where days off of a year stand there and a holiday of it lacks.
    """
    said = {line.day("day") for line in own}
    first: dict[int, CsvLine] = {}
    for line in own:
        if line.cells["kind"] == SpecialDay.HOLIDAY and line.day("day").year not in covered:
            first.setdefault(line.day("day").year, line)
    found: dict[int, Collection[date]] = {}
    for year, line in first.items():
        due = own_days(office.country, office.region, year)
        if missing := [f"{name} ({day})" for day, name in due.items() if day not in said]:
            rest = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            raise line.wrong(
                f"of {year} there stand days off, but not {', '.join(missing[:NAMED])}{rest}.",
                f"Write the whole notice of {year}, or none of its days off until it is announced.",
            )
        found[year] = due.keys()
    return found


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
    count: Counter[tuple[int, str]] = Counter()
    for line in lines:
        day = line.day("day")
        if not FIRST_DAY <= day <= LAST_DAY:
            raise line.wrong(f"day is {day}, outside {FIRST_DAY.year} to {LAST_DAY.year}.", "Correct the day.")
        kind, name = line.one_of("kind", list(SpecialDay)), _name(line)
        if kind == SpecialDay.WORKING and name:
            raise line.wrong("a working day has no name of a holiday.", "Empty name_zh and name_en.")
        count[day.year, kind] += 1
        if count[day.year, kind] > MOST_OF_A_YEAR:
            raise line.wrong(
                f"it is day {MOST_OF_A_YEAR + 1} of {day.year} that is {kind!r}.",
                f"Name at most {MOST_OF_A_YEAR} a year; weekends are days off without being named.",
            )
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
    if not isinstance(country, str) or country not in known:
        raise CityWrong(
            ABOUT, None, f"[calendar] country is {country!r}, which is unknown.", 'Use its ISO code, such as "CN".'
        )
    if region is not None and region != "" and region not in list(known[country]):
        listed = ", ".join(known[country]) or "none"
        raise CityWrong(
            ABOUT, None, f"[calendar] region is {region!r}, which is unknown in {country}.", f"Regions: {listed}."
        )
    return country, region or None
