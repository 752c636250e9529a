"""A table that people and screen readers can read: caption, scopes, right-aligned numbers, dashed demo columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.marks.element import Element, Given, el


@dataclass(frozen=True)
class TableColumn:
    """`kind` is text, words (which may wrap), number, bar or state.

    `demo` puts a dashed line before the column, `quiet` hides its title from those who see the table.
    """

    title: str
    kind: str = "text"
    demo: bool = False
    quiet: bool = False

    @property
    def classes(self) -> str | None:
        named = {"number": "flush-right", "bar": "bar-cell", "state": "state", "words": "two-lines wrap"}.get(self.kind)
        return " ".join(name for name in (named, "demo-column" if self.demo else None) if name) or None


@dataclass(frozen=True)
class TableLine:
    """A row; its first cell is its heading unless `heading` names another.

    `state`: selected, highlighted, sum, dim or None.
    """

    cells: tuple[Given, ...]
    state: str | None = None
    heading: int = 0
    href: str | None = None


def table(
    caption: str, columns: Sequence[TableColumn], lines: Sequence[TableLine], *, class_: str | None = None
) -> Element:
    """The caption is for those who hear the table; those who see it have the panel's title."""
    return el(
        "table",
        el("caption", caption, class_="visually-hidden"),
        el("thead", el("tr", [_head(column) for column in columns])),
        el("tbody", [_line(columns, line) for line in lines]),
        class_=class_,
    )


def _head(column: TableColumn) -> Element:
    title = el("span", column.title, class_="visually-hidden") if column.quiet else column.title
    return el("th", title, scope="col", class_=column.classes)


def _line(columns: Sequence[TableColumn], line: TableLine) -> Element:
    cells: list[Given] = [
        el("th", cell, scope="row", class_=column.classes)
        if at == line.heading and cell not in (None, "", [])
        else el("td", cell, class_=column.classes)
        for at, (column, cell) in enumerate(zip(columns, line.cells, strict=True))
    ]
    return el("tr", cells, class_=line.state)


def scrolled(inner: Element, label: str, *, class_: str = "scroll") -> Element:
    """A long table in a box of its own height; the keyboard reaches it because it can be focused."""
    return el("div", inner, class_=class_, role="region", aria_label=label, tabindex="0")
