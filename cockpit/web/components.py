"""The tree of elements as Dash components: the same tags, the same attributes, so that the page never changes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import orjson
from dash import dcc, html
from dash.development.base_component import Component

from cockpit.marks.element import Element

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
}
SWITCHES = {"selected", "disabled", "hidden", "open", "multiple", "required", "checked", "readOnly", "autoFocus"}
GRAPH: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False, "showTips": False}


class Plain(Component):
    """An HTML element that dash.html cannot say, such as an input; assets/plain.js draws it."""

    _namespace = "cockpit"
    _type = "Plain"

    def __init__(self, children: Any = None, *, tag: str, attributes: dict[str, Any]) -> None:
        self._prop_names = ["children", "tag", "attributes"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        self._children_props: list[str] = []
        self._base_nodes = ["children"]
        super().__init__(  # type: ignore[no-untyped-call]
            children=children, tag=tag, attributes=attributes
        )


class Grid(Component):
    """The table of rows that is fetched a page at a time; assets/grid.js draws it over the plain one."""

    _namespace = "cockpit"
    _type = "Grid"

    def __init__(self, *, source: str, columns: list[dict[str, Any]], language: str) -> None:
        self._prop_names = ["source", "columns", "language"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        self._children_props: list[str] = []
        self._base_nodes = ["children"]
        super().__init__(source=source, columns=columns, language=language)  # type: ignore[no-untyped-call]


def component(element: Element) -> Component:
    """An element and everything in it.

    A figure is laid over its HTML children, which keep its place and its numbers while Plotly is on its way.
    """
    children: list[Any] = [child if isinstance(child, str) else component(child) for child in element.children]
    attributes = {ATTRIBUTES.get(name, name): _value(name, value) for name, value in element.attributes.items()}
    if element.figure is not None:
        attributes["data-figure"] = ""
        graph = dcc.Graph(figure=dict(element.figure), config=GRAPH, responsive=True, className="drawing")
        children = [html.Div(children, className="instead"), graph]
    if "data-rows" in attributes:
        columns = orjson.loads(attributes.pop("data-columns"))
        grid = Grid(source=attributes["data-rows"], columns=columns, language=attributes.pop("data-language"))
        children = [html.Div(children, className="instead"), grid]
    return _made(element.tag, attributes, children)


def _made(tag: str, attributes: dict[str, Any], children: list[Any]) -> Component:
    kind = getattr(html, tag.capitalize(), None)
    if kind is None or not all(_known(name, kind) for name in attributes):
        return Plain(children or None, tag=tag, attributes=attributes)
    inside: Any = children[0] if len(children) == 1 else children or None
    made: Component = kind(inside, **attributes)
    return made


def _known(name: str, kind: type[Component]) -> bool:
    return name.startswith(("data-", "aria-")) or name in _properties(kind)


@cache
def _properties(kind: type[Component]) -> frozenset[str]:
    made: Any = kind()
    return frozenset(made.available_properties)


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
