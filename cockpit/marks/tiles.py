"""The tile map: equal squares near their place on the map, so that a large county does not look important."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number, word, written
from cockpit.marks.short_names import tile as tile_name
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import STATE_NAMES, SourceState
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number

BINS = 5


def tiles(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    table: str,
    label: str,
    most: int = 9,
    beneath: Callable[[Row], Given] | None = None,
    stopped: Callable[[Row], bool] = lambda row: False,
) -> Element:
    """Name over value, five tints by the row's `bin`; `beneath` adds a line under the value.

    A member of which a row was due and did not come is `stopped`: its name has the sign of that before it.
    """
    placed, unit = places(rows), METRICS[metric].unit
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
                el(
                    "span",
                    stopped_sign(language) if stopped(row) else None,
                    tile_name(row, language, most=most),
                    class_="name",
                ),
                el("b", _value(number(metric, given, language, member=RowKey(table, row.code)), given, language)),
                beneath(row) if beneath else None,
                class_=f"bin-{min(max(int(tint), 1), BINS)}" if tint else "bin-0",
                style=f"grid-row:{row.get('tile_row') - top + 1};grid-column:{row.get('tile_column') - left + 1}",
                title=row.name[language],
            )
        )
    across = max((row.get("tile_column") - left + 1 for row in placed), default=1)
    down = max((row.get("tile_row") - top + 1 for row in placed), default=1)
    text = f"{label}: {said}" if said else label
    return el("div", *squares, class_="tiles", role="img", aria_label=text, style=f"--across:{across};--down:{down}")


def stopped_sign(language: str) -> Element:
    """Before the name of a member of which a row was due and did not come."""
    said = STATE_NAMES[SourceState.STOPPED][language]
    return el("i", class_="signal", data_s=AlertLevel.INFORMATION, role="img", aria_label=said, title=said)


def places(rows: Sequence[Row]) -> list[Row]:
    """Those that have a place on the map."""
    return [row for row in rows if row.get("tile_row") and row.get("tile_column")]


def spoken(rows: Sequence[Row], metrics: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Each member on the map and its numbers, the first as its tile has it."""
    first, *more = metrics
    return [
        (
            row.name[language],
            ", ".join(
                ["—" if cell(row, first).value is None else written(cell(row, first), language)]
                + [written(cell(row, one), language) for one in more]
            ),
        )
        for row in places(rows)
    ]


def _value(shown: Element, given: Number, language: str) -> Element:
    """A tile is too small for words: what is not known is a dash, and its title says why."""
    if given.value is not None:
        return shown
    return replace(shown.having(title=word(given, language)), children=("—",))
