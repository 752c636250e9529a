"""Chance that falls the same way everywhere, and shares that add up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.ingest.demonstration.chance import Chance, apportion
from cockpit.ingest.demonstration.pace import Pace
from cockpit.ingest.demonstration.rhythm import PlatformOutage, Rhythm, week
from cockpit.units import Text

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(sum)


def test_the_same_seed_and_name_draw_the_same():
    chance = Chance(20200930, "a test")
    assert [chance.whole(1, 6) for _ in range(10)] == [5, 3, 2, 4, 6, 3, 2, 5, 6, 4]
    assert chance.shuffled("abcdef") == ["e", "f", "d", "c", "a", "b"]
    assert [chance.weighted("abc", (1, 1, 8)) for _ in range(6)] == ["c", "c", "c", "c", "b", "c"]


def test_nothing_can_be_drawn_from_nothing():
    with pytest.raises(ValueError, match="nothing to choose from"):
        Chance(1, "a test").weighted([], [])


@given(st.integers(0, 10**12), WEIGHTS)
def test_parts_add_up_to_the_total_and_follow_their_weights(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) <= 1.001 for part, weight in zip(parts, weights, strict=True))


@given(WEIGHTS)
def test_nobody_gets_more_than_it_has_of_a_total_that_there_is(held):
    parts = apportion(sum(held) * 2 // 3, held)
    assert all(part <= weight for part, weight in zip(parts, held, strict=True))


@given(st.integers(1, 10**6), st.sampled_from(["api", "table", "file"]), st.booleans())
def test_latency_buckets_add_up_to_the_exchanges(exchanges, kind, down):
    chance = Chance(1, "a test")
    pace = Pace(chance, PlatformOutage(20, 85, Text("停", "Down")) if down else None)
    counts = pace.buckets(kind, exchanges, chance)
    assert (len(counts), sum(counts), min(counts) >= 0) == (11, exchanges, True)
    assert 0 <= pace.failed(exchanges, chance) <= exchanges


RHYTHM = Rhythm(date(2020, 9, 1), date(2020, 9, 30), frozenset({date(2020, 9, 29)}), {})


def test_people_work_from_monday_to_friday_but_not_on_holidays():
    days = [day.day for day in week(date(2020, 9, 30)) if RHYTHM.works(day)]
    assert days == [24, 25, 28, 30]
    assert RHYTHM.busy(date(2020, 9, 29)) < RHYTHM.busy(date(2020, 9, 27)) < RHYTHM.busy(date(2020, 9, 30))
    assert RHYTHM.next_working(date(2020, 9, 26)) == date(2020, 9, 28)


def test_a_day_between_two_is_a_working_day_where_there_is_one():
    chance = Chance(1, "a test")
    assert RHYTHM.between(date(2020, 9, 26), date(2020, 9, 28), chance) == date(2020, 9, 28)
    assert RHYTHM.between(date(2020, 9, 27), date(2020, 9, 27), chance) == date(2020, 9, 27)


def test_windows_of_seven_days_end_on_the_last_day():
    assert [str(last) for last in RHYTHM.windows()] == [
        "2020-09-30",
        "2020-09-23",
        "2020-09-16",
        "2020-09-09",
        "2020-09-02",
    ]
