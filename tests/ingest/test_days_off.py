"""The calendar of a city: the State Council's notices, over which the city's own days go; of later years nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.errors import CityWrong
from cockpit.ingest import city
from cockpit.ingest.public_holidays import ANNOUNCED, own_days
from tests.ingest.tiny import edit

OFFICE = '\n[calendar]\ncountry = "CN"\noffice = "08:30-17:30"\n'

NOTICES = {
    2015: ("01-01/01-03 02-18/02-24 04-04/04-06 05-01/05-03 06-20/06-22 09-03/09-05 09-26/09-27 10-01/10-07",
           "01-04 02-15 02-28 09-06 10-10"),
    2016: ("01-01/01-03 02-07/02-13 04-02/04-04 04-30/05-02 06-09/06-11 09-15/09-17 10-01/10-07 12-31/12-31",
           "02-06 02-14 06-12 09-18 10-08 10-09"),
    2017: ("01-01/01-02 01-27/02-02 04-02/04-04 04-29/05-01 05-28/05-30 10-01/10-08 12-30/12-31",
           "01-22 02-04 04-01 05-27 09-30"),
    2018: ("01-01/01-01 02-15/02-21 04-05/04-07 04-29/05-01 06-16/06-18 09-22/09-24 10-01/10-07 12-30/12-31",
           "02-11 02-24 04-08 04-28 09-29 09-30 12-29"),
    2019: ("01-01/01-01 02-04/02-10 04-05/04-07 05-01/05-04 06-07/06-09 09-13/09-15 10-01/10-07",
           "02-02 02-03 04-28 05-05 09-29 10-12"),
    2020: ("01-01/01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08",
           "01-19 04-26 05-09 06-28 09-27 10-10"),
    2021: ("01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07",
           "02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
    2022: ("01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31/12-31",
           "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
    2023: ("01-01/01-02 01-21/01-27 04-05/04-05 04-29/05-03 06-22/06-24 09-29/10-06 12-30/12-31",
           "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
    2024: ("01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-08/06-10 09-15/09-17 10-01/10-07",
           "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
    2025: ("01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
           "01-26 02-08 04-27 09-28 10-11"),
    2026: ("01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
           "01-04 02-14 02-28 05-09 09-20 10-10"),
}  # fmt: skip
"""By year, as the State Council announced it: runs of days off, weekends beside them included, and worked weekends."""


def spans(year: int, text: str) -> set[date]:
    found: set[date] = set()
    for span in text.split():
        first, last = (date.fromisoformat(f"{year}-{end}") for end in span.split("/"))
        found |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return found


def read(folder: Path, days: str | None = None, about: str = OFFICE) -> dict[str, Any]:
    with (folder / "city.toml").open("a", encoding="utf-8") as file:
        file.write(about)
    if days is not None:
        (folder / "days.csv").write_text(days, encoding="utf-8")
    return city.read(folder).registers


def kinds(registers: dict[str, Any], kind: str) -> dict[date, str | None]:
    return {row["day"]: row["name_zh"] for row in registers["special_day"] if row["kind"] == kind}


def test_the_days_off_of_every_year_that_counts_are_those_of_the_notices(folder: Path) -> None:
    registers = read(folder)
    years = [row["year"] for row in registers["calendar_year"]]
    assert years == sorted(NOTICES) and years[-1] == ANNOUNCED["CN"]
    off, worked = kinds(registers, "holiday"), kinds(registers, "working")
    for year, (runs, weekends) in NOTICES.items():
        assert {day for day in off if day.year == year} == spans(year, runs)
        assert {day for day in worked if day.year == year} == {
            date.fromisoformat(f"{year}-{day}") for day in weekends.split()
        }


def test_a_day_off_belongs_to_the_holiday_of_its_run(folder: Path) -> None:
    off = kinds(read(folder), "holiday")
    assert [off[date(2019, 10, day)] for day in range(1, 8)] == ["国庆节"] * 7
    assert [off[date(2020, 10, day)] for day in range(1, 9)] == ["中秋节、国庆节"] * 8
    run = [off[date(2020, 1, 24) + timedelta(days=number)] for number in range(10)]
    assert run == ["春节"] * 10  # eve, moved days and the days that were added included
    assert off[date(2018, 12, 30)] == off[date(2019, 1, 1)] == "元旦"


def test_every_day_off_has_its_holiday_in_both_languages(folder: Path) -> None:
    rows = [row for row in read(folder)["special_day"] if row["kind"] == "holiday"]
    assert all(row["name_zh"] and row["name_en"] for row in rows)
    assert {row["name_en"] for row in rows if row["name_zh"] == "清明节"} == {"Qingming Festival"}


def notice(*left_out: str, more: str = "") -> str:
    """An invented notice of 2027 with every holiday that falls on a weekday."""
    days = {"01-01": "元旦,New Year", "02-05": "春节,Spring Festival", "02-08": ",", "04-05": "清明,Qingming",
            "06-09": "端午节,Dragon Boat Festival", "09-15": "中秋节,Mid-Autumn Festival",
            "10-01": "国庆节,National Day", "10-04": ","}  # fmt: skip
    lines = [f"2027-{day},holiday,{names}" for day, names in days.items() if day not in left_out]
    return HEAD + "\n".join([*lines, more]) + "\n"


def test_the_notice_of_a_later_year_comes_in_by_the_days_of_the_city(folder: Path) -> None:
    registers = read(folder, notice(more="2027-10-09,working,,"))
    assert [row["year"] for row in registers["calendar_year"]][-2:] == [2026, 2027]
    off = {day: name for day, name in kinds(registers, "holiday").items() if day >= date(2027, 10, 1)}
    assert off == {date(2027, 10, day): "国庆节" for day in range(1, 5)}  # the weekend between them too
    assert [day for day in kinds(registers, "working") if day.year == 2027] == [date(2027, 10, 9)]


DUE = ("01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01")


@pytest.mark.parametrize("day", DUE)
def test_a_later_year_is_announced_by_all_of_its_holidays_and_not_by_some(folder: Path, day: str) -> None:
    with pytest.raises(CityWrong, match=rf"days\.csv, line 2: of 2027 there stand days off, but not .*2027-{day}\)\."):
        read(folder, notice(day))


def test_a_holiday_of_a_later_year_may_be_announced_as_worked(folder: Path) -> None:
    registers = read(folder, notice("04-05", more="2027-04-05,working,,"))
    assert registers["calendar_year"][-1]["year"] == 2027
    assert date(2027, 4, 5) in kinds(registers, "working")


@pytest.mark.parametrize(("country", "year"), [("US", 2027), ("JP", 2028), ("MY", 2030), ("DE", 2029)])
def test_one_day_off_announces_no_year_of_any_country(folder: Path, country: str, year: int) -> None:
    about = f'\n[calendar]\ncountry = "{country}"\noffice = "09:00-16:00"\nannounced = 2020\n'
    with pytest.raises(CityWrong, match=f"of {year} there stand days off, but not"):
        read(folder, f"{HEAD}{year}-03-06,holiday,,\n", about=about)
    (folder / "city.toml").write_text((folder / "city.toml").read_text("utf-8").replace(about, ""), "utf-8")
    days = "".join(f"{day},holiday,,\n" for day in own_days(country, None, year))
    assert days.count("\n") >= 4
    assert read(folder, HEAD + days, about=about)["calendar_year"][-1]["year"] == year


def test_a_year_has_no_more_days_off_than_any_calendar_names(folder: Path) -> None:
    days = [date(2019, 1, 1) + timedelta(days=number) for number in range(365)]
    assert len(read(folder, HEAD + "".join(f"{day},holiday,,\n" for day in days[:60]))["special_day"]) > 60
    for kind in ("holiday", "working"):
        lines = [day for day in days if kind == "holiday" or day.isoweekday() > 5][:61]
        with pytest.raises(CityWrong, match=f"days.csv, line 62: it is day 61 of 2019 that is '{kind}'"):
            read(folder, HEAD + "".join(f"{day},{kind},,\n" for day in lines), about="")


def test_what_the_city_says_of_a_day_wins(folder: Path) -> None:
    registers = read(
        folder,
        "day,kind,name_zh,name_en\n2020-04-26,holiday,停工日,Closed\n2020-05-04,working,,\n2020-10-08,working,,\n",
    )
    off, worked = kinds(registers, "holiday"), kinds(registers, "working")
    assert off[date(2020, 4, 26)] == "停工日" and off[date(2020, 4, 25)] == "停工日"
    assert {date(2020, 5, 4), date(2020, 10, 8)} <= worked.keys()
    assert date(2020, 5, 4) not in off and off[date(2020, 5, 3)] == off[date(2020, 5, 1)] == "劳动节"


def test_a_worked_weekend_of_next_year_does_not_announce_that_year(folder: Path) -> None:
    registers = read(folder, "day,kind\n2027-01-03,working\n")
    assert registers["calendar_year"][-1]["year"] == 2026


def test_a_city_that_names_no_calendar_has_none(folder: Path) -> None:
    registers = city.read(folder).registers
    assert registers["calendar_year"] == registers["special_day"] == []


def test_another_country_is_announced_as_far_as_the_city_says(folder: Path) -> None:
    about = '\n[calendar]\ncountry = "DE"\nregion = "SN"\noffice = "09:00-16:00"\nannounced = 2016\n'
    registers = read(folder, about=about)
    assert [row["year"] for row in registers["calendar_year"]] == [2015, 2016]
    day = next(row for row in registers["special_day"] if row["day"] == date(2016, 11, 16))  # only there a holiday
    assert (day["kind"], registers["calendar_year"][0]["region"]) == ("holiday", "SN")


HEAD = "day,kind,name_zh,name_en\n"
REFUSED = [
    ("2027-13-01,holiday,,", "days.csv, line 2: day is '2027-13-01', not a day."),
    ("2051-01-01,holiday,,", "days.csv, line 2: day is 2051-01-01, outside 2015 to 2049."),
    ("2027-10-01,off,,", "days.csv, line 2: kind is 'off', which is unknown."),
    ("2027-10-01,,,", "days.csv, line 2: kind is empty."),
    ("2027-10-01,holiday,国庆节,", "days.csv, line 2: half a name."),
    ("2027-10-09,working,国庆节,National Day", "days.csv, line 2: a working day has no name of a holiday."),
    ("2027-10-08,working,,", "days.csv, line 2: 2027-10-08 is a working day already."),
    ("2027-10-01,holiday,,\n2027-10-01,holiday,,", "days.csv, line 3: day '2027-10-01' stands already on line 2."),
    (f"2027-10-01,holiday,{'节' * 41},N", "days.csv, line 2: the name is too long."),
    ("2027-10-01,holiday,国\0庆节,N", "days.csv, line 2: there is the control character '\\x00'."),
    ("2020-10-01,holiday,,\n2020-10-02,holiday,,\x1b", "days.csv, line 3: there is the control character '\\x1b'."),
    ("2027-10-01,holiday", "days.csv, line 2: there are 2 cells, but 4 columns."),
]


@pytest.mark.parametrize(("lines", "said"), REFUSED)
def test_a_wrong_line_is_refused_in_one_clear_line(folder: Path, lines: str, said: str) -> None:
    with pytest.raises(CityWrong) as refused:
        read(folder, f"{HEAD}{lines}\n")
    assert refused.value.happened == said and "\n" not in str(refused.value)


WRONG = [
    ('country = "XX"\noffice = "08:30-17:30"', "city.toml: [calendar] country is 'XX', which is unknown."),
    (
        'country = "CN"\nregion = "SD"\noffice = "08:30-17:30"',
        "city.toml: [calendar] region is 'SD', which is unknown in CN.",
    ),
    ('country = "CN"', "city.toml: [calendar] office is missing or no office hours."),
    ('country = "CN"\noffice = "17:30-08:30"', "city.toml: [calendar] office is missing or no office hours."),
    (
        'country = "CN"\noffice = "08:30-17:30"\nannounced = 2027',
        "city.toml: [calendar] announced is 2027, but the days off of CN are known to 2026 alone.",
    ),
    ('country = "CN"\noffice = "08:30-17:30"\nannounced = "2020"', "city.toml: [calendar] announced is no year."),
    ('country = "CN"\nhours = "08:30-17:30"', "city.toml: [calendar] has no 'hours'."),
    (
        'country = "DE"\noffice = "08:30-17:30"',
        "city.toml: no year of the country 'DE' is known to be announced.",
    ),
]


@pytest.mark.parametrize(("about", "said"), WRONG)
def test_a_wrong_calendar_is_refused_in_one_clear_line(folder: Path, about: str, said: str) -> None:
    with pytest.raises(CityWrong) as refused:
        read(folder, about=f"\n[calendar]\n{about}\n")
    assert refused.value.happened == said and "\n" not in str(refused.value)


def test_days_without_a_calendar_are_refused(folder: Path) -> None:
    with pytest.raises(CityWrong, match=r"days\.csv, line 2: city\.toml names no calendar"):
        read(folder, f"{HEAD}2027-10-01,holiday,,\n", about="")


def test_a_source_cannot_deliver_on_working_days_of_no_calendar(folder: Path) -> None:
    edit(folder, "sources.csv", "owner,cadence_hours\n", "owner,cadence_hours,delivery_days\n")
    edit(folder, "sources.csv", "Ships,harbour,24\n", "Ships,harbour,24,working\n")
    edit(folder, "sources.csv", "log,harbour,24\n", "log,harbour,24,\n")
    with pytest.raises(CityWrong, match=r"sources\.csv, line 2: delivery_days is 'working', but city\.toml names no"):
        city.read(folder)
    held = read(folder)["source"]
    assert [row["delivery_days"] for row in held] == ["working", None]
