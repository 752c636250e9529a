"""What a page of the desk has beside the panels of the gallery: the contents that the page and its file show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cockpit.board.board import Board
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks.element import Element
from cockpit.panels.content import Content
from cockpit.panels.link import here
from cockpit.panels.supplement import Supplement
from cockpit.panels.trust import (
    accounts,
    agreements,
    audit_card,
    gaps,
    history_cards,
    interfaces,
    quality_table,
    quarantine_table,
    returns_table,
    sharing_backlog,
    takers,
)
from cockpit.panels.view import View
from cockpit.screens import comparison_table, handbook, quarantine_card, restatements, rows_card
from cockpit.screens.drawer_state import NOTHING, DrawerState
from cockpit.screens.restatement_marks import restated
from cockpit.screens.top_bar import address


def above(board: Board, page: str, opened: DrawerState) -> list[Supplement]:
    """Over the panels: rows that wait outside, or the rows behind a number, and the comparison."""
    # The middle of all units is another one for every number, so a page of many has none.
    against = opened.against if opened.against and not opened.against.middle else None
    compared = comparison_table.data(board, opened.other, against, page) if against else None
    listed = _listed(board, opened)
    return [
        *([listed] if listed else []),
        *([Supplement("beside", compared, comparison_table.draw)] if compared else []),
    ]


def _listed(board: Board, opened: DrawerState) -> Supplement | None:
    """One grid at a time; none where they could not be read."""
    if opened.failed:
        return None
    if opened.barred:
        return Supplement("rows", quarantine_card.forbidden(board), quarantine_card.draw_forbidden)
    if waiting := opened.refused:
        return Supplement("rows", quarantine_card.data(board, waiting), partial(quarantine_card.draw, page=waiting))
    if behind := opened.behind:
        drawing = partial(rows_card.draw, page=behind, query=board.question.to_query())
        return Supplement("rows", rows_card.data(board, behind), drawing)
    return None


def below(board: Board, page: str, opened: DrawerState) -> list[Supplement]:
    """Under them: what the page of trust says beyond its board, the handbook."""
    found = trust(board, opened.trusted, opened) if opened.trusted else []
    return [*found, *(handbook.supplements(board, sought=opened.sought) if page == "metrics" else ())]


NAMED = ("trust_", "handbook_")
"""How those are called that a program may ask for by their name."""


def named(name: str, board: Board, trusted: Callable[[], Trusted]) -> Supplement | None:
    """None where there is none of this name. What sealed weeks say otherwise is known to the page alone."""
    if name.startswith("handbook_"):
        return next((one for one in handbook.supplements(board) if one.name == name), None)
    found = trust(board, trusted(), NOTHING)
    return next((one for one in found if one.name == name != "trust_restated"), None)


def trust(board: Board, trusted: Trusted, opened: DrawerState) -> list[Supplement]:
    """History, quality, who gives and who only takes, what was agreed: each with its width in the grid of twelve."""
    said = restated(board, opened.restated)
    return [
        Supplement("trust_audit", audit_card.data(board, trusted), audit_card.draw),
        Supplement("trust_history", history_cards.data(board, trusted), history_cards.draw),
        Supplement("trust_restated", restatements.data(board, said), restatements.draw),
        Supplement("trust_quality", quality_table.data(board, trusted), quality_table.draw),
        Supplement("trust_takers", takers.data(board, trusted), takers.draw, "width-4"),
        Supplement("trust_gaps", gaps.data(board, trusted), gaps.draw, "width-4"),
        Supplement("trust_unused", interfaces.data(board, trusted), interfaces.draw, "width-4"),
        Supplement("trust_agreed", sharing_backlog.data(board), sharing_backlog.draw, "width-6"),
        Supplement("trust_returned", returns_table.data(board, trusted), returns_table.draw, "width-6"),
        Supplement("trust_agreements", agreements.data(board, trusted), partial(_agreements, editors=opened.editors)),
        Supplement("trust_accounts", accounts.data(board, trusted), accounts.draw),
        Supplement("trust_refused", quarantine_table.data(board, trusted), quarantine_table.draw),
    ]


def _agreements(shown: Content, view: View, *, editors: tuple[str, ...]) -> Element:
    return agreements.draw(shown, view, editors=editors, back=here(view, address("trust")))
