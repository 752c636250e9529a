"""What the first visitors after a load would wait for is looked up before they come: weeks behind drawers and trust.

After a load every board is another one. A drawer and the page of trust hold up to eight sealed weeks against the data
of today, each a board of its own; here they are built one after the other, in a thread that rests after each as long
as it took, so that whoever asks meanwhile is answered first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event

from cockpit.board.board import Board
from cockpit.board.board_access import BoardAccess
from cockpit.board.scope import Scope
from cockpit.calendar import Week
from cockpit.errors import CockpitError
from cockpit.screens.week_access import Weeks

log = logging.getLogger(__name__)

EVERY_S = 15.0
"""So often it is looked whether there are other data; that is one small query."""


class WeekWarmUp:
    def __init__(self, keep: BoardAccess, weeks: Weeks, *, city: str) -> None:
        self.keep, self.weeks, self.city = keep, weeks, city
        self._seen: str | None = None

    def look(self) -> bool:
        """Whether anything was looked up. What fails here fails again where it is asked for, and is said there."""
        try:
            version = self.keep.version()
            if version == self._seen:
                return False
            board = self.keep.board(Scope(self.city))
            self.weeks.restated(None, resting(self.keep.week), upto=board.as_of)
            self.keep.trusted(board)
        except CockpitError as failed:
            log.info("%s", failed)
            return False
        self._seen = version
        return True

    def follow(self, ended: Event) -> None:
        while not ended.wait(EVERY_S):
            self.look()


def resting(ask: Callable[[Week], Board]) -> Callable[[Week], Board]:
    """The same answers, with a rest after each as long as it took."""

    def asked(week: Week) -> Board:
        began = time.monotonic()
        board = ask(week)
        time.sleep(min(time.monotonic() - began, 1))
        return board

    return asked
