"""How lists of units are drawn on the page of trust: names that lead to a unit, counts that lead to their rows."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.trust.trust_page import Trusted
from cockpit.marks.datatable import TableColumn, TableLine, scrolled, table
from cockpit.marks.element import Element, el
from cockpit.panels.link import here, link
from cockpit.panels.value import Cell, words
from cockpit.panels.view import View
from cockpit.units import Text, count

LONG = 8


def boxed(title: Text, columns: Sequence[TableColumn], lines: Sequence[TableLine], view: View) -> Element:
    """A long one in a box of its own height."""
    told = table(view.tell(title), columns, lines)
    return scrolled(told, view.tell(title)) if len(lines) > LONG else told


def unit(code: str, name: Cell, view: View) -> Element:
    return link(words(name, view.language), here(view, "/desk", unit=code))


def rows(counted: Cell, view: View, metric: str, **narrowed: str) -> Element:
    """A count that leads to the rows that make it."""
    address = here(view, "", metric=metric, rows="open", **narrowed)
    said = count(counted) if isinstance(counted, int) else ""
    return el("a", said, href=address, class_="door number", data_link=True)


def nothing(said: Text, view: View) -> Element:
    return el("div", el("p", view.tell(said), class_="why"), class_="empty")


def named(trusted: Trusted, dimension: str, code: str) -> Text:
    return trusted.names.short(dimension, code) or Text(code, code)
