"""Figures of panels' own in files: each is drawn once by plotly.js in the printer, and stands in the file as shapes.

Where one cannot be drawn, or nothing prints, the table beneath it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from cockpit.marks.element import Child, Element, el
from cockpit.marks.slide import Picture
from cockpit.panels.view import View
from cockpit.snapshot.document import document
from cockpit.snapshot.format import Printer

OWN = "data-own"
ONLY_LIVE = ("data-plotly", "data-label")
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
SLIDE, SHARP = 22.3, 3
"""Pixels of a figure in a centimetre of a slide, so that its text is 14 pt there; and how many of these are painted."""
XML = "{http://www.w3.org/XML/1998/namespace}"


def drawn(
    screen: Element,
    printer: Printer,
    *,
    view: View,
    sheets: Sequence[str],
    size: tuple[int, int],
    surface: str = "",
) -> Element:
    """The same tree with every such figure as SVG; `size` is that of the window in which it is laid out."""
    figures = [one for one in screen if OWN in one.attributes and one.figure is not None]
    if not figures:
        return screen
    lettered = el("div", screen, el("p", " ".join(_texts([one.figure for one in figures])), style="display:none"))
    html = document(lettered, title="", view=view, surface=surface, sheets=sheets)
    shapes = printer.plots(html, [dict(one.figure or {}) for one in figures], width=size[0], height=size[1])
    return _placed(screen, iter([*shapes, *[None] * (len(figures) - len(shapes))]))


def painted(one: Picture, printer: Printer, *, view: View, wide: float, high: float) -> bytes | None:
    """The figure as a PNG for a place on a slide, in centimetres; None where nothing draws it."""
    width, height = round(wide * SLIDE), round(high * SLIDE)
    place = el("div", class_="plot", data_own=True, style=f"--plot:{height}px;margin:0", figure=one.figure)
    sheets = ("tokens.css", "report.css")
    made = drawn(place, printer, view=view, sheets=sheets, size=(width, height))
    if "data-failed" in made.attributes:
        return None
    html = document(made, title="", view=view, sheets=sheets)
    return printer.picture(html, width=width, height=height, scale=SHARP)


def _placed(element: Element, shapes: Iterator[str | None]) -> Element:
    if OWN in element.attributes and element.figure is not None:
        made, kept = next(shapes), {name: said for name, said in element.attributes.items() if name not in ONLY_LIVE}
        if made is None:
            return Element(element.tag, {**kept, "data-failed": ""}, element.children)
        shape = picture(made, label=element.attributes.get("data-label", ""))
        return Element(element.tag, kept, (*element.children, shape))
    children: tuple[Child, ...] = tuple(
        child if isinstance(child, str) else _placed(child, shapes) for child in element.children
    )
    return replace(element, children=children)


def picture(svg: str, *, label: str) -> Element:
    """A drawing of plotly.js as elements, as wide as its place."""
    made = _element(ElementTree.fromstring(svg))
    width, height = (made.attributes.get(name, "0") for name in ("width", "height"))
    kept = {name: said for name, said in made.attributes.items() if name not in ("width", "height", "class", "style")}
    kept |= {"viewBox": f"0 0 {width} {height}", "role": "img", "aria-label": label}
    return replace(made, attributes=kept)


def _element(node: ElementTree.Element) -> Element:
    children: list[Child] = [node.text] if node.text else []
    for child in node:
        children.append(_element(child))
        children += [child.tail] if child.tail else []
    attributes = {name.replace(XLINK, "").replace(XML, "xml:"): said for name, said in node.attrib.items()}
    return Element(node.tag.replace(SVG, ""), attributes, tuple(children))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a figure, so that the fonts of the page hold its letters."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
