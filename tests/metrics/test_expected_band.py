"""What is expected of a week and a day: like ones before it, holidays apart, and no alarm by days that are guessed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import pytest

from cockpit.ingest.city import read
from cockpit.metrics.alert import ALERTS, ChangeRule
from cockpit.metrics.expected_band import Expected, PeriodKind, expected, like_weeks, stands, week_of
from cockpit.metrics.metric import METRICS
from cockpit.metrics.workdays import WEEKDAYS_ALONE, DayKind, Workdays
from cockpit.settings import read as settings
from cockpit.units import Text

DAY, WEEK = timedelta(days=1), timedelta(days=7)
REGISTERS = read(settings({}).city_folder).registers
LINYI = Workdays.of(
    {
        "calendar_year": [dict(row) for row in REGISTERS["calendar_year"]],
        "special_day": [{**row, "day": row["day"].isoformat()} for row in REGISTERS["special_day"]],
    }
)
assert LINYI is not None
YEARS = int(os.environ.get("COCKPIT_QUIET_YEARS", "12"))
DAILY = {alert.name: alert.rule for alert in ALERTS if isinstance(alert.rule, ChangeRule) and alert.metric
         and METRICS[alert.metric].daily}  # fmt: skip


@pytest.mark.parametrize(
    ("last", "kind", "holiday"),
    [
        (date(2020, 9, 18), PeriodKind.ORDINARY, None),
        (date(2020, 9, 30), PeriodKind.SHIFTED, None),  # Sunday the 27th was worked
        (date(2020, 10, 1), PeriodKind.HOLIDAY, "中秋节、国庆节"),
        (date(2020, 10, 14), PeriodKind.HOLIDAY, "中秋节、国庆节"),  # the 8th is in it
        (date(2020, 10, 16), PeriodKind.SHIFTED, None),
        (date(2020, 10, 23), PeriodKind.ORDINARY, None),
        (date(2027, 1, 3), PeriodKind.UNANNOUNCED, None),
    ],
)
def test_a_week_is_ordinary_or_of_a_holiday(last: date, kind: PeriodKind, holiday: str | None) -> None:
    week = week_of(LINYI, last)
    assert (week.kind, week.holiday.zh if week.holiday else None) == (kind, holiday)


def weeks(*values: float, last: date) -> Mapping[date, float]:
    """The weeks before `last`, the oldest first."""
    return {last - (len(values) - at) * WEEK: value for at, value in enumerate(values)}


LAST = date(2020, 9, 18)


@pytest.mark.parametrize(
    ("values", "band"),
    [
        ((100, 104, 98, 102, 96, 100, 103, 97), Expected(8, 92.5, 107.5)),  # median 100, deviations 0 0 2 2 3 3 4 4
        ((100, 100, 100, 100, 100, 100, 100, 100), Expected(8, 95, 105)),
        ((100, 100, 100, 100), Expected(4, 95, 105)),
        ((100, 100, 100), Expected(3)),
    ],
)
def test_the_band_is_the_median_and_the_larger_of_a_twentieth_and_three_deviations(values, band: Expected) -> None:
    found = expected(WEEKDAYS_ALONE, LAST, weeks(*values, last=LAST).get)
    assert (found.like, found.low, found.high) == (band.like, band.low, band.high)


def test_only_the_last_eight_like_weeks_count() -> None:
    held = weeks(*([500] * 6), *([100] * 8), last=LAST)
    assert expected(WEEKDAYS_ALONE, LAST, held.get) == Expected(8, 95, 105)


def test_what_is_expected_of_a_level_is_its_gain() -> None:
    gains = weeks(*([10] * 8), last=LAST)
    assert expected(WEEKDAYS_ALONE, LAST, gains.get, before=1_000) == Expected(8, 1_009.5, 1_010.5)


def test_a_holiday_is_held_against_the_same_one_of_the_years_before() -> None:
    """Ordinary weeks are 100, the week of the holiday a year ago was 40: 40 is expected, at twice the width."""
    last = date(2019, 10, 7)
    (before,) = [end for end in like_weeks(LINYI, last) if end.year == 2018]
    assert before == date(2018, 10, 7)
    held = {**weeks(*([100] * 20), last=last), **weeks(*([100] * 20), last=before), before: 40}
    found = expected(LINYI, last, held.get)
    assert (found.low, found.high, found.holiday) == (30, 50, Text("国庆节", "National Day"))
    assert not found.sure and not found.left_by(1)


def test_weeks_of_holidays_are_left_out_of_what_ordinary_ones_are_held_against() -> None:
    last = date(2019, 11, 15)
    held = {
        end: 5.0 if week_of(LINYI, end).kind is PeriodKind.HOLIDAY else 100.0 for end in weeks(*range(20), last=last)
    }
    assert expected(LINYI, last, held.get) == Expected(8, 95, 105)


def test_nothing_is_expected_by_days_that_are_not_announced() -> None:
    last = date(2027, 1, 8)
    assert expected(LINYI, last, weeks(*([100] * 12), last=last).get) == Expected(0)


def test_a_value_is_outside_only_where_eight_like_weeks_say_so() -> None:
    assert Expected(8, 95, 105).left_by(94) and not Expected(8, 95, 105).left_by(95)
    assert not Expected(7, 95, 105).left_by(94) and not Expected(8, 95, 105).left_by(None)


def quiet_year(year: int, chance: Random) -> dict[date, float]:
    """Half a year before it included: weekends and holidays are slow, the noise is some percent, growth too."""
    noise, growth, base = chance.uniform(0.02, 0.1), chance.uniform(-0.1, 0.3), chance.uniform(500, 50_000)
    slow = {DayKind.WEEKEND: chance.uniform(0.2, 0.6), DayKind.HOLIDAY: chance.uniform(0.1, 0.3)}
    found = {}
    day = date(year - 1, 7, 1)
    while day.year <= year:
        worked = chance.uniform(0.4, 1) if day in LINYI.worked else 1
        part = slow.get(LINYI.kind(day), worked) * (1 + growth * (day - date(year, 1, 1)).days / 365)
        found[day] = max(0.0, base * part * (1 + chance.gauss(0, noise)))
        day += DAY
    return found


@pytest.mark.parametrize("name", sorted(DAILY))
def test_a_quiet_year_raises_at_most_one_alarm(name: str) -> None:
    for number in range(YEARS):
        chance = Random(f"{name} {number}")
        year = chance.randrange(2016, 2027)
        values = quiet_year(year, chance)
        first = date(year, 1, 1)
        stood = [
            stands(DAILY[name], LINYI, first + at * DAY, values.get) for at in range((date(year, 12, 31) - first).days)
        ]
        raised = sum(now and not then for then, now in zip([False, *stood], stood, strict=False))
        assert raised <= 1, (number, year)


@pytest.mark.parametrize("name", sorted(DAILY))
def test_ten_planted_breaks_are_raised_by_their_third_working_day(name: str) -> None:
    for number in range(10):
        chance = Random(f"break {name} {number}")
        values = quiet_year(2023, chance)
        begins = date(2023, 1, 1) + chance.randrange(330) * DAY
        broken = {day: value / 2 if begins <= day < begins + WEEK else value for day, value in values.items()}
        working = [day for day in (begins + at * DAY for at in range(7)) if LINYI.kind(day) is DayKind.WORKING
                   and day not in LINYI.worked][:3]  # fmt: skip
        if len(working) == 3:
            assert any(stands(DAILY[name], LINYI, day, broken.get) for day in working), begins


def test_one_bad_day_raises_nothing() -> None:
    values = quiet_year(2023, Random(1))
    values[date(2023, 3, 15)] = 0
    rule = DAILY["sharing.exchange_falls"]
    assert not any(stands(rule, LINYI, date(2023, 3, 13) + at * DAY, values.get) for at in range(12))


def test_an_alarm_stands_until_a_day_is_back() -> None:
    """Usual are 100; raised on the second day at 60, kept at 80, cleared at 95, for -0.1 clears it."""
    days = [date(2023, 3, 1) + at * DAY for at in range(90)]
    working = [day for day in days if LINYI.kind(day) is DayKind.WORKING]
    values: dict[date, float] = dict.fromkeys(days, 100.0)
    for day, value in zip(working[20:], (60, 60, 80, 95, 80), strict=False):
        values[day] = value
    rule = ChangeRule(raises=-0.3, clears=-0.1)
    found = [stands(rule, LINYI, day, values.get) for day in working[19:26]]
    assert found == [False, False, True, True, False, False, False]


def test_nothing_stands_on_a_day_that_is_not_there_or_not_announced() -> None:
    values = dict.fromkeys((date(2026, 9, 1) + at * DAY for at in range(200)), 100.0)
    for day in values:
        values[day] = 10.0 if day >= date(2026, 12, 29) else 100.0
    rule = DAILY["sharing.exchange_falls"]
    assert stands(rule, LINYI, date(2026, 12, 31), values.get)
    assert not stands(rule, LINYI, date(2026, 12, 31), {**values, date(2026, 12, 31): None}.get)
    gone = {day: value for day, value in values.items() if day.year == 2026}
    assert not stands(rule, LINYI, date(2027, 3, 1), {**values, **dict.fromkeys(gone, 100.0)}.get)
