"""Working time: a delivery is due on working days, and where nobody has announced these nothing is judged by them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from cockpit.calendar import SHANGHAI
from cockpit.metrics.freshness import Fresh, SourceState, fresh
from cockpit.metrics.workdays import DayKind, Workdays
from cockpit.units import Text

NATIONAL = Text("国庆节", "National Day")
CITY = Workdays(
    years=frozenset({2020}),
    holidays={date(2020, 10, day): NATIONAL for day in range(1, 9)},
    worked=frozenset({date(2020, 9, 27), date(2020, 10, 10)}),
    opens=time(8, 30),
    closes=time(17, 30),
)
CURRENT, LATE, STOPPED = SourceState.CURRENT, SourceState.LATE, SourceState.STOPPED
UNKNOWN, BROKEN = SourceState.UNKNOWN, SourceState.BROKEN


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("newest", "at", "hours", "expected"),
    [
        # Friday evening's delivery is due on Monday evening.
        ("2020-09-18T17:00", "2020-09-20T12:00", 24, Fresh(CURRENT, 0)),
        ("2020-09-18T17:00", "2020-09-21T17:00", 24, Fresh(CURRENT, 0)),
        ("2020-09-18T17:00", "2020-09-21T19:00", 24, Fresh(LATE, 2)),
        ("2020-09-18T17:00", "2020-09-23T17:00", 24, Fresh(LATE, 48)),
        ("2020-09-18T17:00", "2020-09-23T18:00", 24, Fresh(STOPPED, 49)),
        # A worked Sunday is a working day: Saturday is not.
        ("2020-09-25T17:00", "2020-09-27T16:00", 24, Fresh(CURRENT, 0)),
        ("2020-09-25T17:00", "2020-09-27T18:00", 24, Fresh(LATE, 1)),
        # Before the holiday, and the first working day after it.
        ("2020-09-30T17:00", "2020-10-05T09:00", 24, Fresh(CURRENT, 0)),
        ("2020-09-30T17:00", "2020-10-09T16:00", 24, Fresh(CURRENT, 0)),
        ("2020-09-30T17:00", "2020-10-09T20:00", 24, Fresh(LATE, 3)),
        ("2020-09-29T17:00", "2020-10-05T09:00", 24, Fresh(LATE, 7)),  # owed on the 30th: seven hours of that day
        # A week is a week of the clock, moved to the next working day.
        ("2020-09-24T12:00", "2020-10-09T12:00", 168, Fresh(CURRENT, 0)),
        # What is due within a working day counts office hours.
        ("2020-09-18T17:00", "2020-09-21T09:00", 1, Fresh(CURRENT, 0)),
        ("2020-09-18T17:00", "2020-09-21T10:00", 1, Fresh(LATE, 1)),
        ("2020-09-18T20:00", "2020-09-21T09:30", 1, Fresh(CURRENT, 0)),
        # The year after is not announced: what does not depend on it is judged, and the rest is not.
        ("2020-12-30T17:00", "2020-12-31T18:00", 24, Fresh(LATE, 1)),
        ("2020-12-31T17:00", "2021-01-01T12:00", 24, Fresh(CURRENT, 0)),
        ("2020-12-31T17:00", "2021-01-02T12:00", 24, Fresh(UNKNOWN, 0)),
        ("2020-12-31T17:00", "2021-03-02T12:00", 24, Fresh(UNKNOWN, 0)),
        ("2020-12-31T17:00", "2021-01-01T12:00", 1, Fresh(UNKNOWN, 0)),
    ],
)
def test_lateness_counts_working_time(newest: str, at: str, hours: int, expected: Fresh) -> None:
    assert fresh(moment(newest), cadence_hours=hours, at=moment(at), working=CITY) == expected


def test_what_failed_is_broken_on_a_day_off_too() -> None:
    failed = fresh(
        moment("2020-09-30T17:00"), cadence_hours=24, at=moment("2020-10-05T09:00"), failure="x", working=CITY
    )
    assert failed == Fresh(BROKEN, 0)


def test_what_never_came_is_not_connected() -> None:
    assert fresh(None, cadence_hours=24, at=moment("2020-10-05T09:00"), working=CITY).state == SourceState.NOT_CONNECTED


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2020, 9, 25), DayKind.WORKING),
        (date(2020, 9, 26), DayKind.WEEKEND),
        (date(2020, 9, 27), DayKind.WORKING),
        (date(2020, 10, 3), DayKind.HOLIDAY),
        (date(2020, 10, 10), DayKind.WORKING),
        (date(2021, 1, 2), DayKind.UNANNOUNCED),
    ],
)
def test_a_day_is_what_was_announced(day: date, kind: DayKind) -> None:
    assert CITY.kind(day) == kind


def test_guessing_never_decides_what_is_said() -> None:
    """Whatever days off the next year will have: what is said without knowing them is what is said with them."""
    chance = Random(13)
    for _ in range(300):
        newest = moment("2020-12-21T00:00") + timedelta(hours=chance.randrange(24 * 14))
        at = newest + timedelta(hours=chance.randrange(24 * 20))
        hours = chance.choice((1, 4, 24, 48, 168))
        off = {date(2021, 1, 1) + timedelta(days=chance.randrange(24)): NATIONAL for _ in range(chance.randrange(9))}
        known = Workdays(
            frozenset({2020, 2021}), {**CITY.holidays, **off}, CITY.worked, opens=CITY.opens, closes=CITY.closes
        )
        said = fresh(newest, cadence_hours=hours, at=at, working=CITY).state
        right = fresh(newest, cadence_hours=hours, at=at, working=known).state
        assert said in (right, UNKNOWN) or (said == LATE and right == STOPPED), (newest, at, hours, off)
