"""What a page of the desk has beside the panels of the gallery: a content, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cockpit.board.records import Row
from cockpit.marks.element import Element
from cockpit.panels.content import Content
from cockpit.panels.view import View
from cockpit.units import Text

Drawing = Callable[[Content, View], Element]


@dataclass(frozen=True)
class Supplement:
    """`draw` is given the content and nothing else of the board. Its element carries the id `panel-<name>`, and stands
    in the grid of twelve as `class_` says."""

    name: str
    shown: Content
    draw: Drawing
    class_: str = ""

    def drawn(self, view: View) -> Element:
        return self.draw(self.shown, view).having(id=f"panel-{self.name}").classed(self.class_)


def member(code: str, name: Text, **attributes: object) -> Row:
    """A row of what is no table of the board."""
    return Row(code, name, name, attributes=attributes)
