"""What the panels of the desk and the report say about the board of the pictures."""

import re
from dataclasses import replace

import pytest

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.marks.element import Element
from cockpit.panels.gallery import unit_opening_table
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.units import Text
from tests import handmade

DESK = View("desktop")
ENGLISH = View("desktop", language="en")


def drawn(name: str, board: Board | None = None, view: View = DESK) -> Element:
    return PANELS[name].drawn(board or handmade.board(), view)


def numbers(element: Element, metric: str) -> list[Element]:
    return [one for one in element if one.attributes.get("data-metric") == metric]


def narrowed(board: Board, **scope: str) -> Board:
    return replace(board, scope=Scope("linyi", **scope))


def test_the_strip_of_the_sharing_page() -> None:
    strip = drawn("kpis_sharing")
    assert "2,146" in strip.text
    assert "较前7天 +118万" in strip.text
    assert "与分项合计59,566差124" in strip.text
    stages = [
        one.attributes["data-part"] for one in numbers(strip, "sharing.scenarios") if "data-part" in one.attributes
    ]
    assert stages == ["state:shared", "state:connecting", "state:requested"]


def test_the_published_wording_stands_beside_the_sum() -> None:
    assert "公布口径“6亿多”" in drawn("kpis_volumes").text
    assert "published as more than 600M" in drawn("kpis_volumes", view=ENGLISH).text


def test_a_level_is_compared_with_a_day_and_a_sum_with_a_period() -> None:
    text = drawn("kpis_opening").text
    assert "较7天前 +22" in text
    assert "较前7天 +640" in text


def test_the_meetings_strip_adds_its_levels() -> None:
    text = drawn("kpis_meetings").text
    assert "15" in text
    assert "＋105" in text
    assert "公布下限" in text


def test_the_largest_named_consumer_is_lit() -> None:
    html = drawn("flow_diagram").to_html()
    assert 'class="chosen"' in html
    lit = html[html.index('class="chosen"') :]
    assert lit.index("市医保局") < lit.index("市扶贫办")


def test_the_chosen_scenario_lights_its_consumer() -> None:
    board = handmade.board()
    consumers = tuple(
        replace(row, attributes={**row.attributes, "scenario_code": "poverty" if row.code == "fpb" else None})
        for row in board.rows("consumers")
    )
    chosen = narrowed(replace(board, tables={**board.tables, "consumers": consumers}), scenario="poverty")
    html = drawn("flow_diagram", chosen).to_html()
    assert html.index("市扶贫办", html.index('class="chosen"')) - html.index('class="chosen"') < 200


def test_every_flow_stands_in_a_table_behind_the_ribbons() -> None:
    panel = drawn("flow_diagram")
    members = [one.attributes.get("data-member", "") for one in numbers(panel, "sharing.records")]
    assert sum(member.startswith("flows:") for member in members) == len(handmade.board().rows("flows"))


def test_scenarios_stand_by_state_and_are_never_added() -> None:
    panel = drawn("scenario_table")
    html = panel.to_html()
    order = [html.index(f"scenarios:{code}") for code in ("poverty", "disabled", "onewindow", "credit", "discipline")]
    assert order == sorted(order)
    assert "不相加" in panel.text
    assert "约6,000" in panel.text
    assert "3,732+" in panel.text
    assert "供给侧" in panel.text
    assert "公布总数 59,690" in panel.text


def test_the_other_scenarios_wait_while_one_is_chosen() -> None:
    html = drawn("scenario_table", narrowed(handmade.board(), scenario="poverty")).to_html()
    assert html.count('class="selected"') == 1
    assert "scenarios:poverty" in html
    assert "scenarios:credit" not in html


def test_a_gap_is_the_only_row_in_colour() -> None:
    html = drawn("library_table").to_html()
    assert html.count('class="highlighted"') == 1
    assert html.count('class="dim"') == 1
    assert "未公布" in html
    assert "合计" in html


def test_the_report_has_no_links_in_its_tables() -> None:
    html = drawn("library_table", view=View("report")).to_html()
    assert "<a " not in html
    assert "合计" not in html


def test_gaps_stand_widest_first() -> None:
    panel = drawn("items_gap")
    assert panel.text.index("市卫健委") < panel.text.index("市人社局")
    assert "市公安局" not in panel.text


