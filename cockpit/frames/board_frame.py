"""A board as a table: a row for every number of the city, and for every number of every member of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cockpit.board.board import Board
from cockpit.frames import number_columns
from cockpit.frames.typed_table import TEXT, table

PLACE = {"table": TEXT, "member": TEXT, "member_zh": TEXT, "member_en": TEXT}


def board_frame(board: Board) -> pd.DataFrame:
    """`table` and `member` are NA where the number is of the whole scope. `attrs` has the board's id, day and scope."""
    frame = table(_rows(board), {**PLACE, **number_columns.columns()})
    frame.attrs = {"board": board.id, "as_of": board.as_of.isoformat(), "scope": board.scope.to_query()}
    return frame


def _rows(board: Board) -> Iterator[dict[str, Any]]:
    for metric, number in board.metrics.items():
        yield number_columns.row(board, metric, number)
    for name, members in board.tables.items():
        for member in members:
            place = {"table": name, "member": member.code, "member_zh": member.name.zh, "member_en": member.name.en}
            for metric, number in member.numbers.items():
                yield {**place, **number_columns.row(board, metric, number)}
