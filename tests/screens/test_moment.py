"""The moment of a page is that of its data, in the city's zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cockpit.board.board import Board
from cockpit.screens.moment import moment
from tests import handmade


def read(*newest: datetime | None) -> Board:
    board = handmade.board()
    return replace(board, sources=tuple(replace(board.sources[0], newest_at=one) for one in newest))


def test_it_is_the_newest_reading_of_the_day_of_the_board_on_the_clock_of_the_city() -> None:
    early, late = datetime(2020, 9, 29, 22, 0, tzinfo=UTC), datetime(2020, 9, 30, 10, 5, tzinfo=UTC)
    assert moment(read(late, None, early)) == "2020-09-30 18:05"


def test_where_no_source_says_a_minute_of_that_day_it_is_the_day() -> None:
    assert moment(read()) == moment(read(None)) == "2020-09-30"
    assert moment(read(datetime(2020, 9, 28, 3, 0, tzinfo=UTC))) == "2020-09-30"
    assert moment(replace(read(datetime(2020, 9, 30, 3, 0, tzinfo=UTC)), as_of=date(2020, 9, 27))) == "2020-09-27"
