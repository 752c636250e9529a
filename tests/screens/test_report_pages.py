"""The week's report: two pages, made of the board alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.board.board import Board
from cockpit.board.remark import Remark
from cockpit.marks.element import Element
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import annex, report_pages
from tests import handmade

REPORT = View("report")


def pages(board: Board, before: Board | None = None, view: View = REPORT) -> list[Element]:
    return [one for one in report_pages.draw(board, before, view) if "page" in one.attributes.get("class", "").split()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_pages_whatever_is_known(language: str) -> None:
    for board in (handmade.board(), handmade.nothing(), handmade.empty(), handmade.all_demo()):
        drawn = pages(board, view=View("report", language=language))
        assert len(drawn) == 2
        assert not any("panel-broken" in one.attributes.get("class", "") for page in drawn for one in page)


def test_it_is_made_of_panels_for_the_report() -> None:
    for name in (*report_pages.LEFT, *report_pages.RIGHT):
        assert "report" in PANELS[name].surfaces


def test_it_stands_alone() -> None:
    html = report_pages.draw(handmade.board(), None, REPORT).to_html()
    assert "<a " not in html
    assert "<script" not in html
    assert "http" not in html


def test_the_same_board_gives_the_same_bytes() -> None:
    first, second = (report_pages.draw(handmade.board(), None, REPORT).to_html() for _ in range(2))
    assert first == second


def test_it_names_its_seven_days() -> None:
    assert "2020-09-24 至 09-30" in pages(handmade.board())[0].text


def test_days_across_a_year_are_written_in_full() -> None:
    board = replace(handmade.board(), as_of=handmade.DAY.replace(year=2021, month=1, day=3))
    assert "2020-12-28 至 2021-01-03" in pages(board)[0].text


def before(days: int = 7) -> Board:
    """The week before as it was sealed: 2,000万 records, and one item fewer in the licence library."""
    board = handmade.board()
    records = replace(board["sharing.records"], value=20_000_000)
    rows = tuple(
        replace(
            row,
            numbers={**row.numbers, "volumes.items_stored": replace(row["volumes.items_stored"], value=28)},
        )
        if row.code == "licence"
        else row
        for row in board.rows("libraries")[:-1]
    )
    return replace(
        board,
        as_of=board.as_of - timedelta(days=days),
        metrics={**board.metrics, "sharing.records": records},
        tables={**board.tables, "libraries": rows},
    )


def test_changes_are_those_against_the_sealed_week() -> None:
    text = pages(handmade.board(), before())[0].text
    assert "2,000万 → 2,146万" in text
    assert "28 → 29" in text


def test_any_other_week_is_not_compared_with() -> None:
    assert "2,028万 → 2,146万" in pages(handmade.board(), before(days=14))[0].text


def test_an_unknown_number_is_not_compared() -> None:
    compared = report_pages.compared(handmade.nothing(), before())
    assert compared["sharing.records"].change is None


def test_a_change_between_shares_is_as_exact_as_every_share() -> None:
    board = handmade.board()
    was = replace(
        before(), metrics={**board.metrics, "meetings.online_share": replace(board["meetings.online_share"], value=0.9)}
    )
    change = report_pages.compared(board, was)["meetings.online_share"].change
    assert change == 0.041667  # 113/120 − 0.9, with six decimals like every share


def test_the_week_of_a_unit_says_whose_it_is() -> None:
    board = handmade.board()
    county = board.rows("counties")[0]
    of = replace(board, scope=replace(board.scope, unit=county.code))
    assert pages(of)[0].text.startswith("临沂市数据工作周报 · 蒙阴县2020-09-24 至 09-30")
    assert pages(board)[0].text.startswith("临沂市数据工作周报2020-09-24 至 09-30")
    assert board.unit is None and replace(of, tables={}).unit is not None


def test_what_was_said_of_a_metric_within_the_week_stands_in_the_annex() -> None:
    board = handmade.board()
    said = [
        Remark("opening.datasets", board.as_of - timedelta(days=ago), f"{ago}天前", "张三", handmade.CLOCK)
        for ago in (0, 6, 7)
    ]
    text = annex.draw(replace(board, remarks=tuple(said)), REPORT).text
    assert f"指标备注开放数据集：0天前 张三，{board.as_of}" in text
    assert "6天前" in text and "7天前" not in text
    assert "指标备注" not in annex.draw(board, REPORT).text
