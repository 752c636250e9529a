"""Round lines, one scale for a column, and no floor rounded up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.marks.axis import axis, scale


def test_the_largest_value_decides_the_scale() -> None:
    assert scale([21_460_000, 900], "record").label == "万条"
    assert scale([601_910_000, 900], "record").label == "亿条"
    assert scale([480], "record").label == "条"
    assert scale([21_460_000], "record", "en").label == "million records"
    assert scale([59_690], "resource").label == "个"
    assert scale([0.94], "share").label == "%"
    assert scale([None], "record").label == "条"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (21_460_000, "zh", "2,146"),
        (12_480, "zh", "1.25"),
        (21_460_000, "en", "21.5"),
        (4_860_000, "en", "4.86"),
        (60_000_000, "en", "60"),
    ],
)
def test_a_value_is_written_in_its_scale(value: int, language: str, text: str) -> None:
    assert scale([value], "record", language).write(value) == text


def test_a_floor_is_never_rounded_up() -> None:
    millions = scale([37_390_000], "record", "en")
    assert millions.write(37_390_000) == "37.4"
    assert millions.write(37_390_000, floor=True) == "37.3"


def test_little_is_not_nothing() -> None:
    column = scale([240_000, 27], "exchange")
    assert column.write(27) == "<0.01"
    assert column.write(0) == "0"


def test_a_column_has_as_many_decimals_as_its_smallest_value_needs() -> None:
    column = scale([381_000, 200_000, 47_600, None], "record")
    assert [column.write(value, places=column.places) for value in (381_000, 200_000, 47_600)] == [
        "38.10",
        "20.00",
        "4.76",
    ]
    assert scale([381_000, 210_000], "record").places == 0
    assert column.write(27, places=2) == "<0.01"


def test_unknown_is_a_dash() -> None:
    assert scale([1], "record").write(None) == "—"


def test_the_axis_of_the_picture() -> None:
    values = [17_020_000, 21_460_000]
    assert axis(values, scale(values, "record")).texts == ("0", "800", "1,600", "2,400")


def test_a_level_may_be_cut() -> None:
    values = [594_300_000, 601_910_000]
    lines = axis(values, scale(values, "record"), zero=False)
    assert lines.low > 590_000_000
    assert len(set(lines.texts)) == len(lines.texts)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**10)), max_size=13), st.booleans())
def test_at_most_four_lines_around_all_values(values: list[int | None], zero: bool) -> None:
    lines = axis(values, scale(values, "record"), zero=zero)
    known = [value for value in values if value is not None] or [0]
    assert 2 <= len(lines.ticks) <= 4
    assert lines.low <= min(known)
    assert max(known) <= lines.high + 1e-6 * abs(lines.high)
    assert all(0 <= lines.at(value) <= 100 for value in known)
    assert len(set(lines.texts)) == len(lines.texts)