def test_no_gap_is_said() -> None:
    board = handmade.board()
    rows = tuple(
        replace(row, numbers={**row.numbers, "volumes.items_missing": replace(row["volumes.items_missing"], value=0)})
        for row in board.rows("unit_volumes")
    )
    assert "全部入库" in drawn("items_gap", replace(board, tables={**board.tables, "unit_volumes": rows})).text


def test_those_who_only_take_stand_first() -> None:
    board = handmade.board()
    panel = drawn("unit_sharing_table", board)
    assert "只取不供" in panel.text
    bodies = panel.to_html().split("<tbody>")[1]
    first = bodies.split("</tr>")[0]
    assert ("只取不供" in first) == any(
        not (row.numbers["sharing.records"].value or 0) and row.numbers["sharing.records_received"].value
        for row in board.rows("unit_sharing")
    )


def test_a_silent_unit_is_named() -> None:
    assert "起停报" in drawn("unit_opening_table").text


def test_the_ledger_of_published_figures_counts_its_verdicts() -> None:
    panel = drawn("published_ledger")
    assert f"{len(handmade.board().rows('published'))}项" in panel.text
    assert "相符" in panel.text


def test_a_figure_that_differs_is_marked() -> None:
    board = handmade.board()
    first = board.rows("published")[0]
    rows = (
        replace(first, attributes={**first.attributes, "verdict": "differs"}),
        replace(first, code="text", numbers={}, attributes={"verdict": "text", "text": "403", "as_of": None}),
    )
    html = drawn("published_ledger", replace(board, tables={**board.tables, "published": rows})).to_html()
    assert 'class="highlighted"' in html
    assert "403" in html


def test_reconciliation_shows_both_numbers_and_the_difference() -> None:
    panel = drawn("reconciliation_table")
    assert "6亿多" in panel.text
    assert "文件43,980＋库表14,899＋接口687" in panel.text
    assert panel.to_html().count('class="highlighted"') == 2
    assert "口径不同" in panel.text


def test_a_broken_source_stands_first() -> None:
    panel = drawn("source_table", handmade.source_lost())
    assert panel.text.index("源库连接中断") < panel.text.index("开放门户")
    assert "每7天" in panel.text


def test_a_target_without_a_number_has_a_dashed_bar() -> None:
    panel = drawn("targets_table")
    assert "待接入" in panel.text
    assert 'data-k="none"' in panel.to_html()


def test_changes_go_from_then_to_now() -> None:
    panel = drawn("changes")
    assert "+118万" in panel.text
    assert "2,028万 → 2,146万，演示" in panel.text
    assert "本周变化" in panel.text
    assert "本期变化" in drawn("changes", narrowed(handmade.board(), period="month")).text


def test_without_a_gap_all_items_speak_for_the_volumes() -> None:
    board = handmade.board()
    panel = drawn("changes", replace(board, tables={**board.tables, "libraries": ()}))
    assert numbers(panel, "volumes.items_stored")
    assert "data-member" not in numbers(panel, "volumes.items_stored")[0].attributes


def test_an_invented_share_never_raises_an_alarm() -> None:
    html = drawn("quality").to_html()
    assert "个百分点" in html
    assert "is-warn" not in html
    measured = drawn("quality", handmade.all_measured()).to_html()
    assert "is-warn" in measured


def test_origins_are_published_derived_or_demo() -> None:
    text = drawn("definitions_table").text
    assert "推算" in text
    assert "公布" in text
    assert "演示" in text


def test_open_points_stand_worst_first() -> None:
    lost = handmade.source_lost()
    assert drawn("watch_list", lost).text.index("源库连接中断") < drawn("watch_list", lost).text.index("40项")
    assert "没有待处理的事项" in drawn("watch_list", handmade.nothing()).text
    assert "没有待处理的事项" in drawn("notice_list", handmade.nothing()).text


def test_a_stale_board_says_so_before_anything_else() -> None:
    assert drawn("notice_list", handmade.database_lost()).text.startswith("提示")
    assert "交换库没有应答" in drawn("notice_list", handmade.database_lost()).text


def test_the_lead_speaks_in_published_words() -> None:
    text = drawn("report_lead", view=View("report")).text
    assert "保障40余次" in text
    assert "与分项合计差124，待核对" in text
    assert "200项以上" in text
    assert "还有61天，已上线数待接入" in text


