"""One scenario or unit in the light on every panel: emphasis only, no number changes."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks.element import Element, el
from cockpit.panels.link import here, link
from cockpit.panels.view import View

TABLES = ("scenarios", "providers", "consumers", "counties", "unit_volumes", "unit_sharing", "unit_opening")
"""Tables whose members can be put in the light; a member of another table may be lit with them."""

LIT = "lit"


def known(board: Board) -> dict[str, str]:
    """Code and table of everything that can be highlighted; a scenario comes before the unit that it is for."""
    found: dict[str, str] = {}
    for table in TABLES:
        for row in board.tables.get(table, ()):
            found.setdefault(row.code, table)
    return found


def name_of(board: Board, code: str, view: View) -> str:
    row = board.row(known(board)[code], code)
    return view.tell(row.short) if row else code


def chip(board: Board, view: View) -> Element | None:
    """高亮 精准扶贫 ×: beside the filters and not one of them."""
    if view.highlight is None or view.highlight not in known(board):
        return None
    said = view.say("高亮", "Highlight")
    off = el("span", "×", aria_hidden="true")
    label = view.say("取消高亮", "Clear highlight")
    made = link(
        [said, el("b", name_of(board, view.highlight, view)), off],
        here(view, highlight=None),
        class_="button highlight-chip",
    )
    return made.having(title=label)


def switch(row: Row | None, view: View, *, code: str) -> Element:
    """For the head of a row: it puts its member in the light, or lets it go."""
    on = view.highlight == code
    name = view.tell(row.short) if row else code
    said = (
        view.say(f"取消高亮 {name}", f"Clear highlight of {name}")
        if on
        else view.say(f"高亮 {name}", f"Highlight {name}")
    )
    made = link("", here(view, highlight=None if on else code), class_="spot")
    return made.having(**{"aria-label": said, "title": said})
