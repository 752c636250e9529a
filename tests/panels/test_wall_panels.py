"""What the panels of the wall say about the board of the pictures, word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.board.board import Board, Row, Stale
from cockpit.board.scope import Scope
from cockpit.marks.element import Element
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.units import Text
from tests import handmade

WALL = View("wall")


def drawn(name: str, board: Board | None = None, view: View = WALL) -> Element:
    return PANELS[name].drawn(board or handmade.board(), view)


def found(element: Element, class_: str) -> list[Element]:
    return [one for one in element if class_ in one.attributes.get("class", "").split()]


def text(element: Element, class_: str) -> str:
    return found(element, class_)[0].text


@pytest.mark.parametrize(
    ("panel", "number", "line"),
    [
        ("volumes_area", "6.02亿条", "五库合计，公布口径“6亿多”"),
        ("sharing_area", "2,146万条", "较前7天 +118万"),
        ("opening_area", "1,914个", "县区分布未公布，下图为演示"),
        ("meetings_area", "120个单位", "15县区、开发区＋105市级单位"),
    ],
)
def test_an_area_is_a_number_and_one_line(panel: str, number: str, line: str) -> None:
    area = drawn(panel)
    assert text(area, "kpi") == number
    assert text(area, "subtitle") == line


def test_only_the_incomplete_library_has_a_colour() -> None:
    area = drawn("volumes_area")
    assert [row.text for row in found(area, "strong")] == ["电子证照库1,850万29/69"]
    roles = [one.attributes.get("data-k") for one in found(area, "bar")]
    assert roles == ["done", "done", "warn", "none", "done", "none"]


def test_what_is_not_published_is_a_word() -> None:
    rows = [one.text for one in drawn("volumes_area") if one.tag == "li"]
    assert rows[3] == "公共信用库2,795万未公布/101"
    assert rows[5] == "空间地理库在建"
    assert rows[6] == "省级回流298万15项"


def test_scenarios_stand_alone_with_state_and_qualifier() -> None:
    rows = [one.text for one in drawn("sharing_area") if one.tag == "li"]
    assert rows[:5] == [
        "精准扶贫已共享约6,000万",
        "市残联已共享约1,000万",
        "一窗受理已共享约400+万",
        "信用临沂对接中3,732+万",
        "市纪委需求2,000+万",
    ]
    assert "133" not in drawn("scenarios").text  # never added up


def test_the_difference_is_shown_and_not_smoothed() -> None:
    rows = [one.text for one in drawn("sharing_area") if one.tag == "li"]
    assert rows[5:] == ["挂接资源分项合计59,56659,690", "差额待核对0.21%124"]
    ledger = [one.text for one in drawn("supply") if one.tag == "li"]
    assert ledger[3:] == ["分项合计59,566", "公布总数59,690", "差额待核对0.21%124"]


def test_what_agrees_is_shown_as_agreed() -> None:
    assert "分项合计与公布总数一致120" in drawn("connected_units").text
    assert "合计与公布数一致" in drawn("open_datasets").text


def test_a_block_of_demo_numbers_is_dashed_and_says_so() -> None:
    flow, supply = drawn("platform_flow"), drawn("supply")
    assert flow.attributes["data-origin"] == "demo"
    assert text(flow, "demo") == "演示数据"
    assert "data-origin" not in supply.attributes
    assert text(supply, "fresh") == "09-30"


def test_a_block_with_something_real_keeps_its_solid_line() -> None:
    area = drawn("sharing_area")
    assert "data-origin" not in area.attributes
    assert text(area, "demo") == "演示数据"


def test_where_a_city_measures_everything_the_badges_vanish() -> None:
    board = handmade.all_measured()
    for name in ("sharing_area", "opening_area", "meetings_area", "platform_flow", "base_libraries", "room_states"):
        area = drawn(name, board)
        assert not found(area, "demo"), name
        assert not found(area, "demo-zone"), name
        assert text(area, "fresh") == "09-30", name


def test_a_source_that_is_read_and_brings_nothing_new_is_not_called_disconnected() -> None:
    lost = handmade.source_lost()
    aged = replace(lost, sources=tuple(replace(one, failure=None) for one in lost.sources))
    area = drawn("sharing_area", aged)
    assert (text(area, "was"), text(area, "is-critical")) == ("2,146万条", "没有新数据，为最近一次数据")
    silent = aged.mark_stale(Stale(handmade.CLOCK, Text("数据库无应答", "the database does not answer")))
    assert text(drawn("sharing_area", silent), "is-critical") == "源库连接中断，为最近一次数据"


def test_the_goal_is_the_target_that_falls_due_next_and_none_that_is_past() -> None:
    board = handmade.board()
    first = board.rows("targets")[0]

    def due(code: str, days: int) -> Row:
        left = replace(first.numbers["targets.days_left"], value=days)
        return replace(first, code=code, numbers={**first.numbers, "targets.days_left": left})

    def meant(*rows: Row) -> str:
        goal = drawn("goal", replace(board, tables={**board.tables, "targets": rows}))
        return next(one.attributes["data-member"] for one in goal if "data-member" in one.attributes)

    assert meant(due("past", -3), due("later", 40), due("today", 0)) == "targets:today"
    assert meant(due("past", -3), due("later", 40)) == "targets:later"
    assert meant(due("past", -3)) == "targets:past"


def test_a_lost_source_leaves_its_last_number_in_grey_and_a_line_in_red() -> None:
    area = drawn("sharing_area", handmade.source_lost())
    assert text(area, "was") == "2,146万条"
    assert text(area, "is-critical") == "源库连接中断，为最近一次数据"
    assert [one.text for one in found(area, "fresh")] == ["09-27 18:00"]
    assert found(area, "fresh")[0].attributes["data-f"] == "broken"
    assert text(area, "demo") == "演示数据"


def test_published_numbers_stay_lit_when_the_database_is_lost() -> None:
    board = handmade.database_lost()
    assert not found(drawn("volumes_area", board), "was")
    assert found(drawn("sharing_area", board), "was")


def test_a_late_source_says_how_late() -> None:
    late = tuple(
        replace(one, state="late", overdue_hours=2) if one.code == "platform" else one for one in handmade.SOURCES
    )
    area = drawn("sharing_area", replace(handmade.board(), sources=late))
    assert text(area, "fresh") == "延迟 2 小时"
    assert not found(area, "was")


def test_another_period_is_named() -> None:
    month = replace(handmade.board(), scope=Scope("linyi", period="month"))
    assert "近30天交换" in drawn("sharing_area", month).text
    assert "较前30天 +118万" in drawn("platform_flow", month).text


def test_the_base_libraries_row_by_row() -> None:
    rows = [one.text for one in drawn("base_libraries") if one.tag == "li"]
    assert rows[0] == "人口库4.98亿85/85100%14+412万"
    assert rows[2] == "电子证照库1,850万29/69差40项42%17+186万"
    assert rows[3] == "公共信用库2,795万已入库未公布编目10113+74万"
    assert rows[5] == "空间地理库在建—"
    assert rows[6] == "五库合计6.02亿243/28386%公共信用库101项未计34去重+761万"


def test_departments_are_counted_once_and_say_what_adding_would_give() -> None:
    assert drawn("contributing_departments").text == "供数部门去重09-3034个五库分别相加为73，含重复"


def test_what_the_province_returned_is_outside_the_libraries() -> None:
    assert drawn("provincial_returns").text == "省级回流15项09-30298万条省级下发，不计入五库6.02亿"


def test_thematic_libraries_are_squares() -> None:
    block = drawn("thematic_libraries")
    assert len(found(block, "chosen")) == 2
    assert found(block, "cells")[0].attributes["aria-label"] == "12个专题库，2个已动工"
    assert text(block, "side-note") == "2个在建生态环境、市场监管"


def test_who_provides_a_scenario_is_counted_named_or_not_published() -> None:
    said = [one.text for one in found(drawn("scenarios"), "byline")][1:]
    assert said == ["15个部门，41项", "人社、民政", "提供方未公布", "约130+项", "外部信息查询"]


def test_the_goal_waits_for_its_number() -> None:
    goal = drawn("goal")
    assert goal.text == "爱山东APP 上线目标距 11-30200+项61天已上线数待接入"
    assert found(goal, "bar")[0].attributes["data-k"] == "none"


def test_the_goal_with_its_number() -> None:
    row = handmade.TARGETS[0]
    numbers = {
        **row.numbers,
        "targets.current": Number(63, "item", handmade.DAY, "measured"),
        "targets.attainment": Number(0.315, "share", handmade.DAY, "measured"),
    }
    board = replace(handmade.board(), tables={**handmade.TABLES, "targets": (replace(row, numbers=numbers),)})
    goal = drawn("goal", board)
    assert text(goal, "reached") == "已上线 63项"
    assert found(goal, "bar")[0].attributes["style"] == "--w:31.50%"


def test_without_a_target_nothing_is_promised() -> None:
    board = replace(handmade.board(), tables={**handmade.TABLES, "targets": ()})
    assert drawn("goal", board).text == "未设定到期目标"


def test_meetings_of_twelve_weeks_and_their_busiest_hour() -> None:
    assert "近12周44次；周三9时最多" in drawn("start_hours").text
    assert "last 12 weeks: 44 meetings; most on Wed 9:00" in drawn("start_hours", view=View("wall", "en")).text


def test_a_floor_stays_a_floor() -> None:
    served = drawn("meetings_served")
    assert text(served, "kpi") == "40+次"
    assert text(served, "side-note") == "公布为“40余次”，准确次数未公布"


def test_rooms_by_state() -> None:
    rooms = drawn("room_states")
    assert text(rooms, "side-kpi") == "113个在线"
    assert text(rooms, "keys") == "离线 5调试 2在线率 94.2%"
    assert found(rooms, "stack")[0].attributes["aria-label"] == "在线 113, 离线 5, 调试 2"


def test_the_rest_of_the_hosts_has_no_bar() -> None:
    rows = [one for one in drawn("meeting_hosts") if one.tag == "li"]
    assert rows[0].text == "市应急局9次"
    assert found(rows[0], "bar")[0].attributes["data-k"] == "hi"
    assert not found(rows[-1], "bar")


def test_updates_against_their_standing_target() -> None:
    block = drawn("updates_on_time")
    assert "目标95%" in drawn("updates_on_time", handmade.all_measured()).text
    assert found(block, "notch")[0].attributes["style"] == "left:95.0%"
    assert [row.text for row in found(block, "strong")] == ["临港经开区64.0%"]


def test_without_a_target_no_unit_is_an_exception() -> None:
    board = replace(handmade.board(), tables={**handmade.TABLES, "targets": ()})
    block = drawn("updates_on_time", board)
    assert not found(block, "strong")
    assert not found(block, "notch")


def test_a_county_tile_holds_datasets_and_updates() -> None:
    tiles = found(drawn("county_map"), "tiles")[0]
    assert tiles.children[0].text == "蒙阴63按期 92.1%"  # type: ignore[union-attr]
    assert len(tiles.children) == 15


def test_themes_are_the_largest_six() -> None:
    block = drawn("open_themes")
    assert "9类，列前6" in block.text
    assert next(one.text for one in block if one.tag == "li") == "社保民生318"


def test_downloads_are_compared_exactly() -> None:
    shown = [one.text for one in drawn("weekly_downloads") if one.tag == "b"]
    assert shown == ["8,140", "12,480"]


@pytest.mark.parametrize("name", ["platform_flow", "weekly_meetings", "open_themes", "county_map", "meeting_hosts"])
def test_an_empty_panel_says_so(name: str) -> None:
    assert "无数据" in drawn(name, handmade.empty()).text


@pytest.mark.parametrize(
    ("providers", "said"),
    [
        ("human resources", "human resources"),
        ("human resources, civil affairs", "human resources, etc."),
        ("Human Resources and Social Security Bureau", "Human Resources"),
    ],
)
def test_a_list_of_providers_that_has_no_room_says_that_it_goes_on(providers: str, said: str) -> None:
    board = handmade.board()
    row = next(one for one in board.rows("scenarios") if one["sharing.scenario_departments"].value is None)
    told = replace(row, attributes={**row.attributes, "note": {"zh": "人社、民政", "en": providers}})
    only = replace(board, tables={**board.tables, "scenarios": (told,)})
    shown = drawn("scenarios", only, View("wall", language="en"))
    assert [one.text for one in found(shown, "byline")][-1] == said
