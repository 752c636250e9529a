"""What is different between two boards, in at most seven sentences: what matters most comes first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cockpit.board.change import Change, ChangeKind
from cockpit.board.sentences.moves import moves
from cockpit.board.sentences.turning_points import differences, sources, targets

if TYPE_CHECKING:
    from cockpit.board.board import Board

MOST = 7
WEEK = timedelta(days=7)
WEIGHTS = {ChangeKind.TARGET: 100.0, ChangeKind.DIFFERENCE: 80.0, ChangeKind.SOURCE: 60.0, ChangeKind.MOVE: 0.0}
"""What a kind weighs; the size of the sentence from 0 to 50 is added, so that a crossed target precedes any move."""


def changes(board: Board, before: Board) -> tuple[Change, ...]:
    """`board` has to be held against `before` already (cockpit/board/board_comparison.py), whichever week that is of.

    Facts come before inventions, then the heavier before the lighter; of equals the name decides, so that the same
    boards always give the same sentences.
    """
    found = [
        *targets(board, before),
        *differences(board, before),
        *sources(board, before),
        *moves(board, usual=board.as_of - before.as_of == WEEK),
    ]
    return tuple(sorted(found, key=_rank)[:MOST])


def heaviness(one: Change) -> float:
    return WEIGHTS[one.kind] + one.weight


def _rank(one: Change) -> tuple[bool, float, str, str]:
    return one.demo, -heaviness(one), one.metric, one.plain("zh")
