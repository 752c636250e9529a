"""The front page of a week says what weighs most: what turned and what moved before what merely stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cockpit.board.board import Board
from cockpit.board.board_comparison import compared_with
from cockpit.board.sentences import week_headline
from cockpit.metrics.number import Number
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from tests import handmade

NOW = handmade.board()
STANDS = "6亿多条数据已归集，34个部门供数；"
GAP = "电子证照库29/69项，还差40项。"


def measured(board: Board, metric: str, value: float) -> Board:
    number = replace(board[metric], value=value, published=None, published_qualifier=None, provenance="measured")
    return replace(board, metrics={**board.metrics, metric: number})


def told(now: Board, was: Board) -> Board:
    return compared_with(now, replace(was, as_of=now.as_of - timedelta(days=7)))


def week(now: Board, was: Board, language: str = "zh") -> str:
    return told(now, was).headline[week_headline.WEEK].plain(language)


def lead(now: Board, was: Board, language: str = "zh") -> str:
    return draw("report_lead", told(now, was), View("report", language=language)).text


def test_a_week_in_which_nothing_changed_says_where_the_city_stands() -> None:
    assert week(NOW, NOW) == f"{STANDS}{GAP}" == NOW.headline["overview"].plain("zh")
    assert week(NOW, NOW, "en").endswith("34 departments contribute; E-licences 29/69 items, 40 still missing.")


def test_a_small_move_leaves_the_open_gap_on_the_front_and_a_large_one_does_not() -> None:
    few, many = (measured(NOW, "opening.downloads", value) for value in (100, 210))
    more = measured(NOW, "opening.downloads", 110)
    assert week(more, few) == f"{STANDS}{GAP}"
    assert week(many, few) == f"{STANDS}下载次数210次，比上周多110次。"
    assert week(many, few, "en").endswith("34 departments contribute. Downloads: 210, 110 more than the week before.")


def test_the_gap_that_left_the_front_opens_the_lead() -> None:
    few, many = (measured(NOW, "opening.downloads", value) for value in (100, 210))
    assert lead(many, few).startswith(GAP)
    assert lead(many, few, "en").startswith("E-licences 29/69 items, 40 still missing.")


def test_what_moved_next_stands_in_the_lead_and_is_not_said_twice() -> None:
    was = measured(measured(NOW, "opening.datasets", 1_600), "opening.downloads", 100)
    now = measured(measured(NOW, "opening.datasets", 1_660), "opening.downloads", 210)
    assert week(now, was) == f"{STANDS}下载次数210次，比上周多110次。"
    first = lead(now, was)
    assert first.startswith(f"{GAP}开放数据集1,660个，一周增加60个。") and first.count("数据集") == 1


def gap(stored: int, previous: int | None, provenance: str = "measured") -> tuple[Board, Board]:
    def with_(value: int) -> Board:
        rows = []
        for row in NOW.rows("libraries"):
            if row.code != "licence":
                rows.append(row)
                continue
            items = {"volumes.items_stored": value, "volumes.items_missing": 69 - value}
            numbers = {name: Number(number, "item", provenance=provenance) for name, number in items.items()}
            rows.append(replace(row, numbers={**row.numbers, **numbers}))
        return replace(NOW, tables={**NOW.tables, "libraries": tuple(rows)})

    return with_(stored), with_(previous if previous is not None else stored)


def test_the_step_of_the_week_stands_in_the_gap() -> None:
    assert week(*gap(29, 27)) == f"{STANDS}电子证照库29/69项，一周增加2项，还差40项。"
    assert week(*gap(29, 30)) == f"{STANDS}电子证照库29/69项，一周减少1项，还差40项。"
    assert week(*gap(29, 27), "en").endswith("E-licences 29/69 items, up 2 in the week, 40 still missing.")
    assert "差" not in week(*gap(69, 29)).partition("；")[2]


def test_the_move_of_the_records_is_not_said_beside_the_records() -> None:
    now, was = (measured(NOW, "volumes.records", value) for value in (602_000_000, 301_000_000))
    assert week(now, was) == "34个部门供数；基础库记录6.02亿条，一周增加3.01亿条。"


def source(state: str, hours: int) -> Board:
    one = replace(NOW.sources[0], state=state, overdue_hours=hours, provenance="measured")
    return measured(replace(NOW, sources=(one,)), "trust.sources_current", 9)


def test_a_late_source_weighs_more_than_any_move_and_is_in_colour() -> None:
    now, was = source("late", 5), source("current", 0)
    said = told(measured(now, "opening.downloads", 9_999), measured(was, "opening.downloads", 1)).headline[
        week_headline.WEEK
    ]
    assert said.plain("zh") == f"{STANDS}11个数据来源中9个按时，{NOW.sources[0].name.zh}延迟5小时。"
    assert [phrase.em for phrase in said.zh] == [False] * (len(said.zh) - 1) + [True]


def test_an_invented_change_stays_off_the_front() -> None:
    few, many = (
        replace(NOW, metrics={**NOW.metrics, "opening.downloads": handmade.demo("opening.downloads", value)})
        for value in (100, 999)
    )
    assert told(many, few).changes[0].demo
    assert week(many, few) == f"{STANDS}{GAP}"


def reconciled(verdict: str, difference: int) -> Board:
    one = next(each for each in NOW.reconciliations if each.name == "sharing.resources")
    return replace(NOW, reconciliations=(replace(one, verdict=verdict, difference=difference),))


def second(now: Board, was: Board, language: str = "zh") -> str:
    return told(now, was).headline[week_headline.REPORT].plain(language)


def test_the_second_page_says_how_far_off_it_was_the_week_before() -> None:
    title = next(each for each in NOW.reconciliations if each.name == "sharing.resources").title.zh
    apart = f"一项对账，一项待核对：{title}总数与分项差124"
    assert second(reconciled("differs", 124), reconciled("differs", 96)) == f"{apart}，上周差96"
    assert second(reconciled("differs", 124), reconciled("differs", 124)) == f"{apart}，与上周相同"
    assert second(reconciled("differs", 124), reconciled("agreed", 0)) == f"{apart}，上周一致"
    assert second(reconciled("differs", 124), reconciled("unknown", 0)) == apart
    assert second(reconciled("agreed", 0), reconciled("differs", 96)) == (
        "一项对账，全部一致或有口径解释，上周待核对的一项已消除"
    )
    assert second(reconciled("agreed", 0), reconciled("differs", 96), "en") == (
        "One reconciliation, explained, one open the week before is settled"
    )


def test_against_a_week_that_is_not_the_one_before_no_conclusion_is_written() -> None:
    compared = compared_with(NOW, replace(NOW, as_of=NOW.as_of - timedelta(days=14)))
    assert week_headline.WEEK not in compared.headline and compared.headline["report"] == NOW.headline["report"]
