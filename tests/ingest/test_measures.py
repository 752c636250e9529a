"""Units of measure, as headings, lines beside tables and cells say them."""

from decimal import Decimal

import pytest

from cockpit.ingest import cell_values
from cockpit.ingest.measures import factor_for, unit_of
from cockpit.ingest.refusal import Unfit
from cockpit.store.vocabulary import Measured


@pytest.mark.parametrize(
    ("said", "measured", "factor"),
    [
        ("条", Measured.COUNT, 1),
        ("个", Measured.COUNT, 1),
        ("十", Measured.COUNT, 10),
        ("百条", Measured.COUNT, 100),
        ("千条", Measured.COUNT, 1_000),
        ("万", Measured.COUNT, 10_000),
        ("万 条", Measured.COUNT, 10_000),
        ("十万", Measured.COUNT, 100_000),
        ("百万条", Measured.COUNT, 1_000_000),
        ("千万", Measured.COUNT, 10_000_000),
        ("亿条", Measured.COUNT, 100_000_000),
        ("十亿", Measured.COUNT, 1_000_000_000),
        ("万亿", Measured.COUNT, 10**12),
        ("thousand records", Measured.COUNT, 1_000),
        ("Million", Measured.COUNT, 1_000_000),
        ("billion", Measured.COUNT, 10**9),
        ("小时", Measured.MINUTE, 60),
        ("分钟", Measured.MINUTE, 1),
        ("天", Measured.MINUTE, 1_440),
        ("days", Measured.DAY, 1),
        ("秒", Measured.MILLISECOND, 1_000),
        ("B", Measured.BYTE, 1),
        ("KB", Measured.BYTE, 1_000),
        ("KiB", Measured.BYTE, 1_024),
        ("GB", Measured.BYTE, 10**9),
        ("TiB", Measured.BYTE, 1_024**4),
        ("万元", Measured.ANY, 10_000),
    ],
)
def test_a_unit_is_a_factor_of_what_its_column_counts(said, measured, factor):
    unit = unit_of(said)
    assert unit is not None and factor_for(unit, measured) == factor


@pytest.mark.parametrize("said", ["上月", "本月", "万什么", "", "（", "万万", "k", "条/天", "per cent of"])
def test_what_is_not_understood_as_a_whole_is_no_unit(said):
    assert unit_of(said) is None


@pytest.mark.parametrize(
    ("said", "measured"),
    [
        ("小时", Measured.COUNT),
        ("条", Measured.MINUTE),
        ("%", Measured.COUNT),
        ("万元", Measured.COUNT),
        ("MB", Measured.DAY),
    ],
)
def test_a_unit_of_something_else_does_not_fit(said, measured):
    unit = unit_of(said)
    assert unit is not None and factor_for(unit, measured) is None


@pytest.mark.parametrize(
    ("said", "measured", "value"),
    [
        ("3.5万条", Measured.COUNT, 35_000),
        ("1,914 条", Measured.COUNT, 1_914),
        ("2 小时", Measured.MINUTE, 120),
        ("90秒", Measured.MINUTE, Decimal("1.5")),
        ("36小时", Measured.DAY, Decimal("1.5")),
        ("2.5 GB", Measured.BYTE, 2_500_000_000),
        ("85%", Measured.ANY, Decimal("0.85")),
        ("-3", Measured.COUNT, -3),
        ("１２万", Measured.COUNT, 120_000),
    ],
)
def test_a_cell_says_its_unit_too(said, measured, value):
    assert cell_values.number(said, field="records", measured=measured) == value


@pytest.mark.parametrize(
    ("said", "unit", "reason"),
    [
        ("3万什么", None, "which is no unit"),
        ("3小时", None, "not counted in the unit"),
        ("85%", None, "not counted in the unit"),
        ("3条", "万条", "another unit than its heading"),
        ("1.2.3", None, "is no number"),
        ("三", None, "is no number"),
    ],
)
def test_a_cell_that_is_not_wholly_understood_is_refused(said, unit, reason):
    with pytest.raises(Unfit, match=reason):
        cell_values.number(said, field="records", unit=unit_of(unit) if unit else None)


def test_a_unit_that_heading_and_cell_both_say_holds_once():
    assert cell_values.number("3.5万条", field="records", unit=unit_of("万条")) == 35_000
