"""Tiles, week columns, the hour strip, lines and ribbons: each says in words what it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from cockpit.board.records import Point, Row
from cockpit.marks.element import Element
from cockpit.marks.hours import busiest, hours, moment
from cockpit.marks.ribbons import NAMED, PITCH, STACK, fold, place, ribbons, spread
from cockpit.marks.short_names import brief, concise, soft, tile
from cockpit.marks.sparkline import course
from cockpit.marks.tiles import tiles
from cockpit.marks.weekly_bars import columns
from cockpit.metrics.coverage import Coverage
from cockpit.metrics.number import Number
from cockpit.units import Text
from tests import handmade

DAY = date(2020, 9, 30)


def weeks(*values: float | None) -> list[Point]:
    last = len(values) - 1
    return [Point(DAY - timedelta(days=7 * (last - i)), value, "demo") for i, value in enumerate(values)]


def row(code: str, records: int | None, **attributes: object) -> Row:
    number = Number(records, "record", DAY, "demo", note="no_data")
    return Row(code, Text(code, code), Text(code, code), {"sharing.records": number}, attributes)


def styles(element: Element, class_: str) -> list[str]:
    return [one.attributes["style"] for one in element if class_ in one.attributes.get("class", "").split()]


def test_tiles_stand_where_the_city_put_them() -> None:
    drawn = tiles(handmade.COUNTIES, "opening.datasets", "zh", table="counties", label="县区")
    first = drawn.children[0]
    assert isinstance(first, Element)
    assert first.text == "蒙阴63"
    assert first.attributes == {"class": "bin-2", "style": "grid-row:1;grid-column:2", "title": "蒙阴县"}
    assert drawn.attributes["style"] == "--across:5;--down:4"
    assert drawn.attributes["aria-label"].startswith("县区: 蒙阴 63; 沂南 88; ")


def test_a_tile_that_knows_nothing_is_outlined_and_says_why() -> None:
    drawn = tiles(handmade.nothing().rows("counties"), "opening.datasets", "zh", table="c", label="县")
    html = drawn.to_html()
    assert 'class="bin-0"' in html
    assert 'title="无数据"' in html
    assert "—" in html


def test_tiles_of_a_city_without_places_are_an_empty_map() -> None:
    drawn = tiles([row("a", 5)], "sharing.records", "zh", table="c", label="县区")
    assert drawn.children == ()
    assert drawn.attributes["aria-label"] == "县区"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lanshan District", "Lan-shan"),
        ("Luozhuang District", "Luo-zhuang"),
        ("Junan County", "Junan"),
        ("High-Tech Industrial Development Zone", "High-Tech"),
        ("Economic and Technological Development Zone", "ETDZ"),
        ("Economic District", "Economic"),
    ],
)
def test_english_names_fit_a_tile(name: str, shown: str) -> None:
    county = Row("c", Text("兰山", name), Text("兰山", name))
    assert tile(county, "en", most=9).replace("\u00ad", "-") == shown
    assert tile(county, "zh", most=9) == "兰山"


def test_english_names_lose_their_general_words_first() -> None:
    assert brief(Text("", "Human Resources and Social Security Bureau"), most=18) == "Human Resources"
    assert brief(Text("", "Health Commission"), most=18) == "Health Commission"
    assert brief(Text("", "Market Regulation Bureau"), most=18) == "Market Regulation"
    assert brief(Text("", "Incomprehensibilities"), most=5) == "Inco…"


def test_chinese_names_lose_their_city_first_and_end_in_an_ellipsis() -> None:
    assert concise("临沂市卫生健康委员会", most=20) == "临沂市卫生健康委员会"
    assert concise("临沂市卫生健康委员会", most=18) == "市卫生健康委员会"
    assert concise("临沂市人民政府国有资产监督管理委员会", most=14) == "市人民政府国…"
    assert concise("爱山东APP", most=9) == "爱山东APP"
    assert soft("Xyz-abc") == "Xyz-abc"


def test_short_values_stand_over_every_column() -> None:
    drawn = columns("meetings.held", weeks(2, 3, 6), "meeting", "zh", label="每周会议")
    assert drawn is not None
    assert [one.text for one in drawn if one.tag == "b"] == ["2", "3", "6"]
    assert [one.attributes["style"] for one in drawn if one.tag == "i"] == ["--h:0.3333", "--h:0.5000", "--h:1.0000"]
    assert drawn.text.endswith("09-1609-30")
    assert 'aria-label="每周会议: 09-16 2, 09-23 3, 09-30 6"' in drawn.to_html()


def test_long_values_are_first_highest_and_last_and_clear_their_neighbours() -> None:
    drawn = columns("opening.downloads", weeks(800, 1000, 900, 2000, 900, 900, 1500), "download", "zh", label="下载")
    assert drawn is not None
    shown = [one for one in drawn if one.tag == "b"]
    assert [one.text for one in shown] == ["800", "2,000", "1,500"]
    assert shown[0].attributes["style"] == "bottom:calc(125.0% + .2em)"
    assert [one.attributes.get("class") for one in drawn if one.tag == "i"][0::6] == ["begin", "emphasis end"]


def test_a_row_of_columns_is_written_in_one_unit() -> None:
    drawn = columns("opening.downloads", weeks(8_140, 12_480), "download", "zh", label="下载")
    assert drawn is not None
    assert [one.text for one in drawn if one.tag == "b"] == ["12,480"]
    large = columns("opening.downloads", weeks(1_200_000, 990_000), "download", "zh", label="下载")
    assert large is not None
    assert [one.text for one in large if one.tag == "b"] == ["99万"]


def test_an_unknown_week_has_no_column_and_says_so() -> None:
    drawn = columns("meetings.held", weeks(None, 0, 3), "meeting", "zh", label="会议")
    assert drawn is not None
    assert "09-16 无数据" in drawn.to_html()
    assert columns("meetings.held", weeks(None, None), "meeting", "zh", label="会议") is None
    assert columns("meetings.held", [], "meeting", "zh", label="会议") is None
    assert columns("meetings.held", weeks(0, 0), "meeting", "zh", label="会议") is not None


def test_the_hour_strip_counts_in_every_cell() -> None:
    drawn = hours(handmade.MEETING_HOURS, "meetings.held", "zh", table="meeting_hours", label="开始时刻")
    assert drawn.attributes["style"] == "--hours:11"
    cells = [one for one in drawn if one.tag == "i"]
    assert len(cells) == 7 * 11
    assert [one.attributes.get("class") for one in cells[11:14]] == [None, "bin-4", "bin-2"]
    assert sum(int(one.text or 0) for one in cells) == 44
    assert "周三9时 4" in drawn.attributes["aria-label"]


def test_an_early_meeting_gets_its_hour() -> None:
    early = Row("1-6", Text("", ""), Text("", ""), {"m": Number(2, "meeting")}, {"weekday": 1, "hour": 6})
    assert hours([early], "m", "zh", table="t", label="").attributes["style"] == "--hours:13"
    assert hours([], "m", "zh", table="t", label="空").attributes["aria-label"] == "空"


def test_the_busiest_hour_is_named_only_where_it_stands_out() -> None:
    top = busiest(handmade.MEETING_HOURS, "meetings.held")
    assert top is not None
    assert (moment(top, "zh"), moment(top, "en")) == ("周三9时", "Wed 9:00")
    assert busiest([one for one in handmade.MEETING_HOURS if one.code != "3-9"], "meetings.held") is None
    assert busiest([], "meetings.held") is None


def test_a_line_is_cut_at_its_ends_and_keeps_its_thickness() -> None:
    drawn = course((0, 5, 10), label="三步")
    assert drawn is not None
    line = styles(drawn, "line")[0]
    assert line == (
        "clip-path:polygon("
        "0.0% calc(96.0% - var(--half)),50.0% calc(52.0% - var(--half)),100.0% calc(8.0% - var(--half)),"
        "100.0% calc(8.0% + var(--half)),50.0% calc(52.0% + var(--half)),0.0% calc(96.0% + var(--half)))"
    )
    assert styles(drawn, "point") == ["left:100.0%;top:8.0%"]


def test_a_line_needs_two_known_steps() -> None:
    assert course((None, 3, None), label="") is None
    assert course((), label="") is None
    flat = course((4, None, 4), label="")
    assert flat is not None
    assert styles(flat, "point") == ["left:100.0%;top:52.0%"]


def test_both_sides_of_the_flow_add_up_to_the_platform() -> None:
    rows = [row(str(i), value) for i, value in enumerate((512, 468, 386, 274, 232, 274))]
    shares = [(one["sharing.records"].value or 0) / 2146 for one in rows]
    ends = place(rows, shares, pitch=PITCH)
    assert sum(end.height for end in ends) == pytest.approx(STACK)
    assert ends[0].top == 0
    assert ends[-1].top + ends[-1].height == pytest.approx(100)
    assert ends[0].inner == pytest.approx(50 - STACK / 2)


def test_labels_of_many_small_ends_never_collide() -> None:
    apart = spread([50, 50.5, 51, 51.5, 97], 14)
    assert all(after - before >= 14 - 1e-9 for before, after in pairwise(apart))
    assert apart[-1] <= 98
    assert spread([10, 40], 14) == [10, 40]
    assert spread([], 14) == []


def test_what_is_not_named_becomes_one_end() -> None:
    rows = handmade.side("providers")
    folded = fold(rows, "sharing.records", counted=True)
    assert len(folded) == NAMED + 1
    assert folded[-1].short.zh == "其他29个部门"
    assert folded[-1]["sharing.records"].value == 2_740_000
    assert fold(rows[:6], "sharing.records") == list(rows[:6])
    assert fold([row("a", None), row("b", 0)], "sharing.records") == []


def test_the_flow_of_the_picture() -> None:
    drawn = ribbons(
        fold(handmade.side("providers"), "sharing.records", counted=True),
        fold(handmade.side("consumers"), "sharing.records"),
        "sharing.records",
        "zh",
        platform="平台",
        label="谁供谁用",
    )
    assert drawn is not None
    labels = [one.text for one in drawn if "label" in one.attributes.get("class", "").split()]
    assert labels[:6] == [
        "市人社局512万",
        "市公安局468万",
        "市市场监管局386万",
        "市民政局274万",
        "市卫健委232万",
        "其他29个部门274万",
    ]
    assert labels[6:] == [
        "市医保局568万",
        "市扶贫办486万",
        "市教育局372万",
        "县区平台338万",
        "市残联176万",
        "其他部门206万",
    ]
    assert len(styles(drawn, "ribbon")) == 12
    assert all(re.fullmatch(r"clip-path:polygon\([\d.%, -]+\)", one) for one in styles(drawn, "ribbon"))
    assert drawn.attributes["aria-label"].startswith("谁供谁用: 市人社局 512万, ")


def test_one_provider_and_one_consumer_are_a_flow_too() -> None:
    drawn = ribbons([row("a", 5)], [row("b", 5)], "sharing.records", "zh", platform="平台", label="流")
    assert drawn is not None
    assert len(styles(drawn, "cap")) == 2
    assert ribbons([row("a", 5)], [], "sharing.records", "zh", platform="平台", label="流") is None


def part_week(points: list[Point]) -> list[Point]:
    """The last week has five of its seven days."""
    missing = ((DAY - timedelta(days=1), DAY),)
    return [*points[:-1], replace(points[-1], coverage=Coverage(due=7, there=5, missing=missing))]


def test_a_tile_of_a_member_whose_row_is_owed_has_the_sign_of_that_before_its_name() -> None:
    drawn = tiles(
        handmade.COUNTIES,
        "opening.datasets",
        "zh",
        table="counties",
        label="县区",
        stopped=lambda one: one.code == handmade.COUNTIES[0].code,
    )
    signs = [one for one in drawn if one.attributes.get("class") == "signal"]
    assert [one.attributes["aria-label"] for one in signs] == ["停更"]


def test_the_last_week_says_how_many_of_its_days_are_there_and_its_number_stands_over_its_neighbours() -> None:
    drawn = columns("opening.downloads", part_week(weeks(2080, 2100, 2130, 2130, 1605)), "item", "zh", label="每周")
    assert drawn is not None
    last = [one for one in drawn if one.tag == "i"][-1]
    assert "partial" in last.attributes["class"]
    number = next(one for one in last if one.tag == "b")
    assert number.attributes["style"] == f"bottom:calc({2130 / 1605:.1%} + .2em)"
    assert [one.text for one in drawn if one.tag == "span" and "5/7天" in one.text] == ["09-30  5/7天"]
