"""Figures of panels' own in files: each is drawn once by plotly.js in the printer, and stands in the file as shapes.

Where one cannot be drawn, or nothing prints, the table beneath it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from cockpit.marks.element import Child, Element, PlotElement, el
from cockpit.marks.slide_exhibit import Picture
from cockpit.panels.view import View
from cockpit.snapshot.format import Printer
from cockpit.snapshot.print_document import document

ONLY_LIVE = ("data-plotly", "data-label")
SIZED = ("width", "height", "class", "style")
"""Of the root of a drawing: its place says how large it is."""
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
    found = [one for one in screen if isinstance(one, PlotElement)]
    if not found:
        return screen
    return _placed(screen, iter(_shapes(screen, found, printer, view=view, sheets=sheets, size=size, surface=surface)))


def _shapes(
    screen: Element,
    found: Sequence[PlotElement],
    printer: Printer,
    *,
    view: View,
    sheets: Sequence[str],
    size: tuple[int, int],
    surface: str = "",
) -> list[str | None]:
    """The drawing of each, None for those that failed."""
    lettered = el("div", screen, el("p", " ".join(_texts([one.figure for one in found])), style="display:none"))
    html = document(lettered, title="", view=view, surface=surface, sheets=sheets)
    shapes = printer.plots(html, [dict(one.figure or {}) for one in found], width=size[0], height=size[1])
    return [*shapes, *[None] * (len(found) - len(shapes))]


def painted(one: Picture, printer: Printer, *, view: View, wide: float, high: float) -> bytes | None:
    """The figure as a PNG for a place on a slide, in centimetres; None where nothing draws it."""
    width, height = round(wide * SLIDE), round(high * SLIDE)
    sheets = ("tokens.css", "report.css")
    style = {"class": "plot", "data-own": "", "style": f"--plot:{height}px;margin:0"}
    place = PlotElement("div", style, (), one.figure, one.label)
    (shape,) = _shapes(place, [place], printer, view=view, sheets=sheets, size=(width, height))
    if shape is None:
        return None
    html = document(_placed(place, iter([shape])), title="", view=view, sheets=sheets)
    return printer.picture(html, width=width, height=height, scale=SHARP)


def _placed(element: Element, shapes: Iterator[str | None]) -> Element:
    if isinstance(element, PlotElement):
        made, kept = next(shapes), {name: said for name, said in element.attributes.items() if name not in ONLY_LIVE}
        if made is None:
            return Element(element.tag, {**kept, "data-failed": ""}, element.children)
        return Element(element.tag, kept, (*element.children, picture(made, label=element.label)))
    children: tuple[Child, ...] = tuple(
        child if isinstance(child, str) else _placed(child, shapes) for child in element.children
    )
    return replace(element, children=children)


def picture(svg: str, *, label: str) -> Element:
    """A drawing of plotly.js as elements, as wide as its place."""
    drawing = ElementTree.fromstring(svg)
    drawing.set("viewBox", f"0 0 {drawing.get('width', '0')} {drawing.get('height', '0')}")
    for name in SIZED:
        drawing.attrib.pop(name, None)
    return _element(drawing).having(role="img", **{"aria-label": label})


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
