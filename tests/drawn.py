"""What stands on a drawn page, read back by tests alone: its panels, numbers and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cockpit.marks.element import Element
from cockpit.panels.alternative import CLASS
from cockpit.units import exact

PANEL = "panel-"
Key = tuple[str, str | None, str | None, str | None]


def panels(page: Element) -> dict[str, Element]:
    """The panels of a page by name, in its order."""
    marked = [(one.attributes.get("id", ""), one) for one in page]
    return {name.removeprefix(PANEL): one for name, one in marked if name.startswith(PANEL)}


def key(metric: str, member: str | None, part: str | None, value: int | float | None) -> Key:
    return metric, member, part, None if value is None else exact(value)


def numbers(element: Element) -> list[Key]:
    """Every number in it once, in its order, from nothing but what is written."""
    told: Iterator[Mapping[str, str]] = (one.attributes for one in element if "data-metric" in one.attributes)
    found = ((one["data-metric"], one.get("data-member"), one.get("data-part"), one.get("data-value")) for one in told)
    return list(dict.fromkeys(found))


def tables(element: Element) -> list[Element]:
    """Those that are seen; what repeats a picture for those who cannot see it is none."""
    return [one for one in element if one.tag == "table" and one.attributes.get("class") != CLASS]


def rows(table: Element) -> list[list[Element]]:
    """The cells of every row, the head first."""
    return [[cell for cell in one.children if isinstance(cell, Element)] for one in table if one.tag == "tr"]
