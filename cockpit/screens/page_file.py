"""Everything that a file of a page may hold, made of contents: its panels, and what stands beside them."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.panels.view import View
from cockpit.screens import desk, drawer, page_sheets, restatement_marks, supplements
from cockpit.screens.drawer_state import NOTHING, DrawerState


def sections(
    board: Board, page: str, view: View, *, metric: str | None = None, opened: DrawerState = NOTHING
) -> page_sheets.Sections:
    """In the order of the page; a number that was said otherwise knows it."""
    beside = drawer.supplement(board, metric, opened, page=page)
    above, below = supplements.above(board, page, opened), supplements.below(board, page, opened)
    more = [*below, *([beside] if beside else [])]
    found = {one.name: page_sheets.section(one.shown, view) for one in above}
    found |= page_sheets.sections(board, desk.panels(page), view)
    found |= {one.name: page_sheets.section(one.shown, view) for one in more}
    return page_sheets.restated(found, board, restatement_marks.restated(board, opened.restated))
