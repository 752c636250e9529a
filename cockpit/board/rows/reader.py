"""Reads pages of rows, and keeps what it has counted: totals and levels stay until the data changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from threading import Lock
from typing import Any

from cachetools import LRUCache, cachedmethod
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage, every, page
from cockpit.store.exchange_database import read_connection

HELD = 512


class Reader:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: LRUCache[Any, Any] = LRUCache(HELD)
        self._guard = Lock()

    def page(self, board: Board, question: Question) -> RowPage:
        with read_connection(self._engine) as connection:
            return page(connection, board, question, kept=self.kept)

    def every(self, board: Board, question: Question) -> Iterator[dict[str, Any]]:
        """The connection is held until the last row was taken, or nobody takes any more."""
        with read_connection(self._engine) as connection:
            yield from every(connection, board, question, kept=self.kept)

    @cachedmethod(attrgetter("_held"), key=lambda _, key, work_out: key, lock=attrgetter("_guard"))
    def kept(self, key: Any, work_out: Callable[[], Any]) -> Any:
        """What was worked out under this key before; one that fails is worked out again."""
        return work_out()
