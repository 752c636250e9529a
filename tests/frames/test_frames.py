"""Tables of boards, courses and rows: literals of the small city, and SQL of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from cockpit.board.board import Board
from cockpit.board.board_service import BoardService
from cockpit.board.rows.question import Only, Order, Question
from cockpit.board.scope import Scope
from cockpit.board.stale import Stale
from cockpit.errors import NameUnknown, ReadingRefused, ScopeWrong
from cockpit.frames import board_frame, history_frame, rows_frame
from cockpit.frames.number_columns import PARTS
from cockpit.frames.typed_table import table
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.roles import Viewer
from cockpit.units import Text
from cockpit.web.guard import Guard
from tests import small

CITY = Scope("small")
DAY = date(2020, 9, 21)


@pytest.fixture(scope="module")
def keep(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardService]:
    engine = small.fill(module_database_url)
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


def numbers(board: Board) -> list[tuple[str | None, str | None, str, Number]]:
    """Every number of a board, walked through once more."""
    whole = [(None, None, metric, number) for metric, number in board.metrics.items()]
    members = [(name, row) for name, rows in board.tables.items() for row in rows]
    return whole + [(name, row.code, metric, number) for name, row in members for metric, number in row.numbers.items()]


def absent(value: Any) -> bool:
    return bool(pd.isna(value))


def test_every_number_of_a_board_is_one_row_and_nothing_else_is(keep: BoardService) -> None:
    board = keep.board(CITY)
    frame, held = board_frame(board), numbers(board)
    assert len(frame) == len(held) == 183
    for row, (listed, code, metric, number) in zip(frame.to_dict("records"), held, strict=True):
        told = [None if absent(row[name]) else row[name] for name in ("table", "member", "metric")]
        assert told == [listed, code, metric]
        for field in (one for one in fields(Number) if one.name not in PARTS):
            value, said = getattr(number, field.name), row[field.name]
            assert (
                absent(said) if value is None else said == (pd.Timestamp(value) if isinstance(value, date) else value)
            )


def test_what_is_not_known_is_absent_and_never_nought(keep: BoardService) -> None:
    frame = board_frame(keep.board(CITY))
    unknown = frame[frame["note"].notna()]
    assert len(unknown) > 10 and unknown["value"].isna().all()
    assert frame[frame["note"].isna()]["value"].notna().all()
    space = frame[(frame["member"] == "space") & (frame["metric"] == "volumes.records")].iloc[0]
    assert space["value"] is pd.NA and space["note"] == "building"


AROUND = ("table", "member", "member_zh", "member_en", "note")


def test_a_number_stands_with_its_names_unit_origin_and_change(keep: BoardService) -> None:
    frame = board_frame(keep.board(CITY))
    (row,) = frame[frame["table"].isna() & (frame["metric"] == "volumes.records")].to_dict("records")
    assert {name: row[name] for name in row if name not in AROUND and not pd.isna(row[name])} == {
        "metric": "volumes.records",
        "metric_zh": "基础库记录",
        "metric_en": "Base library records",
        "value": 1060.0,
        "unit": "record",
        "unit_zh": "条",
        "unit_en": "records",
        "as_of": pd.Timestamp(2020, 9, 21),
        "provenance": "published",
        "published": 1000.0,
        "published_qualifier": "多",
        "previous": 990.0,
        "change": 70.0,
        "change_provenance": "measured",
        "stale": False,
    }
    assert frame.attrs == {"board": keep.board(CITY).id, "as_of": "2020-09-21", "scope": "as_of=2020-09-21"}


def test_libraries_are_what_the_database_says(keep: BoardService) -> None:
    """The newest row of each library and unit, added up by SQL of its own."""
    newest = (
        "SELECT library, SUM(records) FROM library_daily AS one WHERE day = "
        "(SELECT MAX(day) FROM library_daily AS other WHERE other.library = one.library AND other.unit = one.unit) "
        "GROUP BY library"
    )
    with keep.engine.connect() as connection:
        said = {library: int(records) for library, records in connection.execute(text(newest))}
    frame = board_frame(keep.board(CITY))
    told = frame[(frame["table"] == "libraries") & (frame["metric"] == "volumes.records")].dropna(subset="value")
    assert dict(zip(told["member"], told["value"], strict=True)) == said == {"people": 1_020, "firms": 40}


def test_a_history_is_what_the_database_says_of_each_week(keep: BoardService) -> None:
    days = [DAY - timedelta(days=7 * step) for step in (2, 1, 0)]
    frame = history_frame(keep, ["sharing.records"], scope=CITY, days=days)
    week = "SELECT SUM(records) FROM flow_daily WHERE day > :after AND day <= :upto"
    with keep.engine.connect() as connection:
        said = [
            int(connection.execute(text(week), {"after": day - timedelta(days=7), "upto": day}).scalar_one())
            for day in days
        ]
    assert list(frame["value"]) == said == [10, 100, 400]
    assert list(frame["day"]) == [pd.Timestamp(day) for day in days]
    assert list(frame["provenance"]) == ["measured", "measured", "demo"]


def test_a_history_of_a_part_of_the_city_is_of_that_part(keep: BoardService) -> None:
    own = history_frame(keep, ["opening.datasets"], scope=Scope("small", unit="c"), days=[date(2020, 9, 20), DAY])
    assert list(own["value"]) == [4, 5]
    assert set(own["metric_zh"]) == {"开放数据集"} and own["unit"].astype(str).tolist() == ["dataset"] * 2


def test_rows_make_their_number_for_every_metric(keep: BoardService) -> None:
    asked = 0
    for metric in METRICS.names():
        page = keep.rows(Question(metric, CITY))
        frame = rows_frame(keep, Question(metric, CITY, start=5, end=6))
        assert len(frame) == page.whole.count, metric
        for name, total in page.whole.sums.items():
            assert frame[name].isna().all() if total is None else frame[name].sum() == pytest.approx(total), metric
        asked += len(frame)
    assert asked > 100


def test_rows_are_those_of_the_question_in_its_order(keep: BoardService) -> None:
    question = Question(
        "volumes.records", CITY, sort=(Order("records", falling=True),), only=(Only("unit", "eq", "b"),)
    )
    frame = rows_frame(keep, question)
    assert list(frame["records"]) == [60, 40]
    assert list(frame["library_en"]) == ["Name", "Name"] and list(frame["unit_zh"]) == ["b单位"] * 2
    assert list(frame["day"]) == [pd.Timestamp(2020, 9, 21), pd.Timestamp(2020, 9, 1)]


def test_types_are_the_same_where_there_is_no_row(keep: BoardService) -> None:
    some = rows_frame(keep, Question("volumes.records", CITY))
    none = rows_frame(keep, Question("volumes.records", CITY, only=(Only("records", "gt", 10_000),)))
    assert (len(some), len(none)) == (3, 0)
    assert none.dtypes.equals(some.dtypes)
    assert history_frame(keep, ["volumes.records"], scope=CITY, days=[]).dtypes["as_of"] == "datetime64[us]"


def test_nobody_gets_by_a_table_what_may_not_be_seen(keep: BoardService) -> None:
    county = Guard(keep, lambda: Viewer("county", frozenset({"c"})))
    own = Scope("small", unit="c")
    assert list(history_frame(county, ["opening.datasets"], scope=own, days=[DAY])["value"]) == [5]
    assert set(rows_frame(county, Question("opening.datasets", own))["unit"]) == {"c"}
    for scope in (CITY, Scope("small", unit="a")):
        with pytest.raises(ReadingRefused):
            history_frame(county, ["opening.datasets"], scope=scope, days=[DAY])
        with pytest.raises(ReadingRefused):
            rows_frame(county, Question("opening.datasets", scope))


def test_what_cannot_be_asked_is_refused_in_words(keep: BoardService) -> None:
    with pytest.raises(NameUnknown, match=r"nearest is 'volumes\.records'"):
        history_frame(keep, ["volumes.record"], scope=CITY, days=[DAY])
    with pytest.raises(ScopeWrong):
        history_frame(keep, ["volumes.records"], scope=CITY, days=[date(1999, 1, 1)])
    with pytest.raises(ScopeWrong, match="no column theme"):
        rows_frame(keep, Question("volumes.records", CITY, sort=(Order("theme"),)))


def test_a_board_that_was_kept_while_the_database_is_silent_says_so(keep: BoardService) -> None:
    board = keep.board(CITY)
    assert not board_frame(board)["stale"].any()
    kept = board.mark_stale(Stale(small.NOW, Text("无法连接", "silent")))
    assert board_frame(kept)["stale"].all()


def test_a_word_that_nobody_knew_is_kept_beside_those_that_are_known() -> None:
    frame = table([{"word": "new"}, {"word": None}, {"word": "demo"}], {"word": ("published", "demo")})
    assert list(frame["word"].cat.categories) == ["published", "demo", "new"]
    assert frame["word"].isna().tolist() == [False, True, False]


def test_every_field_of_a_number_has_a_column_of_a_type(keep: BoardService) -> None:
    frame = board_frame(replace(keep.board(CITY), tables={}))
    parted = {name.rpartition("_")[0] for name in frame.columns} | set(frame.columns)
    assert {field.name for field in fields(Number)} <= parted
    assert "object" not in frame.dtypes.astype(str).tolist()