def test_the_lead_is_silent_about_what_is_not_known() -> None:
    assert drawn("report_lead", handmade.empty(), View("report")).text == ""


@pytest.mark.parametrize("name", ["exchange_trend", "volumes_trend", "download_trend", "call_trend", "failure_trend"])
def test_a_course_ends_with_the_number_of_the_day(name: str) -> None:
    metric = PANELS[name].metrics[0]
    board = handmade.board()
    shown = [one for one in numbers(drawn(name), metric) if one.attributes.get("data-part", "").startswith("course:")]
    last = board.courses[metric][-1].value if board.courses.get(metric) else None
    assert (not shown) == (last is None)
    assert "暂无数据" in drawn(name, handmade.empty()).text


@pytest.mark.parametrize("name", ["flow_diagram", "scenario_table", "library_table", "theme_table", "items_gap"])
def test_an_empty_panel_says_why_and_how_to_go_on(name: str) -> None:
    text = drawn(name, handmade.empty()).text
    assert "暂无数据" in text
    filtered = drawn(name, narrowed(handmade.empty(), unit="nobody"))
    assert "当前筛选下没有记录" in filtered.text
    assert "已选：单位 nobody" in filtered.text
    assert "清除筛选" in filtered.text


@pytest.mark.parametrize("name", [panel.name for panel in PANELS if "desktop" in panel.surfaces])
def test_no_panel_shows_a_stray_word(name: str) -> None:
    for board in (handmade.board(), handmade.nothing(), handmade.empty(), handmade.all_measured()):
        for view in (DESK, ENGLISH):
            html = drawn(name, board, view).to_html()
            assert not re.search(r"\b(None|nan|NaN)\b|\?\?\?|inf%", html)


@pytest.mark.parametrize("name", [panel.name for panel in PANELS if "wall" not in panel.surfaces])
def test_english_is_complete(name: str) -> None:
    board = handmade.board()
    text = drawn(name, board, ENGLISH).text
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in text), text


def test_a_chosen_row_is_marked_and_leads_back() -> None:
    board = handmade.board()
    code = board.rows("unit_opening")[0].code
    view = View("desktop", query=f"unit={code}")
    html = drawn("unit_opening_table", narrowed(board, unit=code), view).to_html()
    assert html.count('class="selected"') == 1
    assert '<tr class="selected"><th scope="row"><a href="?" data-link="">' in html


def test_names_are_no_links_where_there_is_no_page() -> None:
    assert "<a " not in drawn("unit_opening_table", view=View("report")).to_html()


def test_a_source_may_report_every_few_hours() -> None:
    board = handmade.board()
    hourly = tuple(replace(one, cadence_hours=hours) for one, hours in zip(board.sources, (1, 6), strict=False))
    text = drawn("source_table", replace(board, sources=hourly)).text
    assert "每小时" in text
    assert "每6小时" in text


def test_resources_that_agree_are_said_plainly() -> None:
    text = drawn("report_lead", replace(handmade.board(), reconciliations=()), View("report")).text
    assert "挂接资源59,690个。" in text


def test_nobody_is_said_to_only_take_while_a_filter_hides_what_they_give() -> None:
    html = drawn("unit_sharing_table", narrowed(handmade.board(), unit="hrss")).to_html()
    assert 'class="signal"' not in html


def test_what_is_published_for_the_city_is_not_unpublished_for_a_unit() -> None:
    text = drawn("scenario_table", narrowed(handmade.nothing(), unit="hrss")).text
    assert "未公布" not in text.partition("供给侧")[0]


def test_units_that_stopped_reporting_stand_at_the_end_of_the_first_rows() -> None:
    board = handmade.board()
    (quiet, *_), rows = board.rows("quiet"), board.rows("unit_opening")
    many = [replace(rows[0], code=f"more{at}", name=Text(f"更多{at}", f"more {at}")) for at in range(20)]
    silent = replace(rows[0], code=quiet.code)
    shown = unit_opening_table.data(
        replace(board, tables={**board.tables, "unit_opening": (*many, silent), "quiet": (quiet,)})
    )
    codes = [record.row.code for record in shown.values[0].records if record.row]
    assert codes[9] == quiet.code and codes[:9] == [f"more{at}" for at in range(9)] and len(codes) == 21
