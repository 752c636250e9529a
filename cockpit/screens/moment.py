"""Up to when the data of a board are, as one moment that a page carries."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.calendar import in_shanghai


def moment(board: Board) -> str:
    """The board's day, with the minute of the newest reading where a source has one of that day; in the city's zone."""
    read = [in_shanghai(one.newest_at) for one in board.sources if one.newest_at is not None]
    newest = max((one for one in read if one.date() == board.as_of), default=None)
    return f"{newest:%Y-%m-%d %H:%M}" if newest else board.as_of.isoformat()
