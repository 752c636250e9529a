"""Files hold what the page shows: every number of every page read back from its sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cockpit.board.keys import RowKey
from cockpit.board.scope import Scope
from cockpit.board.week_notes import Restatement
from cockpit.marks.spreadsheet import Amount, Sheet
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS, Panel
from cockpit.panels.value import Figure
from cockpit.panels.view import LANGUAGES, View
from cockpit.screens import desk, page_file, page_sheets, value_sheet
from cockpit.screens.drawer_state import NOTHING, DrawerState
from cockpit.units import UNITS, Text
from tests import handmade
from tests.drawn import key, numbers, panels, tables
from tests.web.living import TRUSTED

ZH, EN = View("desktop"), View("desktop", language="en")
BOARD = handmade.board()


def made(page: str, view: View = ZH, panel: str | None = None, board=BOARD, opened=NOTHING) -> dict[str, Sheet]:
    found = page_file.sections(board, page, view, opened=opened)
    return {
        one.name: one for one in page_sheets.sheets(board, found, view, page=page, panel=panel, link="http://x/desk")
    }


def table(page: str, panel: str, view: View = ZH, board=BOARD, opened=NOTHING) -> Sheet:
    """Without what stands in each of its rows: period and versions."""
    sheet = page_sheets.one(board, page_file.sections(board, page, view, opened=opened), view, panel=panel)
    return replace(sheet, columns=sheet.columns[:-3], rows=tuple(row[:-3] for row in sheet.rows))


@pytest.mark.parametrize("panel", [None, "scenario_table"])
def test_a_table_by_itself_says_period_and_versions_in_each_row(panel: str | None) -> None:
    month = replace(BOARD, scope=replace(BOARD.scope, period="month"))
    sheet = page_sheets.one(month, page_file.sections(month, "sharing", EN), EN, panel=panel)
    assert sheet.columns[-3:] == ("period", "definition version", "data version")
    assert {row[-3:] for row in sheet.rows} == {("last 30 days", month.definition_version, month.data_version)}
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)


@pytest.mark.parametrize("view", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("page", desk.PAGES)
def test_every_number_of_a_page_stands_in_its_file(page: str, view: View) -> None:
    drawn = desk.draw(BOARD, page, view)
    every = made(page, view)[view.say("全部数字", "numbers")]
    metric, value, code = (
        [view.tell(one) for one in page_sheets.NUMBERS].index(view.say(zh, en))
        for zh, en in (("指标", "metric"), ("数值", "value"), ("代码", "code"))
    )
    found = [(row[metric], row[code], None, getattr(row[value], "value", None)) for row in every.rows]
    known = {(named, member, value) for named, member, _, value in (key(*one) for one in found)}
    every_panel = panels(drawn).values()
    assert {(named, member, value) for one in every_panel for named, member, _, value in numbers(one)} <= known
    assert len(found) > 5


@pytest.mark.parametrize("page", desk.PAGES)
def test_the_numbers_of_a_panel_are_those_of_its_content_each_once(page: str) -> None:
    found = page_file.sections(BOARD, page, ZH)
    for name in desk.panels(page):
        figures = {(one.metric, one.member, one.part, one.number.value) for one in PANELS[name].data(BOARD).figures()}
        assert {(one.metric, one.member, one.part, one.value) for one in found[name].numbers} == figures
        assert len(found[name].numbers) == len(figures)


@pytest.mark.parametrize("page", desk.PAGES)
def test_a_file_has_every_panel_of_its_page_and_no_other(page: str) -> None:
    opened = DrawerState(trusted=TRUSTED if page == "trust" else None)
    drawn = panels(desk.draw(BOARD, page, ZH, metric="sharing.records", opened=opened))
    assert list(page_file.sections(BOARD, page, ZH, metric="sharing.records", opened=opened)) == list(drawn)


VISIBLE = [(panel, value) for panel in PANELS for value in panel.data(BOARD).values if not value.hidden]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("panel", "value"), VISIBLE, ids=lambda one: getattr(one, "name", ""))
def test_a_heading_in_a_file_begins_with_the_words_of_the_screen(panel: Panel, value, language: str) -> None:
    """Every heading of a table stands over it on the screen; the names and days of a picture have no heading there."""
    drawn = [panel.drawn(BOARD, View(one, language=language)) for one in panel.surfaces]
    texts = " ".join(one.text for one in drawn).casefold()
    view, known = View("desktop", language=language), panel.data(BOARD)
    for at, column in enumerate(value.columns):
        title = column.title[language]
        assert value_sheet.heading(value, at, known.definitions, view).startswith(title)
        assert title.casefold() in texts or not any(tables(one) for one in drawn), column


@pytest.mark.parametrize("view", [ZH, EN], ids=LANGUAGES)
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_every_number_of_a_table_says_what_it_counts(panel: Panel, view: View) -> None:
    known = panel.data(BOARD)
    value = value_sheet.visible(known)
    if value is None:
        return
    sheet = value_sheet.tabled(value, known, view)
    unit = sheet.columns.index(view.tell(value_sheet.UNIT)) if view.tell(value_sheet.UNIT) in sheet.columns else None
    for row in sheet.rows:
        for title, cell in zip(sheet.columns, row, strict=True):
            if isinstance(cell, Amount) and UNITS[cell.unit].style != "share":
                said = UNITS[cell.unit].text[view.language]
                assert said in title.partition(view.say("（", " ("))[2] or (unit is not None and said in row[unit])


def test_a_heading_is_the_words_of_the_screen_with_unit_period_and_version() -> None:
    assert table("counties", "county_table").columns == (
        "名称", "开放数据集（个，口径v1）", "按时更新（口径v2）", "下载（次，近7天，口径v1）",
        "接收记录（条，近7天，口径v1）", "参会率（近7天，口径v2）", "性质",
    )  # fmt: skip
    assert table("volumes", "library_table", EN).columns == (
        "Library", "Records (records, v1)", "Departments (departments, v1)", "Stored (items, v1)",
        "Catalogued (items, v1)", "Share stored (v1)", "State", "Gained, 12 weeks (records, v1)", "provenance",
    )  # fmt: skip
    month = replace(BOARD, scope=replace(BOARD.scope, period="month"))
    assert table("counties", "county_table", EN, month).columns[4] == "Records received (records, last 30 days, v1)"


def test_a_number_in_a_column_of_words_stands_there_in_words() -> None:
    rows = {row[0]: row for row in table("volumes", "library_table").rows}
    assert rows["电子证照库"][6] == "差40项"
    assert rows["合计 公共信用库101项未计，部门去重"][2] == Amount(34, "department")
    assert table("sharing", "scenario_table", EN).rows[0][2] == "15 departments"


def test_what_a_row_does_not_have_is_a_dash_and_what_nobody_knows_is_a_word() -> None:
    chosen = replace(BOARD, scope=Scope("linyi", scenario="poverty"))
    rows = {row[1]: row for row in table("sharing", "scenario_table", board=chosen).rows}
    assert rows["市纪委"][3:6] == ("—", "—", "—")
    asked = replace(BOARD, scope=Scope("linyi", scenario="discipline"))
    sheet = table("sharing", "scenario_table", board=asked)
    items = next(at for at, title in enumerate(sheet.columns) if title.startswith("数据项"))
    assert {row[items] for row in sheet.rows} == {"—"}  # nobody has items under this filter, and the column stands
    libraries = table("volumes", "library_table", board=handmade.empty())
    assert all(cell is None or isinstance(cell, str) for row in libraries.rows for cell in row)
    assert [row[4] for row in table("trust", "reconciliation_table").rows[:2]] == ["—", "—"]


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_column_of_words_has_no_bare_number(panel: Panel) -> None:
    """Only where a goal, a published figure or a remark may be a number as well as a word."""
    for value in panel.data(BOARD).values:
        for at, column in enumerate(() if value.hidden else value.columns):
            cells = [record.cells[at] for record in value.records]
            known = [one for one in cells if isinstance(one, Figure) and one.number.value is not None]
            if any(isinstance(one, Text) for one in cells) and not column.metric:
                assert all(one.said for one in known) or panel.name == "supply", column


def test_a_restated_number_of_a_content_stands_beside_what_it_was() -> None:
    sunday = replace(BOARD, as_of=date(2020, 9, 27))
    then, now = (Number(value, "record", as_of=sunday.as_of, provenance="demo") for value in (5, 6))
    title = Text("基础库记录", "Base library records")
    said = Restatement("2020-W39", "volumes.records", title, then, now, member=RowKey("libraries", "population"))
    every = made("volumes", board=sunday, opened=DrawerState(restated=(said,)))["全部数字"]
    at = {name: every.columns.index(name) for name in ("指标", "代码", "项", "更正前")}
    marked = [row for row in every.rows if row[at["更正前"]] is not None]
    assert {(row[at["指标"]], row[at["代码"]], row[at["项"]]) for row in marked} == {
        ("volumes.records", "libraries:population", "")
    }
    assert {row[at["更正前"]] for row in marked} == {Amount(5, "record")}


def test_a_panel_that_fails_is_named_in_its_file_and_leaves_the_others_alone() -> None:
    without = replace(BOARD, tables={name: rows for name, rows in BOARD.tables.items() if name != "scenarios"})
    file = made("sharing", board=without)
    assert dict(file["说明"].rows)["未能显示"] == "共享指标、应用场景"
    assert file["提供与获取"].rows


def test_the_first_sheet_names_the_page_and_its_conclusion() -> None:
    about = dict(made("sharing", EN)["about"].rows)
    assert about["page"] == "Sharing"
    assert about["conclusion"] == " ".join(phrase.text for phrase in BOARD.headline["sharing"]["en"])
    assert dict(made("metrics")["说明"].rows)["结论"] == f"{len(BOARD.definitions)}个指标，每个只有一个口径"
    assert dict(made("trust")["说明"].rows)["结论"] == "6项对账，2项待核对；11个来源中9个按时"
    assert dict(made("counties", EN)["about"].rows)["conclusion"] == (
        "No figures by county are published; those in the table are demo data"
    )


def test_a_table_is_exact_says_its_unit_and_keeps_the_qualifier() -> None:
    sheet = table("sharing", "scenario_table")
    assert sheet.columns == (
        "状态", "场景", "提供方", "数据项（项，口径v1）", "公布量（条，口径v1）", "近7天（条，口径v1）", "时效",
        "性质", "限定词",
    )  # fmt: skip
    first = sheet.rows[0]
    assert first[:3] == ("已共享", "精准扶贫 扶贫办", "15个部门")
    assert first[4:6] == (Amount(60_000_000, "record"), Amount(4_860_000, "record"))
    assert first[7:] == ("公布、演示", "公布量 约")


def test_what_is_not_published_is_a_word_and_never_a_number() -> None:
    sheet = table("sharing", "scenario_table")
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
    metric = [one.en for one in page_sheets.NUMBERS].index("metric")
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
    opened = DrawerState(trusted=TRUSTED)
    files = {name: table("trust", f"trust_{name}", opened=opened) for name in ("takers", "unused", "returned")}
    assert files["takers"].rows == (("人社", 41),)
    assert files["unused"].rows[1] == ("人社 开放网 · 卫生", "13周内没有", 2)
    assert files["returned"].rows == ((date(2020, 9, 30), 15, 2_980_000),)
    history = table("trust", "trust_history", opened=opened)
    assert history.rows[3][:2] == ("共享 挂接资源（个）", 90)
