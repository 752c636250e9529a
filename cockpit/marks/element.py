"""An element: the one tree that the first HTML, the Dash page and the report file are all made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Union

from cockpit.board.keys import PartKey, RowKey
from cockpit.metrics.number import Number

Child = Union["Element", str]
Given = Union[Child, None, "list[Given]", "tuple[Given, ...]"]

VOID = {"br", "wbr", "hr", "img", "input", "link", "meta"}


@dataclass(frozen=True)
class Element:
    """`figure`, where given, is a Plotly figure as a plain dictionary: a live page draws it over the children."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    figure: Mapping[str, Any] | None = None

    def __iter__(self) -> Iterator[Element]:
        """This element and everything in it, in document order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(child for child in reversed(one.children) if isinstance(child, Element))

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def having(self, **attributes: str) -> Element:
        """The same with these attributes, and others that it has already."""
        return replace(self, attributes={**self.attributes, **attributes})

    def classed(self, *names: str | None) -> Element:
        """The same, of these classes too."""
        known = " ".join(name for name in (self.attributes.get("class"), *names) if name)
        return self.having(**{"class": known}) if known else self

    def to_html(self) -> str:
        """HTML5; every text and attribute is escaped, so a hostile title stays a title."""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        if self.tag in VOID:
            return f"<{self.tag}{attributes}>"
        inner = "".join(
            escape(child, quote=False) if isinstance(child, str) else child.to_html() for child in self.children
        )
        return f"<{self.tag}{attributes}>{inner}</{self.tag}>"


@dataclass(frozen=True)
class NumberElement(Element):
    """A number as it stands on a page. It knows itself, so that nothing has to be read back out of what is written."""

    metric: str = ""
    number: Number | None = None
    member: RowKey | None = None
    part: PartKey | None = None


@dataclass(frozen=True)
class PanelElement(Element):
    """A panel of the gallery on a page; `failed`: what stands in its place where it could not be drawn."""

    panel: str = ""
    failed: bool = False


@dataclass(frozen=True)
class PlotElement(Element):
    """The place of a Plotly figure of a panel's own; `label` is what is said in its place."""

    label: str = ""


@dataclass(frozen=True)
class Evidence(Element):
    """What an area shows under its number, for screens that have room for it."""


def el(
    tag: str, *children: Given, figure: Mapping[str, Any] | None = None, **attributes: str | int | bool | None
) -> Element:
    """An element; `class_` and `for_` lose the underscore, other underscores become hyphens (`data_metric`).

    Nested lists are flattened, None is left out; an attribute that is None or False is left out, True is an empty one.
    """
    written: dict[str, str] = {}
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        written[name.rstrip("_").replace("_", "-")] = "" if value is True else str(value)
    return Element(tag, written, _joined(children), figure)


def _joined(children: Given) -> tuple[Child, ...]:
    """Neighbouring texts are one text, as a browser reads them from HTML; so the live page is spaced like the first."""
    joined: list[Child] = []
    for child in _flat(children):
        if joined and isinstance(child, str) and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    return tuple(joined)


def _flat(children: Given) -> Iterator[Child]:
    if isinstance(children, list | tuple):
        for child in children:
            yield from _flat(child)
    elif children is not None and children != "":
        yield children
