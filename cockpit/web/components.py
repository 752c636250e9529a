"""The tree of elements as one Dash component: the same tags, the same attributes, so that the page never changes.

One component and not one for each element: Dash watches every component that it knows, and a page of two thousand of
them takes six seconds to be drawn anew; React alone needs a tenth of a second.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from cockpit.marks.element import Element
from cockpit.web import charts
from cockpit.web.dash_internals import Tree

ATTRIBUTES = {
    "class": "className",
    "for": "htmlFor",
    "tabindex": "tabIndex",
    "colspan": "colSpan",
    "rowspan": "rowSpan",
    "datetime": "dateTime",
    "hreflang": "hrefLang",
    "autocomplete": "autoComplete",
    "spellcheck": "spellCheck",
    "maxlength": "maxLength",
    "minlength": "minLength",
    "readonly": "readOnly",
    "autofocus": "autoFocus",
}
SWITCHES = {"selected", "disabled", "hidden", "open", "multiple", "required", "checked", "readOnly", "autoFocus"}

Node = dict[str, Any]
"""Tag `t`, attributes `a`, children `c` (texts or nodes); `figure` or `grid` is laid over the children."""


def empty(name: str) -> Tree:
    """A component of this id, to which elements are handed `written`."""
    return Tree(tree="", plotly=charts.ADDRESS, id=name)


def written(element: Element) -> str:
    """An element and everything in it, as the text that the component is handed."""
    return orjson.dumps(node(element)).decode()


def node(element: Element) -> Node:
    """A figure is laid over its HTML children, which keep its place and its numbers while Plotly is on its way."""
    attributes = {ATTRIBUTES.get(name, name): _value(name, value) for name, value in element.attributes.items()}
    made: Node = {"t": element.tag}
    if element.figure is not None:
        attributes["data-figure"] = ""
        made["figure"] = dict(element.figure)
    if "data-rows" in attributes:
        columns = orjson.loads(attributes.pop("data-columns"))
        made["grid"] = {
            "source": attributes["data-rows"],
            "columns": columns,
            "language": attributes.pop("data-language"),
        }
    if attributes:
        made["a"] = attributes
    if element.children:
        made["c"] = [child if isinstance(child, str) else node(child) for child in element.children]
    return made


def _value(name: str, value: str) -> Any:
    if name == "style":
        return style(value)
    return True if ATTRIBUTES.get(name, name) in SWITCHES else value


def style(text: str) -> dict[str, str]:
    """A style attribute as React wants it: camel case, but custom properties as they are."""
    written: dict[str, str] = {}
    for declaration in re.split(r";(?![^(]*\))", text):
        name, colon, value = declaration.partition(":")
        if colon:
            name = name.strip()
            camel = name if name.startswith("--") else re.sub(r"-(\w)", lambda found: found[1].upper(), name)
            written[camel] = value.strip()
    return written
