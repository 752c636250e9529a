"""Files hold what the page shows: every number of every page read back from its sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.board.scope import Scope
from cockpit.marks.sheet import Amount, Sheet
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import desk, sheets, shown
from cockpit.screens.opened import Opened
from tests import handmade
from tests.web.living import TRUSTED

ZH, EN = View("desktop"), View("desktop", language="en")
BOARD = handmade.board()


def made(page: str, view: View = ZH, panel: str | None = None, board=BOARD) -> dict[str, Sheet]:
    drawn = desk.draw(board, page, view)
    return {one.name: one for one in sheets.sheets(board, drawn, view, panel=panel, link="http://x/desk")}


def amounts(sheet: Sheet) -> set[tuple[int | float, str]]:
    return {(cell.value, cell.unit) for row in sheet.rows for cell in row if isinstance(cell, Amount)}


@pytest.mark.parametrize("view", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("page", desk.PAGES)
def test_every_number_of_a_page_stands_in_its_file(page: str, view: View) -> None:
    drawn = desk.draw(BOARD, page, view)
    every = made(page, view)[view.say("全部数字", "numbers")]
    metric, value, code = (
        [view.tell(one) for one in sheets.NUMBERS].index(view.say(zh, en))
        for zh, en in (("指标", "metric"), ("数值", "value"), ("代码", "code"))
    )
    found = {(row[metric], row[code], getattr(row[value], "value", None)) for row in every.rows}
    on_page = {
        (one.metric, one.member, one.value) for panel in shown.panels(drawn).values() for one in shown.numbers(panel)
    }
    assert found == on_page
    assert len(every.rows) > 5


@pytest.mark.parametrize("page", desk.PAGES)
def test_a_panels_table_has_every_row_that_is_shown(page: str) -> None:
    drawn = desk.draw(BOARD, page, ZH)
    for name, panel in shown.panels(drawn).items():
        if len(shown.tables(panel)) == 1:
            sheet = sheets.one(BOARD, drawn, ZH, panel=name)
            assert len(sheet.rows) == len(list(shown.rows(shown.tables(panel)[0]))) - 1, name
            assert amounts(sheet) or not shown.numbers(shown.tables(panel)[0]), name


def test_a_table_is_exact_says_its_unit_and_keeps_the_qualifier() -> None:
    sheet = sheets.one(BOARD, desk.draw(BOARD, "sharing", ZH), ZH, panel="scenario_table")
    assert sheet.columns == (
        "状态", "场景", "提供方", "数据项（项）", "公布量（条）", "近7天（条）", "时效", "性质", "限定词",
    )  # fmt: skip
    first = sheet.rows[0]
    assert first[:3] == ("已共享", "精准扶贫 扶贫办", "15个部门")
    assert first[4:6] == (Amount(60_000_000, "record"), Amount(4_860_000, "record"))
    assert first[7:] == ("公布、演示", "公布量 约")


def test_what_is_not_published_is_a_word_and_never_a_number() -> None:
    sheet = sheets.one(BOARD, desk.draw(BOARD, "sharing", ZH), ZH, panel="scenario_table")
    assert sheet.rows[2][3] == "未公布"


def test_the_first_sheet_says_what_the_file_is() -> None:
    board = replace(BOARD, scope=Scope("linyi", unit="rsj", scenario="poverty"))
    about = dict(made("sharing", board=board, panel="scenario_table")["说明"].rows)
    assert about["面板"] == "应用场景"
    assert (about["单位"], about["场景"]) == ("市人社局", "精准扶贫")
    assert (about["数据截至"], about["看板编号"]) == (board.as_of, board.id)
    assert (about["口径版本"], about["链接"]) == (board.definition_version, "http://x/desk")
    assert about["演示"] == "性质为“演示”的数是演示数据。"


def test_an_old_board_says_so_in_its_file() -> None:
    assert dict(made("sharing", board=handmade.database_lost())["说明"].rows)["注意"]


def test_every_metric_of_a_file_is_defined_in_it() -> None:
    file = made("overview", EN)
    metric = [one.en for one in sheets.NUMBERS].index("metric")
    shown_here = {row[metric] for row in file["numbers"].rows}
    assert {row[0] for row in file["definitions"].rows} == shown_here & set(BOARD.definitions)


def test_a_panel_without_a_heading_is_called_what_it_is() -> None:
    rows = made("sharing")["全部数字"].rows
    assert rows[0][0] == PANELS["kpis_sharing"].title.zh


def test_a_change_is_signed_and_a_published_total_is_as_it_was_spoken() -> None:
    numbers = {(row[10], row[3]): row[5] for row in made("overview")["全部数字"].rows if row[11] is None}
    assert numbers["sharing.records", "变化"] == "+118万"
    assert numbers["volumes.records", "公布数"] == "6亿多"


def test_what_is_counted_for_a_list_is_a_number_in_its_file_too() -> None:
    drawn = desk.draw(BOARD, "trust", ZH, opened=Opened(trusted=TRUSTED))
    files = {name: sheets.one(BOARD, drawn, ZH, panel=f"trust_{name}") for name in ("takers", "unused", "returned")}
    assert files["takers"].rows == (("人社", 41),)
    assert files["unused"].rows[1] == ("人社 开放网 · 卫生", "13周内没有", 2)
    assert files["returned"].rows == (("2020-09-30", 15, 2_980_000),)
    history = sheets.one(BOARD, drawn, ZH, panel="trust_history")
    assert history.rows[3][:2] == ("共享挂接资源（个）", 90)
