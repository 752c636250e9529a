"""What panels of sentences and lists hold: the numbers that their sentences quote, in the order that is shown."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.panels.content import Content
from cockpit.panels.panel import PANELS
from cockpit.panels.value import Figure, Value, ValueKind
from cockpit.units import Text
from tests import handmade
from tests.handmade.compared import compared

Key = tuple[str, str | None, str | None, int | float | None]


def content(name: str, board: Board) -> Content:
    data = PANELS[name].data
    assert data is not None
    return data(board)


def keys(shown: Content, kind: ValueKind | None = None) -> list[Key]:
    """Metric, member, part and value of every figure of it, or of those in values of a kind."""
    return [
        (one.metric, one.member, one.part, one.number.value)
        for value in shown.values
        if kind is None or value.kind is kind
        for one in value.figures()
    ]


def said(value: Value, at: int) -> list[str]:
    """The Chinese words in a column of a value."""
    return [cell.zh if isinstance(cell, Text) else str(cell) for cell in (record.cells[at] for record in value.records)]


def test_a_number_that_a_notice_quotes_stands_in_both_lists_of_notices_and_is_none_of_their_own() -> None:
    for name in ("notice_list", "watch_list"):
        shown = content(name, compared())
        assert keys(shown) == [("volumes.items_missing", "libraries:licence", None, 40)], name
        assert not shown.metrics


def test_a_quoted_change_has_the_size_of_the_change() -> None:
    quoted = keys(content("week_changes", compared()))
    assert ("opening.downloads", None, None, 210) in quoted
    assert ("opening.downloads", None, "change", 110) in quoted
    assert ("opening.datasets", None, "change", 60) in quoted


def test_a_told_change_stands_in_words_with_its_number_in_the_list() -> None:
    sentences = content("week_changes", compared()).values[0]
    assert said(sentences, 0)[:2] == ["1", "2"]
    assert said(sentences, 1)[0].startswith("下载次数210次，比上周多110次")


def test_the_card_of_changes_tells_the_heaviest_and_no_other() -> None:
    board = compared()
    assert len(board.changes) > 1
    shown = content("changes", board)
    assert shown.changes == board.changes[:1]
    assert ("opening.downloads", None, "change", 110) in keys(shown, ValueKind.SENTENCE)
    assert not [one for one in keys(shown, ValueKind.SENTENCE) if one[0] == "opening.datasets"]


def test_a_step_holds_its_change_what_it_was_and_what_it_is() -> None:
    steps = content("changes", handmade.board()).values[0]
    records = next(record for record in steps.records if record.cells[1] == Text("交换记录", "Records exchanged"))
    values = [cell.number.value for cell in records.cells if isinstance(cell, Figure)]
    assert values == [1_180_000, 20_280_000, 21_460_000]


def test_the_lead_holds_no_more_than_it_says() -> None:
    quiet, told = content("report_lead", handmade.board()), content("report_lead", compared())
    assert quiet["sharing.resources"].value == 59_690
    assert ("sharing.resources", "reconciliations:sharing.resources", "difference", 124) in keys(quiet)
    assert not quiet.changes
    assert set(told.metrics) == {"meetings.units", "meetings.served"}
    assert not told.reconciliations
    assert [one.metric for one in told.changes] == ["opening.datasets"]
    assert ("volumes.items_missing", "libraries:licence", None, 40) in keys(told, ValueKind.SENTENCE)


def test_the_lead_never_holds_an_invented_number_as_a_fact() -> None:
    assert not content("report_lead", handmade.all_demo()).metrics


def test_only_five_points_are_to_be_watched() -> None:
    shown = content("watch_list", handmade.source_lost())
    assert said(shown.values[0], 0) == ["1", "2", "3", "4", "5"]
    assert said(shown.values[0], 2) == ["严重", "待处理", "待处理", "提示", "提示"]
    assert len(shown.notices) == 5


def test_a_lost_database_stands_before_all_notices() -> None:
    notices = content("notice_list", handmade.database_lost()).values[0]
    assert said(notices, 0)[0] == "严重"
    assert "交换库没有应答" in said(notices, 1)[0]


def test_sources_stand_worst_first_and_a_broken_one_says_what_failed() -> None:
    sources = content("source_table", handmade.source_lost()).values[0]
    assert [column.title.zh for column in sources.columns] == ["来源", "责任单位", "约定频率", "最新数据", "时效"]
    assert said(sources, 0)[:3] == ["交换平台", "爱山东", "主题库"]
    assert said(sources, 4)[:3] == ["中断 源库连接中断", "待接入", "待接入"]
    assert said(sources, 3)[:2] == ["2020-09-27 18:00", "—"]


def test_a_share_below_its_goal_holds_how_far_and_one_without_a_goal_says_so() -> None:
    shown = content("quality", handmade.board())
    assert ("opening.updated_share", None, "shortfall", 0.076) in keys(shown)
    assert [one for one in keys(shown) if one[2] == "shortfall"] == [
        ("opening.updated_share", None, "shortfall", 0.076)
    ]
    assert said(shown.values[0], 2)[0] == "未设目标"


def test_a_share_that_reaches_its_goal_holds_no_shortfall() -> None:
    board = handmade.board()
    reached = replace(board["opening.updated_share"], value=0.95)
    shown = content("quality", replace(board, metrics={**board.metrics, "opening.updated_share": reached}))
    assert not [one for one in keys(shown) if one[2] == "shortfall"]


def test_a_definition_stands_beside_where_its_number_comes_from() -> None:
    told = content("definitions_table", handmade.board()).values[0]
    assert said(told, 0)[:4] == ["归集", "None", "None", "共享"]
    assert set(said(told, 2)) == {"公布", "推算", "演示"}


def test_the_legend_names_dots_squares_and_diamonds() -> None:
    legend = content("reading_aid", handmade.nothing()).values[0]
    assert legend.hidden
    assert list(dict.fromkeys(said(legend, 0))) == ["圆点", "方块", "菱形"]
