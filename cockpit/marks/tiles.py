"""The tile map: equal squares near their place on the map, so that a large county does not look important."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number, written
from cockpit.marks.names import tile as tile_name
from cockpit.metrics.number import Number

BINS = 5


def tiles(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    table: str,
    unit: str,
    label: str,
    most: int = 9,
    beneath: Callable[[Row], Given] | None = None,
) -> Element:
    """Name over value, five tints by the row's `bin`; `beneath` adds a line under the value."""
    placed = [row for row in rows if row.get("tile_row") and row.get("tile_column")]
    top = min((row.get("tile_row") for row in placed), default=1)
    left = min((row.get("tile_column") for row in placed), default=1)
    said = "; ".join(f"{row.short[language]} {written(cell(row, metric, unit), language)}" for row in placed)
    squares = []
    for row in placed:
        given = cell(row, metric, unit)
        tint = row.get("bin") if given.value is not None else None
        squares.append(
            el(
                "div",
                el("span", tile_name(row, language, most=most), class_="name"),
                el("b", _value(number(metric, given, language, member=RowKey(table, row.code)), given)),
                beneath(row) if beneath else None,
                class_=f"q{min(max(int(tint), 1), BINS)}" if tint else "q0",
                style=f"grid-row:{row.get('tile_row') - top + 1};grid-column:{row.get('tile_column') - left + 1}",
                title=row.name[language],
            )
        )
    across = max((row.get("tile_column") - left + 1 for row in placed), default=1)
    down = max((row.get("tile_row") - top + 1 for row in placed), default=1)
    text = f"{label}: {said}" if said else label
    return el("div", *squares, class_="tiles", role="img", aria_label=text, style=f"--across:{across};--down:{down}")


def _value(shown: Element, given: Number) -> Element:
    """A tile is too small for words: what is not known is a dash, and its title says why."""
    if given.value is not None:
        return shown
    return Element(shown.tag, {**shown.attributes, "title": shown.text}, ("—",))
