"""Numbers as people read them, against literals."""

from datetime import date

import pytest

from cockpit.units import change, day, exact, figure, qualified, ratio, sentence, share


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (601_910_000, "record", None, "6.02亿", "602 million"),
        (498_000_000, "record", None, "4.98亿", "498 million"),
        (23_950_000, "record", None, "2,395万", "23.95 million"),
        (60_000_000, "record", "约", "约6,000万", "about 60 million"),
        (4_000_000, "record", "约…多", "约400+万", "about 4+ million"),
        (600_000_000, "record", "多", "6+亿", "600+ million"),
        (37_320_000, "record", "多", "3,732+万", "37.32+ million"),
        (1_000_000_000, "record", None, "10.00亿", "1 billion"),
        (99_999_999, "record", None, "1.00亿", "100 million"),
        (99_994_999, "record", None, "9,999万", "99.99 million"),
        (84_903, "call", None, "8.5万", "84,903"),
        (600_000, "record", None, "60万", "600,000"),
        (9_999, "record", None, "9,999", "9,999"),
        (0, "record", None, "0", "0"),
        (59_690, "resource", None, "59,690", "59,690"),
        (40, "meeting", "余", "40+", "40+"),
        (0.9417, "share", None, "94.2%", "94.2%"),
        (1.0, "share", None, "100%", "100%"),
        (1_500_000_000, "byte", None, "1.5 GB", "1.5 GB"),
        (83.4, "millisecond", None, "83.4", "83.4"),
        (8986.5, "millisecond", None, "8,987", "8,987"),
    ],
)
def test_a_number_is_written_in_its_units_style(value, unit, qualifier, zh, en):
    assert str(figure(value, unit, "zh", qualifier)) == zh
    assert str(figure(value, unit, "en", qualifier)) == en


def test_a_floor_is_never_rounded_up():
    assert str(figure(37_329_999, "record", "zh", "多")) == "3,732+万"


def test_a_sentence_uses_the_published_word():
    assert sentence(600_000_000, "record", "zh", "多") == "6亿多"
    assert sentence(600_000_000, "record", "en", "多") == "more than 600 million"
    assert sentence(40, "meeting", "zh", "余") == "40余"
    assert sentence(4_000_000, "record", "zh", "约…多") == "约400多万"
    assert sentence(4_000_000, "record", "en", "约…多") == "about 4 million or more"
    assert sentence(37_320_000, "record", "zh", "多") == "3,732万多"
    assert sentence(200, "item", "en", "以上") == "at least 200"
    assert sentence(60_000_000, "record", "zh", "约") == "约6,000万"
    assert sentence(34, "department", "zh") == "34"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (1_180_000, "record", "+118万", "+1.18 million"),
        (-3, "item", "−3", "−3"),
        (0, "item", "持平", "flat"),
        (0.038, "share", "+3.8 个百分点", "+3.8 pp"),
        (-0.0004, "share", "−0.04 个百分点", "−0.04 pp"),
        (-0.00002, "share", "−0.0020 个百分点", "−0.0020 pp"),
        (0.0000004, "share", "持平", "flat"),
    ],
)
def test_a_change_is_signed_with_a_true_minus(value, unit, zh, en):
    assert change(value, unit, "zh") == zh
    assert change(value, unit, "en") == en


def test_small_shares_keep_two_decimals():
    assert share(124 / 59_690) == "0.21%"
    assert share(0) == "0.0%"
    assert share(0.00004) == "<0.01%"
    assert share(0.42, places=0) == "42%"


def test_an_unknown_side_of_a_ratio_is_a_word():
    assert ratio(29, 69) == "29/69"
    assert ratio(None, 101) == "未公布/101"
    assert ratio(None, 101, "en") == "not published/101"


def test_data_values_are_plain_digits():
    assert exact(601_910_000) == "601910000"
    assert exact(0.941667) == "0.941667"
    assert exact(3.0) == "3"


def test_days_are_short_after_their_first_use():
    assert day(date(2020, 9, 30)) == "09-30"
    assert day("2020-09-30", short=False) == "2020-09-30"
    assert day(None) == ""


def test_yue_stands_before_the_digits_also_beside_the_plus():
    assert qualified("约") == ("约", "")
    assert qualified("约…余") == ("约", "+")
    assert qualified("余") == ("", "+")
    assert qualified(None) == ("", "")


def test_a_very_large_volume_keeps_its_width_and_drops_decimals() -> None:
    written = {value: str(figure(value, "record")) for value in (9_999_000_000, 12_345_000_000, 999_900_000_000)}
    assert list(written.values()) == ["99.99亿", "123.5亿", "9,999亿"]
    assert str(figure(999_900_000_000, "record", "en")) == "1,000 billion"


@pytest.mark.parametrize("unit", ["record", "item", "meeting", "dataset", "exchange", "minute", "library", "unit"])
def test_one_thing_is_one_thing_in_english(unit: str) -> None:
    one, two, less = (figure(value, unit, "en").unit for value in (1, 2, -1))
    assert one == less != two
    assert two == {"library": "libraries"}.get(unit, f"{unit}s")
