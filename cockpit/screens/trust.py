"""The page of trust beyond its board: history, quality, who gives and who only takes, what was agreed."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.board.board import Board
from cockpit.board.trusted.page import Trusted
from cockpit.marks.element import Element
from cockpit.panels.link import here
from cockpit.panels.trusted.accounts import accounts
from cockpit.panels.trusted.agreements import agreements
from cockpit.panels.trusted.history import history, refusals, returned
from cockpit.panels.trusted.lists import agreed, gaps, takers, unused
from cockpit.panels.trusted.quality import quality
from cockpit.panels.view import View
from cockpit.screens.restated import Restated, restatements


def sections(
    board: Board, trusted: Trusted, view: View, *, said: Iterable[Restated] = (), editors: tuple[str, ...] = ()
) -> list[Element]:
    """Each card with its width in the grid of twelve."""
    cards = (
        ("history", history(board, trusted, view), ""),
        ("restated", restatements(board, said, view), ""),
        ("quality", quality(trusted, view), ""),
        ("takers", takers(trusted, view), "w4"),
        ("gaps", gaps(trusted, view), "w4"),
        ("unused", unused(board, trusted, view), "w4"),
        ("agreed", agreed(board, view), "w6"),
        ("returned", returned(board, trusted, view), "w6"),
        ("agreements", agreements(board, trusted, view, editors=editors, back=here(view, "/desk/trust")), ""),
        ("accounts", accounts(board, trusted, view), ""),
        ("refused", refusals(board, trusted, view), ""),
    )
    return [_placed(card, name, width) for name, card, width in cards]


def _placed(card: Element, name: str, width: str) -> Element:
    classes = f"{card.attributes.get('class', '')} {width}".strip()
    return Element(
        card.tag, {**card.attributes, "class": classes, "id": f"panel-trust_{name}"}, card.children, card.figure
    )
