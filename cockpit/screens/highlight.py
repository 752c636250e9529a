"""One scenario or unit in the light on every panel: emphasis only, no number changes."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Child, Element, el
from cockpit.panels.link import here, link
from cockpit.panels.view import View

TABLES = ("scenarios", "providers", "consumers", "counties", "unit_volumes", "unit_sharing", "unit_opening")
"""Tables whose members can be put in the light; a member of another table may be lit with them."""

HOLDERS = ("tr", "li")
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
        [said, el("b", name_of(board, view.highlight, view)), off], here(view, highlight=None), class_="btn hlchip"
    )
    return Element(made.tag, {**made.attributes, "title": label}, made.children)


def highlight(element: Element, board: Board, view: View) -> Element:
    """The same tree: what is about the code is marked, and the head of every row that could be has a switch."""
    return _walk(element, board, view, switches=known(board))


def _walk(element: Element, board: Board, view: View, *, switches: dict[str, str]) -> Element:
    if element.tag in HOLDERS or "tiles" in element.attributes.get("class", "").split():
        return _holder(element, board, view, switches=switches)
    children = tuple(
        child if isinstance(child, str) else _walk(child, board, view, switches=switches) for child in element.children
    )
    return Element(element.tag, element.attributes, children, element.figure)


def _holder(element: Element, board: Board, view: View, *, switches: dict[str, str]) -> Element:
    if element.tag not in HOLDERS:
        squares = [child if isinstance(child, str) else _mark(child, view) for child in element.children]
        return Element(element.tag, element.attributes, tuple(squares), element.figure)
    children: tuple[Child, ...] = element.children
    code = next((one for one in _codes(element) if one in switches), None)
    if element.tag == "tr" and code:
        children = tuple(
            child
            if isinstance(child, str) or child.tag != "th"
            else _switch(child, board.row(switches[code], code), view, code=code)
            for child in children
        )
    return _mark(Element(element.tag, element.attributes, children, element.figure), view)


def _mark(element: Element, view: View) -> Element:
    if view.highlight is None or view.highlight not in _codes(element):
        return element
    named = f"{element.attributes.get('class', '')} {LIT}".strip()
    return Element(element.tag, {**element.attributes, "class": named}, element.children, element.figure)


def _codes(element: Element) -> list[str]:
    """Of which members its numbers are."""
    members = [one.attributes["data-member"] for one in element if "data-member" in one.attributes]
    return list(dict.fromkeys(RowKey.parse(member).code for member in members))


def _switch(head: Element, row: Row | None, view: View, *, code: str) -> Element:
    on = view.highlight == code
    name = view.tell(row.short) if row else code
    said = (
        view.say(f"取消高亮 {name}", f"Clear highlight of {name}")
        if on
        else view.say(f"高亮 {name}", f"Highlight {name}")
    )
    made = link("", here(view, highlight=None if on else code), class_="spot")
    spot = Element(made.tag, {**made.attributes, "aria-label": said, "title": said}, ())
    return Element(head.tag, head.attributes, (*head.children, spot), head.figure)
