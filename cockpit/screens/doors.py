"""On the desk every number is a door: a click opens the drawer that says where it comes from."""

from __future__ import annotations

from collections.abc import Container

from cockpit.marks.element import Child, Element, el
from cockpit.panels.link import here
from cockpit.panels.view import View


def doors(element: Element, view: View, known: Container[str]) -> Element:
    """The same tree; what a number shows becomes a link, unless the number stands in a link already."""
    if element.tag in ("a", "button", "option"):
        return element
    children: tuple[Child, ...] = tuple(
        child if isinstance(child, str) else doors(child, view, known) for child in element.children
    )
    metric = element.attributes.get("data-metric")
    if metric is not None and metric in known:
        children = (el("a", [*element.children], href=here(view, metric=metric), class_="door", data_link=True),)
    return Element(element.tag, element.attributes, children, element.figure)
