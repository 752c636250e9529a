"""What is done to values: what is left over, what was not asked for, names in another column, words beside numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cockpit.board.scope import Scope
from cockpit.metrics.expected_band import Expected
from cockpit.panels.content import content, entry
from cockpit.panels.panel import PANELS
from cockpit.panels.tabulation import (
    Stated,
    column,
    emptied,
    figures,
    labelled,
    left_over,
    matrix,
    named_at,
    series,
    table,
)
from cockpit.panels.value import Figure, ValueColumn, ValueKind
from cockpit.units import Text, exact
from tests import handmade

BOARD = handmade.board()
MOUNTED, RECORDS, HELD = "sharing.mounted", "sharing.records", "meetings.held"
TITLE, STATE = Text("资源", "Resources"), ValueColumn(Text("状态", "State"))
RESOURCES = table(TITLE, [column(BOARD, MOUNTED)], BOARD.rows("resources"), of="resources")


def test_a_change_has_a_value_of_its_own() -> None:
    shown = [(one.part, one.number.value) for one in figures(BOARD, RECORDS, parts=("change", "previous")).figures()]
    assert shown == [(None, 21_460_000), ("change", 1_180_000), ("previous", 20_280_000)]


def test_a_change_that_is_not_known_is_no_figure() -> None:
    assert [one.part for one in figures(BOARD, "sharing.scenarios", parts=("change",)).figures()] == [None]


def test_words_stand_beside_figures_and_are_found_by_their_title() -> None:
    served, note = Text("累计保障", "Served"), Text("说明", "Note")
    given = Figure("meetings.served", BOARD["meetings.served"])
    shown = content(BOARD, TITLE, labelled([(served, given), (note, Text("公布下限", "at least"))]), RESOURCES)
    assert entry(shown, served) == given
    assert entry(shown, note) == Text("公布下限", "at least")
    assert entry(shown, Text("文件", "Files")) is None
    assert [one.metric for one in shown.figures()] == ["meetings.served", MOUNTED, MOUNTED, MOUNTED]


def test_a_row_keeps_the_number_of_a_stated_figure_and_not_of_its_parts() -> None:
    row = BOARD.row("targets", "updated")
    assert row is not None
    goal = Stated(STATE, {"updated": Figure("targets.goal", row["targets.goal"], "targets:updated")})
    now = Stated(STATE, {"updated": Figure("targets.current", row["targets.current"], "targets:updated", "current")})
    shown = content(BOARD, TITLE, table(TITLE, [goal, now], [row], of="targets"))
    assert list(shown.rows("targets")[0].numbers) == ["targets.goal"]


def test_only_what_is_left_over_is_marked_as_a_part() -> None:
    parts = [one.part for one in left_over(RESOURCES, "api", "after:2").figures()]
    assert parts == [None, None, "after:2"]


def test_what_was_not_asked_for_is_an_empty_cell_of_a_row_that_keeps_its_number() -> None:
    value = emptied(RESOURCES, lambda row, head: row.code == "file" and head.metric == MOUNTED)
    assert value.records[0].cells == (Text("文件", "Files"), None)
    assert value.records[1] == RESOURCES.records[1]
    assert content(BOARD, TITLE, value).rows("resources")[0][MOUNTED].value == 43_980


def test_a_name_may_stand_in_the_second_column() -> None:
    value = table(TITLE, [Stated(STATE, {}), column(BOARD, MOUNTED)], BOARD.rows("resources"), of="resources")
    moved = named_at(value, 1)
    assert [one.title.zh for one in moved.columns] == ["状态", "名称", "挂接资源分项合计"]
    assert moved.records[0].cells[:2] == (None, Text("文件", "Files"))
    assert named_at(value, 0) == value


def test_a_matrix_is_the_pairs_of_its_axes() -> None:
    rows = [row for row in BOARD.rows("meeting_hours") if row.code in ("1-9", "3-9")]
    down = Stated(ValueColumn(Text("星期", "Weekday")), {"1-9": Text("周一", "Mon"), "3-9": Text("周三", "Wed")})
    across = Stated(ValueColumn(Text("时", "Hour")), {"1-9": 9, "3-9": 9})
    value = matrix(TITLE, column(BOARD, HELD), rows, of="meeting_hours", down=down, across=across)
    assert value.kind is ValueKind.MATRIX
    assert [
        (one.cells[1:3], one.cells[3].number.value) for one in value.records if isinstance(one.cells[3], Figure)
    ] == [
        ((Text("周一", "Mon"), 9), 2),
        ((Text("周三", "Wed"), 9), 4),
    ]


def test_both_sides_of_the_ribbons_add_up_to_what_was_exchanged() -> None:
    data = PANELS["platform_flow"].data
    assert data is not None
    shown = data(BOARD)
    sides = {value.table: [one.number.value or 0 for one in value.figures()] for value in shown.values if value.table}
    assert {name: (len(side), sum(side)) for name, side in sides.items()} == {
        "providers": (6, 21_460_000),
        "consumers": (6, 21_460_000),
    }
    assert [one.part for one in shown.figures() if one.member == "providers:rest"] == ["after:5"]


def test_the_scenario_table_has_the_columns_and_rows_of_the_screen() -> None:
    data = PANELS["scenario_table"].data
    assert data is not None
    value = data(BOARD).values[0]
    assert [one.title.zh for one in value.columns] == ["状态", "场景", "提供方", "数据项", "公布量", "近7天", "时效"]
    assert not value.hidden
    first = value.records[0].cells
    assert first[:2] == (Text("已共享", "shared"), Text("精准扶贫 扶贫办", "Poverty alleviation"))
    assert [exact(one.number.value or 0) for one in first if isinstance(one, Figure)] == [
        "15",
        "41",
        "60000000",
        "4860000",
    ]
    assert first[-1] == Text("09-30", "09-30")


def test_a_scenario_that_was_not_asked_for_says_its_state_and_nothing_else() -> None:
    data = PANELS["scenario_table"].data
    assert data is not None
    value = data(replace(BOARD, scope=Scope("linyi", scenario="poverty"))).values[0]
    credit = next(one for one in value.records if one.row is not None and one.row.code == "credit")
    assert credit.cells[:2] == (Text("对接中", "connecting"), Text("信用临沂 发展改革委", "Credit Linyi"))
    assert credit.cells[2:6] == (None, None, None, None)
    assert len([one for one in value.figures() if one.member == "scenarios:poverty"]) == 4


def test_a_target_is_due_on_a_day_or_stands() -> None:
    data = PANELS["targets_table"].data
    assert data is not None
    value = data(BOARD).values[0]
    at = [one.title.zh for one in value.columns].index("期限")
    assert [one.cells[at] for one in value.records] == [handmade.DAY.replace(month=11), Text("持续", "standing")]
    assert [one.cells[at + 1] is None for one in value.records] == [False, True]


def test_the_rows_of_a_course_say_what_was_expected_and_go_on_by_a_week() -> None:
    last = handmade.board().courses["opening.downloads"][-1]
    holiday = Text("国庆节", "National Day")
    points = (replace(last, value=100, expected=Expected(8, 90, 110)),)
    board = replace(
        handmade.board(),
        courses={"opening.downloads": points},
        forecasts={"opening.downloads": Expected(2, 40.5, 60, holiday)},
    )
    value = series(board, "opening.downloads", Text("下载", "downloads"))
    assert [column.title.zh for column in value.columns] == ["截至", "下载", "预期下限", "预期上限", "节假日"]
    assert [record.cells[2:] for record in value.records] == [(90, 110, None), (40.5, 60, holiday)]
    assert value.records[1].cells[:2] == (last.day + timedelta(days=7), None)
