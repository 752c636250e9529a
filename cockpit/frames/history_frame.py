"""Metrics over time as a table: a row for every day that is asked for and every metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.frames import number_columns
from cockpit.frames.typed_table import DAY, table
from cockpit.metrics.metric import METRICS


class BoardSource(Protocol):
    """What hands out boards: cockpit/board/board_service.py, or a door before it."""

    def board(self, scope: Scope) -> Board:
        """The board of a scope. ScopeWrong where it cannot be asked, ReadingRefused where the viewer may not."""
        ...


def history_frame(keep: BoardSource, metrics: Sequence[str], *, scope: Scope, days: Iterable[date]) -> pd.DataFrame:
    """`day` is the one asked for, `as_of` the day that the number is of, which may lie before it.

    Every day is the board of that day, as the desk shows it: a number over a period is over the one that ends there.
    NameUnknown where there is no such metric, ScopeWrong where there is no such day, ReadingRefused where the reader
    may not see the scope.
    """
    for metric in metrics:
        METRICS[metric]
    rows = []
    for day in days:
        board = keep.board(scope.on(day))
        rows += [{"day": day, **number_columns.row(board, metric, board[metric])} for metric in metrics]
    return table(rows, {"day": DAY, **number_columns.columns()})
