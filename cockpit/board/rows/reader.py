"""Reads pages of rows, and keeps what it has counted: totals and levels stay until the data changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.rows.page import Page, every, page
from cockpit.board.rows.question import Question
from cockpit.store.engine import reading

HELD = 512


class Reader:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: OrderedDict[Any, Any] = OrderedDict()
        self._guard = Lock()

    def page(self, board: Board, question: Question) -> Page:
        with reading(self._engine) as connection:
            return page(connection, board, question, kept=self.kept)

    def every(self, board: Board, question: Question) -> Iterator[dict[str, Any]]:
        """The connection is held until the last row was taken, or nobody takes any more."""
        with reading(self._engine) as connection:
            yield from every(connection, board, question, kept=self.kept)

    def kept(self, key: Any, work_out: Callable[[], Any]) -> Any:
        with self._guard:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        found = work_out()
        with self._guard:
            self._held[key] = found
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        return found
