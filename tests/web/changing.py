"""A cockpit whose numbers are others every time it is asked, to be served by gunicorn; for tests that last."""

from __future__ import annotations

import itertools
from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.settings import read
from cockpit.web.app import create_app
from tests.web.living import Handmade

ROUND = 900
CHANGING = ("opening.datasets", "volumes.records", "sharing.resources", "meetings.units", "volumes.items_stored")


class Changing(Handmade):
    def __init__(self) -> None:
        super().__init__()
        self._count = itertools.count()

    def version(self) -> str:
        return f"v{next(self._count)}"

    def board(self, scope: Scope) -> Board:
        step = next(self._count) % ROUND
        self.numbers = dict.fromkeys(CHANGING, 1000 + step)
        self.asked.clear()
        board = super().board(scope)
        # Without the fifteen scenes of the counties, which are like each other and would take most of the time.
        return replace(board, tables={**board.tables, "counties": ()})


server = create_app(read(), Changing()).server
