"""One number as a mark: what is read, and what is known about it."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.board.records import Point, Row
from cockpit.marks.figure import cell, kpi, number, point, written
from cockpit.metrics.number import Note, Number, unknown
from cockpit.units import Text

DAY = date(2020, 9, 30)
EXCHANGED = Number(21_460_000, "record", DAY, "demo", previous=20_280_000, change=1_180_000, change_provenance="demo")
POVERTY = Number(60_000_000, "record", DAY, "published", qualifier="约", published=60_000_000)
CREDIT = Number(37_320_000, "record", DAY, "published", qualifier="多", published=37_320_000)
LIBRARIES = Number(601_910_000, "record", DAY, "published", qualifier="多", published=600_000_000)


def test_a_number_carries_all_that_is_known_about_it() -> None:
    mark = number("sharing.scenario_volume", POVERTY, "zh", member="scenarios:poverty")
    assert mark.text == "约6,000万"
    assert dict(mark.attributes) == {
        "class": "number",
        "title": "60,000,000条",
        "data-metric": "sharing.scenario_volume",
        "data-value": "60000000",
        "data-as-of": "2020-09-30",
        "data-unit": "record",
        "data-provenance": "published",
        "data-qualifier": "约",
        "data-member": "scenarios:poverty",
    }


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (POVERTY, "约6,000万", "~60M"),
        (CREDIT, "3,732+万", "37.32M+"),
        (LIBRARIES, "6.02亿", "602M"),
        (Number(687, "interface"), "687", "687"),
        (Number(0.9417, "share"), "94.2%", "94.2%"),
        (Number(7_632_010_974, "byte"), "7.6 GB", "7.6 GB"),
    ],
)
def test_a_number_in_a_list(given: Number, zh: str, en: str) -> None:
    assert number("m", given, "zh").text == zh
    assert number("m", given, "en").text == en


def test_with_what_is_counted() -> None:
    assert number("m", Number(15, "item"), "zh", unit=True).text == "15项"
    assert number("m", Number(15, "item"), "en", unit=True).text == "15 items"
    assert number("m", Number(1, "item"), "en", unit=True).text == "1 item"


def test_in_a_sentence_the_published_word_stands() -> None:
    mark = number("volumes.records", LIBRARIES, "zh", part="published", sentence=True)
    assert mark.text == "6亿多"
    assert mark.attributes["data-value"] == "600000000"
    assert mark.attributes["data-part"] == "published"
    assert number("m", LIBRARIES, "en", part="published", sentence=True).text == "more than 600M"


def test_a_change_has_its_sign_its_part_and_its_own_provenance() -> None:
    mark = number("sharing.records", EXCHANGED, "zh", part="change")
    assert mark.text == "+118万"
    assert mark.attributes["data-value"] == "1180000"
    assert mark.attributes["data-part"] == "change"
    assert number("sharing.records", EXCHANGED, "en", part="change").text == "+1.18M"
    assert number("sharing.records", EXCHANGED, "zh", part="previous").text == "2,028万"
    assert number("m", Number(3, "item", change=0), "zh", part="change").text == "持平"


@pytest.mark.parametrize(
    ("note", "zh", "en"),
    [
        (Note.NOT_PUBLISHED, "未公布", "not published"),
        (Note.NO_DATA, "无数据", "no data"),
        (Note.NOT_SPLIT, "未分列", "not split"),
        (Note.NOT_CONNECTED, "待接入", "not connected"),
        (Note.BUILDING, "在建", "under way"),
    ],
)
def test_what_is_not_known_is_a_word_and_has_no_value(note: str, zh: str, en: str) -> None:
    mark = number("m", unknown("item", note), "zh", unit=True)
    assert mark.text == zh
    assert "data-value" not in mark.attributes
    assert mark.attributes["data-note"] == note
    assert number("m", unknown("item", note), "en", unit=True).text == en


def test_a_number_without_any_reason_is_no_data() -> None:
    assert number("m", Number(None, "item"), "zh").text == "无数据"
    assert number("m", EXCHANGED, "zh", part="published").text == "无数据"


def test_the_number_of_a_block_has_a_small_unit_and_keeps_its_qualifier() -> None:
    html = kpi("sharing.scenario_volume", POVERTY, "zh", class_="big").to_html()
    assert '<span class="about">约</span>6,000<small>万条</small>' in html
    html = kpi("sharing.scenario_volume", CREDIT, "zh").to_html()
    assert '3,732<span class="plus">+</span><small>万条</small>' in html


@pytest.mark.parametrize(
    ("given", "unit", "language", "text"),
    [
        (LIBRARIES, None, "zh", "6.02亿条"),
        (LIBRARIES, "", "zh", "6.02亿"),
        (LIBRARIES, None, "en", "602million"),
        (Number(120, "unit"), None, "zh", "120个单位"),
        (Number(120, "unit"), "个", "zh", "120个"),
        (Number(0.874, "share"), None, "zh", "87.4%"),
        (unknown("record", Note.NO_DATA), None, "zh", "无数据"),
    ],
)
def test_the_unit_of_a_block(given: Number, unit: str | None, language: str, text: str) -> None:
    assert kpi("m", given, language, unit=unit).text == text


def test_a_step_of_a_course_names_its_place() -> None:
    mark = point("meetings.held", Point(DAY, 6, "demo"), "meeting", "zh", index=11)
    assert mark.text == "6"
    assert mark.attributes["data-part"] == "course:11"
    assert mark.attributes["data-as-of"] == "2020-09-30"


def test_a_row_without_the_number_does_not_know_it() -> None:
    row = Row("a", Text("甲", "A"), Text("甲", "A"))
    assert cell(row, "opening.datasets", "dataset") == unknown("dataset", Note.NO_DATA)
    assert written(cell(row, "opening.datasets"), "en") == "no data"


def test_all_digits_only_where_the_mark_shows_fewer() -> None:
    assert number("m", LIBRARIES, "en").attributes["title"] == "601,910,000 records"
    assert "title" not in number("m", Number(59_690, "resource"), "zh").attributes
    assert "title" not in number("m", Number(9_999, "record"), "zh").attributes


def test_a_long_number_of_a_block_is_a_size_smaller() -> None:
    assert kpi("m", Number(1_033_000_000, "record"), "zh").attributes["class"] == "number kpi"
    assert kpi("m", Number(59_690, "resource"), "zh").attributes["class"] == "number kpi long"
