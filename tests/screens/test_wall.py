"""The wall's scenes, whole."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from cockpit.board.board import Board, Stale
from cockpit.calendar import SHANGHAI
from cockpit.errors import NameUnknown
from cockpit.marks.element import Element
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.units import Text, exact
from tests import handmade, oracle

AWAY = Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), Text("数据库无应答", "the database does not answer"))
WALL = View("wall", theme="dark")
ENGLISH = View("wall", language="en", theme="dark", query="as_of=2020-09-30&lang=en")
BOARDS = {
    "pictures": handmade.board(),
    "nothing": handmade.nothing(),
    "empty": handmade.empty(),
    "all demo": handmade.all_demo(),
    "source lost": handmade.source_lost(),
    "database lost": handmade.database_lost(),
}


def found(element: Element, class_: str) -> list[Element]:
    return [one for one in element if class_ in one.attributes.get("class", "").split()]


@pytest.mark.parametrize("scene", wall.NAMES)
@pytest.mark.parametrize("view", [WALL, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("name", BOARDS)
def test_every_scene_stands_whatever_is_known(scene: str, view: View, name: str) -> None:
    drawn = wall.draw(BOARDS[name], scene, view)
    assert drawn.tag == "main"
    assert not found(drawn, "panel-broken")
    assert not re.search(r"\b(None|nan)\b", drawn.text)


@pytest.mark.parametrize("scene", wall.NAMES)
@pytest.mark.parametrize("name", BOARDS)
def test_every_number_of_a_scene_is_the_boards(scene: str, name: str) -> None:
    board: Board = BOARDS[name]
    for mark in oracle.marks(wall.draw(board, scene, WALL)):
        value = oracle.value(board, mark)
        assert mark.get("data-value") == (None if value is None else exact(value)), dict(mark)


@pytest.mark.parametrize("scene", wall.SCENES, ids=lambda scene: scene.name)
def test_the_four_columns_are_filled_once(scene: wall.Scene) -> None:
    columns = [column for section in scene.sections for column in range(section.column, section.column + section.span)]
    assert columns == [1, 2, 3, 4]
    names = [name for section in scene.sections for name in section.panels]
    assert all("wall" in PANELS[name].surfaces for name in names)


@pytest.mark.parametrize("scene", wall.NAMES)
def test_an_english_scene_has_no_chinese_in_it(scene: str) -> None:
    drawn = wall.draw(handmade.board(), scene, ENGLISH)
    hidden = [one.attributes.get(name, "") for one in drawn for name in ("title", "aria-label")]
    assert not re.search(r"[\u4e00-\u9fff]", drawn.text + "".join(hidden))


def test_the_overview_of_the_picture() -> None:
    drawn = wall.draw(handmade.board(), "overview", WALL)
    assert found(drawn, "phrase")[0].text == "6亿多条数据已归集，34个部门供数；电子证照库29/69项，还差40项。"
    assert next(one.text for one in drawn if one.tag == "em") == "还差40项。"
    assert [one.text for one in found(drawn, "kpi")] == ["6.02亿条", "2,146万条", "1,914个", "120个单位"]
    assert found(drawn, "as-of")[0].text == "数据截至 2020-09-30"
    assert [one.text for one in found(drawn, "source-line")] == ["来源：临沂市大数据局，2020-09-30 公布"] * 2


def test_links_keep_the_question_and_the_language() -> None:
    links = [one.attributes["href"] for one in wall.draw(handmade.board(), "sharing", ENGLISH) if one.tag == "a"]
    places = ("", "/volumes", "/sharing", "/opening", "/meetings", "/county")
    assert links == [f"/wall{rest}?as_of=2020-09-30&lang=en" for rest in places]
    plain = [one for one in wall.draw(handmade.board(), "sharing", WALL) if one.tag == "a"]
    assert [one.attributes["href"] for one in plain][:2] == ["/wall", "/wall/volumes"]
    assert [one.text for one in plain if one.attributes.get("aria-current") == "page"] == ["共享"]


def test_the_strip_has_three_lines_and_counts_the_rest() -> None:
    strip = found(wall.draw(handmade.source_lost(), "overview", WALL), "note")[0]
    lines = [one.text for one in strip if one.tag == "li"]
    assert lines == [
        "共享：数据截至 09-27 18:00，源库连接中断",
        "电子证照库尚有40项未入库",
        "资源总数与分项差124，待核对",
        "另有 1 项",
    ]


def test_each_scene_has_its_own_alerts() -> None:
    strip = found(wall.draw(handmade.board(), "meetings", WALL), "note")[0]
    assert [one.text for one in strip if one.tag == "li"] == [
        "准确会议次数未公布",
        "终端状态尚未接入，右侧虚线区为演示",
    ]


@pytest.mark.parametrize("scene", wall.NAMES)
def test_an_old_board_says_so_first(scene: str) -> None:
    strip = found(wall.draw(handmade.database_lost(), scene, WALL), "note")[0]
    assert next(one.text for one in strip if one.tag == "li") == "数据截至 09-30 18:20，交换库没有应答"


def test_an_old_board_names_what_was_late_behind_it_once() -> None:
    source = handmade.source_lost()
    board = source.mark_stale(AWAY)
    strip = found(wall.draw(board, "sharing", WALL), "note")[0]
    lines = [one.text for one in strip if one.tag == "li"]
    name = next(one.name.zh for one in source.sources if one.code == "platform")
    assert lines[0] == f"数据截至 09-30 18:20，数据库无应答；此前已延迟：{name}"
    assert [line for line in lines if "09-27 18:00" in line] == []


def test_an_old_board_greys_the_numbers_of_a_county_too() -> None:
    drawn = wall.draw(handmade.database_lost(), "county-371302", WALL)
    assert [one.attributes["class"] for one in drawn if "kpi" in one.attributes.get("class", "").split()] == [
        "number kpi was"
    ] * 4


def test_a_city_of_demo_numbers_says_so_beside_its_day() -> None:
    drawn = wall.draw(handmade.all_demo(), "overview", WALL)
    assert found(drawn, "as-of")[0].text == "全屏演示数据 数据截至 2020-09-30"
    assert found(drawn, "source-line")[0].text == "来源：临沂市大数据局"
    assert "全屏" not in wall.draw(handmade.nothing(), "overview", WALL).text


def test_a_scene_that_is_not_there() -> None:
    with pytest.raises(NameUnknown, match="no scene called 'weather'"):
        wall.draw(handmade.board(), "weather", WALL)


def test_each_county_has_a_scene_with_its_four_numbers_against_the_others() -> None:
    board = handmade.board()
    assert len(wall.names(board)) == 20 and "county-371302" in wall.names(board)
    drawn = wall.draw(board, "county-371302", WALL)
    assert drawn.attributes["class"] == "wall scene-county"
    assert [one.text for one in found(drawn, "kpi")] == ["1,278个", "33.8万条", "142个", "95.1%"]
    assert [one.text for one in found(drawn, "subtitle")] == ["15个县区中第1位"] * 4
    assert [one.attributes["style"] for one in found(drawn, "emphasis") if "grid" in one.attributes["style"]] == [
        "grid-row:2;grid-column:3"
    ]
    assert {one.text for one in found(drawn, "demo")} == {"演示数据"}
    assert wall.title_of(board, "county-371302", WALL) == "兰山区"


def test_a_notice_stands_on_the_scene_of_the_county_that_it_names() -> None:
    board = handmade.board()
    said = Text("2个单位停止报送开放数据", "2 units have stopped reporting")
    named = replace(board.notices[0], text=said, scenes=(), members=(("unit", "harbour"), ("unit", "tax")))
    other = replace(named, text=Text("临港在另一行中", "Lingang in another line"), members=(("library", "harbour"),))
    board = replace(board, notices=(named, other))
    assert [len(wall.notices(board, scene)) for scene in ("county-harbour", "county-371302", "opening")] == [1, 0, 0]
