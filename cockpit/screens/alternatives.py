"""Behind every picture stands a table of the same numbers, for those who hear the page or walk it by keys."""

from __future__ import annotations

import re

from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Child, Element, el
from cockpit.panels.view import View
from cockpit.screens.shown import ALTERNATIVE

ITEMS = re.compile(r"; |, ")
PICTURES = ("tiles", "heat", "wk", "stack")
"""Marks whose label says all that they show; lines and ribbons bring their own tables."""


def alternatives(element: Element, view: View) -> Element:
    """The same tree, with a table after every such picture that shows more than one number."""
    children: list[Child] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        children.append(alternatives(child, view))
        if told := _told(child, view):
            children.append(el("div", told, class_="vh"))
    return Element(element.tag, element.attributes, tuple(children), element.figure)


def _told(picture: Element, view: View) -> Element | None:
    classes = picture.attributes.get("class", "").split()
    if picture.attributes.get("role") != "img" or not (picture.tag == "svg" or set(classes) & set(PICTURES)):
        return None
    title, _, said = picture.attributes.get("aria-label", "").rpartition(": ")
    lines = _tiles(picture) if "tiles" in classes else [item.rpartition(" ") for item in ITEMS.split(said)]
    rows = [Line((name, value)) for name, _, value in lines if name]
    if len(rows) < 2:
        return None
    heads = (Column(view.say("项", "What")), Column(view.say("数", "Number"), "number"))
    return table(title or view.say("图中的数", "Numbers of the picture"), heads, rows, class_=ALTERNATIVE)


def _tiles(picture: Element) -> list[tuple[str, str, str]]:
    """A tile may say more than one number."""
    squares = [child for child in picture.children if isinstance(child, Element)]
    return [
        (one.attributes.get("title", ""), "", ", ".join(mark.text for mark in one if "data-metric" in mark.attributes))
        for one in squares
    ]
