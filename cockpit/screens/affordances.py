"""What hands can do with a page, added in one pass over what is drawn: doors, switches to highlight, signs of revision.

It reads of an element what it is (a number of which metric and member, a row, a picture), and no value and no words.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from cockpit.board.board import Board
from cockpit.board.table import filters
from cockpit.marks.element import Child, Element, el
from cockpit.panels.link import here
from cockpit.panels.view import View
from cockpit.screens import highlight
from cockpit.screens.restated import Restated, sign

ROWS = filters()
"""Tables whose rows can be asked about by themselves, and the filter that asks for one."""
CLOSED = ("a", "button", "option")
"""What leads somewhere by itself: a number in it is no door of its own."""
HOLDERS = ("tr", "li")
PICTURE = "img"


def add(element: Element, board: Board, said: Iterable[Restated], view: View) -> Element:
    """The same tree, no number changed."""
    known = {one.whose: one for one in said}
    return _Pass(board, view, known, board.definitions, highlight.known(board)).walked(element).element


@dataclass(frozen=True)
class _Walked:
    """An element after the pass; `codes` are the members of its numbers, `leads` says that there is a link in it."""

    element: Element
    codes: tuple[str, ...] = ()
    leads: bool = False


@dataclass(frozen=True)
class _Pass:
    board: Board
    view: View
    restated: Mapping[tuple[str, str | None], Restated]
    known: Container[str]
    switches: Mapping[str, str]

    def walked(self, element: Element, *, closed: bool = False, held: bool = False) -> _Walked:
        """`closed`: it stands in a link; `held`: in a row, which is lit as a whole."""
        told = element.attributes
        metric = told.get("data-metric")
        closed = closed or element.tag in CLOSED
        door = metric is not None and metric in self.known and not closed
        picture, holder = told.get("role") == PICTURE, element.tag in HOLDERS
        children: list[Child] = []
        codes: list[str] = [told["data-member"].partition(":")[2]] if "data-member" in told else []
        leads = element.tag == "a"
        for child in element.children:
            if isinstance(child, str):
                children.append(child)
                continue
            one = self.walked(child, closed=closed or door, held=held or holder)
            children.append(self._lit(one.element, one.codes) if picture and not held else one.element)
            codes += one.codes
            leads = leads or one.leads
        if metric is not None:
            told, children = self._revised(told, children)
        if door:
            children, leads = [self._door(told, children)], True
        if picture and leads:  # what is heard as one picture cannot hold links
            told = {**told, "role": "group"}
        found = tuple(dict.fromkeys(codes))
        made = replace(element, attributes=told, children=tuple(children))
        return _Walked(self._row(made, found) if holder and not held else made, found, leads)

    def _revised(self, told: Mapping[str, str], children: list[Child]) -> tuple[Mapping[str, str], list[Child]]:
        """A number of this day that was said otherwise bears a sign that says how."""
        one = self.restated.get((told["data-metric"], told.get("data-member"))) if "data-part" not in told else None
        if one is None:
            return told, children
        return {**told, "data-sealed": one.sealed}, [*children, sign(one, self.view)]

    def _door(self, told: Mapping[str, str], children: list[Child]) -> Element:
        """A click opens the drawer that says where a number comes from; a part of a number opens the number."""
        member, part = told.get("data-member"), told.get("data-part")
        own = member if member and part is None and member.partition(":")[0] in ROWS else None
        address = here(self.view, metric=told["data-metric"], member=own)
        return el("a", [*children], href=address, class_="door", data_link=True)

    def _row(self, element: Element, codes: tuple[str, ...]) -> Element:
        """The head of every row that could be highlighted has a switch."""
        code = next((one for one in codes if one in self.switches), None)
        if element.tag == "tr" and code:
            row = self.board.row(self.switches[code], code)
            spot = highlight.switch(row, self.view, code=code)
            children = (
                replace(child, children=(*child.children, spot))
                if isinstance(child, Element) and child.tag == "th"
                else child
                for child in element.children
            )
            element = replace(element, children=tuple(children))
        return self._lit(element, codes)

    def _lit(self, element: Element, codes: tuple[str, ...]) -> Element:
        lit = self.view.highlight is not None and self.view.highlight in codes
        return element.classed(highlight.LIT) if lit else element
