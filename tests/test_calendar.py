"""Days, windows and weeks, against literals."""

from datetime import date, datetime, timedelta, timezone

import pytest

from cockpit.calendar import SHANGHAI, Week, course_days, end_of, in_shanghai, parse_day, window_days
from cockpit.errors import ScopeWrong


def test_a_week_runs_from_monday_to_sunday():
    week = Week.parse("2020-W39")
    assert (week.monday, week.sunday) == (date(2020, 9, 21), date(2020, 9, 27))
    assert str(Week.of(date(2021, 1, 3))) == "2020-W53"


@pytest.mark.parametrize("text", ["2020-39", "2019-W53", "2020-W00", "W39", ""])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ScopeWrong, match="not an ISO week"):
        Week.parse(text)


@pytest.mark.parametrize("text", ["2020-02-30", "30.9.2020", "2020-9-30", "20200930"])
def test_what_is_no_day_is_refused_with_its_field(text):
    with pytest.raises(ScopeWrong) as refused:
        parse_day(text)
    assert refused.value.field == "as_of"


def test_a_period_ends_on_the_as_of_day_and_has_an_equal_before_it():
    assert window_days(date(2020, 9, 30), "week") == (date(2020, 9, 30), date(2020, 9, 23), date(2020, 9, 16))
    assert window_days(date(2020, 9, 30), "quarter")[1] == date(2020, 7, 1)


def test_a_course_is_twelve_steps_of_seven_days():
    days = course_days(date(2020, 9, 30))
    assert (days[0], days[1], days[-1], len(days)) == (date(2020, 7, 8), date(2020, 7, 15), date(2020, 9, 30), 13)


def test_moments_are_in_shanghai():
    assert in_shanghai(datetime(2020, 9, 30, 18)).isoformat() == "2020-09-30T18:00:00+08:00"
    utc = datetime(2020, 9, 30, 10, tzinfo=timezone(timedelta(0)))
    assert in_shanghai(utc).isoformat() == "2020-09-30T18:00:00+08:00"
    assert end_of(date(2020, 9, 30)) == datetime(2020, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)
