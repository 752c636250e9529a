"""Alerts on a board: in words with the board's number, with an owner, and never from what is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cockpit.board.board import Board, Notice, Point
from cockpit.board.scope import Scope
from cockpit.board.sentences.alert_notices import of_courses, of_sources
from cockpit.board.sentences.notices import notices
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.calendar import SHANGHAI
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Number
from cockpit.units import Text
from tests import small

LAST = date(2020, 9, 21)


def course(*values: float | None, provenance: str = "measured") -> tuple[Point, ...]:
    first = LAST - timedelta(days=7 * (len(values) - 1))
    return tuple(Point(first + timedelta(days=7 * step), value, provenance) for step, value in enumerate(values))


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    folder = tmp_path_factory.mktemp("alerts")
    engine = small.fill(f"sqlite:///{folder / 'x.db'}")
    return small.keep(engine, folder / "var").board(Scope("small"))


def draft(board: Board, **numbers: Number) -> Draft:
    return Draft({**board.metrics, **{name.replace("__", "."): one for name, one in numbers.items()}}, board.tables)


def test_a_threshold_is_said_with_the_boards_number(board: Board) -> None:
    number = Number(0.062, "share", LAST, provenance="measured")
    (found,) = of_courses(draft(board, sharing__failure_share=number), {"sharing.failure_share": course(0.01, 0.062)})
    assert (found.level, found.name) == ("warn", "sharing.failures_high")
    assert found.text == Text("交换失败率6.2%，高于警戒线", "Failure share 6.2%, above the limit")
    assert found.quotes[0].number == number and found.scenes == ("overview", "sharing")


def test_a_source_is_called_lost_only_where_its_last_reading_failed(board: Board) -> None:
    old = datetime(2020, 9, 17, 6, tzinfo=SHANGHAI)
    portal = next(one for one in board.sources if one.code == "portal")
    lost = {"state": SourceState.BROKEN, "failure": Text("无应答", "does not answer")}
    failed = replace(portal, newest_at=old, read_at=old, **lost)
    never = replace(failed, newest_at=None)
    read = replace(portal, newest_at=old, read_at=datetime(2020, 9, 21, 17, tzinfo=SHANGHAI), failure=None)
    said = [of_sources((one,))[0].text for one in (failed, never, read, replace(read, read_at=None))]
    assert said == [
        Text("开放：数据截至 09-17 06:00，源库连接中断", "Opening: data to 09-17 06:00, source lost"),
        Text("开放：源库连接中断，尚无数据", "Opening: source lost, no data yet"),
        Text(
            "开放：最近读取 09-21 17:00，但最新数据停在 09-17 06:00",
            "Opening: last read 09-21 17:00, but no data after 09-17 06:00",
        ),
        Text("开放：数据停在 09-17 06:00", "Opening: no data after 09-17 06:00"),
    ]


def test_over_another_period_the_line_stands_without_a_number(board: Board) -> None:
    number = Number(0.04, "share", LAST, provenance="measured")
    (found,) = of_courses(draft(board, sharing__failure_share=number), {"sharing.failure_share": course(0.01, 0.062)})
    assert found.text.zh == "交换失败率，高于警戒线" and found.quotes == ()


def test_the_fall_of_a_daily_sum_is_judged_by_days_and_not_by_its_weeks(board: Board) -> None:
    fallen = {"sharing.records": course(1_000, 600)}
    assert of_courses(draft(board), fallen) == []
    (found,) = of_courses(draft(board), {}, {"sharing.exchange_falls"})
    assert (found.text.zh, found.quotes) == ("交换记录，连日比预期少三成以上", ())


@pytest.mark.parametrize(
    ("expected", "raised"),
    [(Expected(8, 990, 1_010), True), (Expected(8, 890, 910), False), (Expected(7, 990, 1_010), False)],
)
def test_the_fall_of_a_level_needs_a_week_outside_what_was_expected(
    board: Board, expected: Expected, raised: bool
) -> None:
    before, last = course(1_000, 900)
    points = {"volumes.records": (before, replace(last, expected=expected))}
    assert [one.name for one in of_courses(draft(board), points)] == ["volumes.records_lost"] * raised


def test_what_is_invented_raises_nothing(board: Board) -> None:
    assert of_courses(draft(board), {"sharing.failure_share": course(0.5, 0.9, provenance="demo")}) == []


def test_every_notice_has_the_owner_of_its_source(board: Board) -> None:
    registered = {source.code for source in board.sources}
    owned = [one for one in board.notices if one.metric and board.definitions[one.metric]["source"] in registered]
    assert owned and all(notice.owner for notice in owned)
    lost = next(notice for notice in board.notices if notice.name.startswith("trust.source_broken:"))
    code = lost.name.partition(":")[2]
    assert lost.owner == next(source.owner for source in board.sources if source.code == code)
    assert {notice.name for notice in board.notices} >= {"trust.total_differs:sharing.resources"}


def test_a_notice_reads_back_as_it_was_also_from_before_it_had_an_owner(board: Board) -> None:
    for notice in board.notices:
        assert Notice.from_json(notice.to_json()) == notice
        older = {name: value for name, value in notice.to_json().items() if name not in ("name", "owner")}
        assert Notice.from_json(older) == replace(notice, name="", owner=None)


def test_alerts_stand_among_the_notices_worst_first(board: Board) -> None:
    found = notices(
        draft(board),
        board.reconciliations,
        board.sources,
        courses={
            "volumes.records": tuple(replace(one, expected=Expected(8, 990, 1_010)) for one in course(1_000, 900))
        },
        owners={"volumes.records": Text("某局", "a bureau")},
    )
    levels = [notice.level for notice in found]
    assert levels == sorted(levels, key=("crit", "warn", "info").index)
    gone = next(notice for notice in found if notice.name == "volumes.records_lost")
    assert (gone.level, gone.owner) == ("crit", Text("某局", "a bureau"))
