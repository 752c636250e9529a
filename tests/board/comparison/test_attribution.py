"""Contributions, with a pencil: they add up to the change, to the last digit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cockpit.board.comparison.attribution import explain, settled
from cockpit.board.comparison.baseline import Baseline, middle, parse
from cockpit.errors import ScopeWrong
from cockpit.metrics.measure import Difference, Percentile, Share, Sum

RECORDS = Sum("flow_daily", "records")
FAILED = Share(Sum("flow_daily", "failed"), Sum("flow_daily", "exchanges"))


def test_what_is_added_up_is_explained_by_each_members_own_change():
    before = {"a": {"records": 100}, "b": {"records": 50}}
    after = {"a": {"records": 90}, "c": {"records": 80}}
    found = explain(RECORDS, before, after, unit="record", change=20)
    assert [(one.code, one.before, one.after, one.change) for one in found] == [
        ("c", None, 80, 80),
        ("b", 50, None, -50),
        ("a", 100, 90, -10),
    ]


def test_a_difference_of_levels_is_explained_like_a_sum():
    less = Difference("library_daily", "items_known", ("items_stored",))
    before = {"licence": {"items_known": 69, "items_stored": 27}}
    after = {"licence": {"items_known": 69, "items_stored": 29}}
    (one,) = explain(less, before, after, unit="item", change=-2)
    assert (one.before, one.after, one.change) == (42, 40, -2)


def test_a_share_is_explained_by_rate_and_by_mix():
    # From 10 of 100 to 18 of 150: 0.1 to 0.12. The rates of both stay, b grew: all of it is mix.
    before = {"a": {"failed": 0, "exchanges": 50}, "b": {"failed": 10, "exchanges": 50}}
    after = {"a": {"failed": 0, "exchanges": 60}, "b": {"failed": 18, "exchanges": 90}}
    found = {one.code: one for one in explain(FAILED, before, after, unit="share", change=0.02)}
    assert (found["a"].rate, found["b"].rate) == (0.0, 0.0)
    assert (found["a"].mix, found["b"].mix) == (0.011, 0.009)
    assert found["a"].change + found["b"].change == pytest.approx(0.02)


def test_a_member_that_was_not_there_changes_the_mix_and_no_rate():
    before = {"a": {"failed": 1, "exchanges": 10}}
    after = {"a": {"failed": 1, "exchanges": 10}, "b": {"failed": 4, "exchanges": 10}}
    found = {one.code: one for one in explain(FAILED, before, after, unit="share", change=0.15)}
    assert found["b"].rate == 0
    assert round(sum(one.change for one in found.values()), 6) == 0.15


def test_of_nothing_there_is_no_share_to_explain():
    assert explain(FAILED, {}, {"a": {"failed": 1, "exchanges": 2}}, unit="share", change=0.5) == ()


def test_a_percentile_is_explained_by_replacing_one_after_another():
    half = Percentile("flow_daily", 0.5)
    before = {"a": {"ms_upto_10": 10}, "b": {"ms_upto_100": 2}}
    after = {"a": {"ms_upto_10": 10}, "b": {"ms_upto_100": 30}}
    change = round(
        float(half.made({"ms_upto_10": 10, "ms_upto_100": 30}))
        - float(half.made({"ms_upto_10": 10, "ms_upto_100": 2})),
        1,
    )
    found = explain(half, before, after, unit="millisecond", change=change)
    assert {one.code: one.change for one in found} == {"b": change, "a": 0}


def test_rounded_parts_add_up_to_the_rounded_whole():
    parts = settled([Fraction(1, 3)] * 3, 1.0, places=1)
    assert (sorted(parts), round(sum(parts), 1)) == ([0.3, 0.3, 0.4], 1.0)
    assert round(sum(settled([Fraction(2, 3), Fraction(-2, 3)], 0.0, places=0)), 1) == 0


def test_the_unit_in_the_middle_is_one_that_has_rows():
    assert middle({"a": 5, "b": 1, "c": 9}) == "a"
    assert middle({"a": 5, "b": 1}) == "b"
    assert middle({}) is None


def test_a_comparison_is_written_in_the_address():
    assert parse("") is None
    assert parse("year") == Baseline("year", days=364)
    assert parse("unit:hrss") == Baseline("unit:hrss", unit="hrss")
    assert parse("median").middle
    for wrong in ("yesterday", "unit:", "unit:'", "unit", "week,month"):
        with pytest.raises(ScopeWrong, match="comparison"):
            parse(wrong)
