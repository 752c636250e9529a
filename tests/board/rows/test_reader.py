"""What a reader of rows has counted stays, the least used goes first, and what failed is tried again."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine

from cockpit.board.rows.reader import HELD, Reader


def test_what_was_counted_is_kept_even_where_it_is_nothing() -> None:
    reader = Reader(create_engine("sqlite://"))
    assert reader.kept("total", lambda: None) is None
    assert reader.kept("total", lambda: 7) is None


def test_what_failed_is_counted_again() -> None:
    reader = Reader(create_engine("sqlite://"))
    with pytest.raises(ZeroDivisionError):
        reader.kept("total", lambda: 1 // 0)
    assert reader.kept("total", lambda: 7) == 7


def test_the_least_used_goes_first() -> None:
    reader = Reader(create_engine("sqlite://"))
    for number in range(HELD):
        reader.kept(number, lambda number=number: number)
    reader.kept(0, lambda: -1)
    reader.kept("one more", lambda: 1)
    assert reader.kept(0, lambda: -1) == 0
    assert reader.kept(1, lambda: -1) == -1
