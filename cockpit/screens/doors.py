"""On the desk every number is a door: a click opens the drawer that says where it comes from."""

from __future__ import annotations

from collections.abc import Container, Mapping

from cockpit.board.keys import RowKey
from cockpit.board.table import filters
from cockpit.marks.element import Child, Element, el
from cockpit.panels.link import here
from cockpit.panels.view import View

ROWS = filters()
"""Tables whose rows can be asked about by themselves, and the filter that asks for one."""


def doors(element: Element, view: View, known: Container[str]) -> Element:
    """The same tree; what a number shows becomes a link, unless the number stands in a link already."""
    if element.tag in ("a", "button", "option"):
        return element
    children: tuple[Child, ...] = tuple(
        child if isinstance(child, str) else doors(child, view, known) for child in element.children
    )
    metric = element.attributes.get("data-metric")
    if metric is not None and metric in known:
        address = here(view, metric=metric, member=_row(element.attributes))
        children = (el("a", [*element.children], href=address, class_="door", data_link=True),)
    return Element(element.tag, _grouped(element, children), children, element.figure)


def _grouped(element: Element, children: tuple[Child, ...]) -> Mapping[str, str]:
    """What is heard as one picture cannot hold links; with doors in it it is a group of the same name."""
    if element.attributes.get("role") != "img" or not any(
        part.tag == "a" for child in children if isinstance(child, Element) for part in child
    ):
        return element.attributes
    return {**element.attributes, "role": "group"}


def _row(attributes: Mapping[str, str]) -> str | None:
    """The row of a table that the number itself is of; a part of a number opens the number."""
    member, part = attributes.get("data-member"), attributes.get("data-part")
    return member if member and part is None and RowKey.parse(member).table in ROWS else None
