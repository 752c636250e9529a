"""The latency histogram."""

from itertools import pairwise

import pytest

from cockpit.store.latency import BUCKETS, percentile


def test_buckets_follow_each_other_without_a_gap():
    assert BUCKETS[0].above == 0
    assert all(left.upto == right.above for left, right in pairwise(BUCKETS))
    assert BUCKETS[-1].upto is None
    assert [BUCKETS[0].column, BUCKETS[-1].column] == ["ms_upto_10", "ms_above_10000"]


def counts(**by_column):
    return [by_column.get(bucket.column, 0) for bucket in BUCKETS]


@pytest.mark.parametrize(
    ("counted", "quantile", "milliseconds"),
    [
        (counts(ms_upto_100=10), 0.5, 75.0),
        (counts(ms_upto_100=10), 1.0, 100.0),
        (counts(ms_upto_10=50, ms_upto_1000=50), 0.5, 10.0),
        (counts(ms_upto_10=50, ms_upto_1000=50), 0.95, 950.0),
        (counts(ms_upto_10=1, ms_above_10000=9), 0.95, 10000.0),
        (counts(), 0.5, None),
    ],
)
def test_a_percentile_lies_on_the_straight_line_inside_its_bucket(counted, quantile, milliseconds):
    assert percentile(counted, quantile) == milliseconds


def test_added_histograms_give_the_percentile_of_all():
    first, second = counts(ms_upto_10=5), counts(ms_upto_1000=5)
    both = [left + right for left, right in zip(first, second, strict=True)]
    assert percentile(both, 0.5) == 10.0
