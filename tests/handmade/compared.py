"""A board held against one of a week before: downloads rose from 100 to 210, datasets from 1,600 to 1,660."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cockpit.board.board import Board
from cockpit.board.board_comparison import compared_with
from cockpit.board.keys import RowKey
from cockpit.board.quote import Quote
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from tests import handmade

MISSING = Text("40项", "40 items")


def compared() -> Board:
    """Its first notice quotes the 40 items that E-licences lack; its changes are told, the heaviest first."""
    now = measured(measured(handmade.board(), "opening.datasets", 1_660), "opening.downloads", 210)
    was = measured(measured(handmade.board(), "opening.datasets", 1_600), "opening.downloads", 100)
    return compared_with(quoting(now), replace(was, as_of=now.as_of - timedelta(days=7)))


def measured(board: Board, metric: str, value: float) -> Board:
    number = replace(
        board[metric], value=value, published=None, published_qualifier=None, provenance=Provenance.MEASURED
    )
    return replace(board, metrics={**board.metrics, metric: number})


def quoting(board: Board) -> Board:
    row = next(row for row in board.rows("libraries") if row.code == "licence")
    quote = Quote(MISSING, "volumes.items_missing", row["volumes.items_missing"], RowKey("libraries", "licence"))
    first, *others = board.notices
    return replace(board, notices=(replace(first, quotes=(quote,)), *others))
