"""What hands can do with a page, added in one pass over what is drawn: doors, switches to highlight, signs of revision.

It reads of an element what it is (a number of which metric and member, a row, a picture), and no value and no words.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.board.table import filters
from cockpit.marks.element import Child, Element, NumberElement, el
from cockpit.panels.link import here
from cockpit.panels.view import View
from cockpit.screens import highlight
from cockpit.screens.restatement_marks import Restated, sign

ROWS = filters()
"""Tables whose rows can be asked about by themselves, and the filter that asks for one."""
CLOSED = ("a", "button", "option")
"""What leads somewhere by itself: a number in it is no door of its own."""
HOLDERS = ("tr", "li")
PICTURE = "img"


def add(element: Element, board: Board, said: Iterable[Restated], view: View) -> Element:
    """The same tree, no number changed."""
    known = {one.whose: one for one in said}
    whole, _, _ = _Pass(board, view, known, board.definitions, highlight.known(board)).walked(element)
    return whole


Walked = tuple[Element, list[str], bool]
"""An element after the pass, the members of its numbers, and whether there is a link in it."""


@dataclass(frozen=True)
class _Pass:
    board: Board
    view: View
    restated: Mapping[tuple[str, RowKey | None], Restated]
    known: Container[str]
    switches: Mapping[str, str]

    def walked(self, element: Element, *, closed: bool = False, held: bool = False) -> Walked:
        """`closed`: it stands in a link; `held`: in a row, which is lit as a whole."""
        closed = closed or element.tag in CLOSED
        if isinstance(element, NumberElement):
            return self._number(element, closed=closed)
        picture, holder = element.attributes.get("role") == PICTURE, element.tag in HOLDERS
        children: list[Child] = []
        codes: list[str] = []
        leads, same = element.tag == "a", True
        for child in element.children:
            made = child
            if isinstance(child, Element):
                made, within, leading = self.walked(child, closed=closed, held=held or holder)
                made = self._lit(made, within) if picture and not held else made
                codes += within
                leads = leads or leading
            same = same and made is child
            children.append(made)
        told = element.attributes
        if picture and leads:  # what is heard as one picture cannot hold links
            told, same = {**told, "role": "group"}, False
        found = element if same else replace(element, attributes=told, children=tuple(children))
        return self._row(found, codes) if holder and not held else found, codes, leads

    def _number(self, one: NumberElement, *, closed: bool) -> Walked:
        """With the sign of what was said otherwise of this day, and as a door where it stands in no link."""
        told, children = one.attributes, one.children
        revised = self.restated.get((one.metric, one.member)) if one.part is None else None
        if revised is not None:
            told, children = {**told, "data-sealed": revised.sealed}, (*children, sign(revised, self.view))
        door = one.metric in self.known and not closed
        if door:
            children = (self._door(one, children),)
        codes = [one.member.code] if one.member is not None else []
        return replace(one, attributes=told, children=children), codes, door

    def _door(self, one: NumberElement, children: Sequence[Child]) -> Element:
        """A click opens the drawer that says where a number comes from; a part of a number opens the number."""
        own = one.member if one.member and one.part is None and one.member.table in ROWS else None
        address = here(self.view, metric=one.metric, member=own)
        return el("a", [*children], href=address, class_="door", data_link=True)

    def _row(self, element: Element, codes: Sequence[str]) -> Element:
        """The head of every row that could be highlighted has a switch."""
        code = next((one for one in codes if one in self.switches), None) if element.tag == "tr" else None
        if code is None:
            return self._lit(element, codes)
        spot = highlight.switch(self.board.row(self.switches[code], code), self.view, code=code)
        children = (
            replace(child, children=(*child.children, spot))
            if isinstance(child, Element) and child.tag == "th"
            else child
            for child in element.children
        )
        return self._lit(replace(element, children=tuple(children)), codes)

    def _lit(self, element: Element, codes: Sequence[str]) -> Element:
        lit = self.view.highlight is not None and self.view.highlight in codes
        return element.classed(highlight.LIT) if lit else element
