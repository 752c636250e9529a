"""Everything that a file of a page may hold, made of contents: its panels, and what stands beside them."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.panels.view import View
from cockpit.screens import desk, drawer, restated, sheets, supplements
from cockpit.screens.opened import NOTHING, Opened


def sections(
    board: Board, page: str, view: View, *, metric: str | None = None, opened: Opened = NOTHING
) -> sheets.Sections:
    """In the order of the page; a number that was said otherwise knows it."""
    beside = drawer.supplement(board, metric, opened, page=page)
    above, below = supplements.above(board, page, opened), supplements.below(board, page, opened)
    more = [*below, *([beside] if beside else [])]
    found = {one.name: sheets.section(one.shown, view) for one in above}
    found |= sheets.sections(board, desk.panels(page), view)
    found |= {one.name: sheets.section(one.shown, view) for one in more}
    return sheets.restated(found, board, restated.restated(board, opened.restated))
