"""A member among its like: one column each from most to least, its own in accent; the ends say their names."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number, written
from cockpit.marks.short_names import tile as tile_name

BESIDE, EDGE = 4, 3
"""Over so many columns on its left a label may reach; so close to an end it keeps to its own side."""


def ranked(rows: Sequence[Row], metric: str) -> list[Row]:
    """Most first; who is not known stands in no row. Of equals the code decides."""
    known = [row for row in rows if cell(row, metric).value is not None]
    return sorted(known, key=lambda row: (-(cell(row, metric).value or 0), row.code))


def columns(rows: Sequence[Row], metric: str, code: str, language: str, *, table: str, label: str) -> Element | None:
    """The value stands over the own column; the first and the last have theirs beside their names below."""
    line = ranked(rows, metric)
    if not line:
        return None
    most = max(cell(row, metric).value or 0 for row in line) or 1
    bars = []
    for index, row in enumerate(line):
        own = row.code == code
        edge = " begin" if index < EDGE else " end" if index >= len(line) - EDGE else ""
        shown = _value(row, metric, language, table) if own else None
        height = f"--h:{(cell(row, metric).value or 0) / most:.4f}"
        over = el("b", shown, style=f"bottom:{_lift(line, metric, index):.1%}") if shown else None
        bars.append(el("i", over, class_=f"emphasis{edge}" if own else None, style=height))
    said = ", ".join(f"{row.short[language]} {written(cell(row, metric), language)}" for row in line)
    first, last = line[0], line[-1]
    ends = [_end(row, metric, language, table) for row in ([first, last] if first is not last else [first])]
    return el(
        "div",
        el("div", *bars, class_="columns rank", role="img", aria_label=f"{label}: {said}"),
        el("div", *ends, class_="week-axis number"),
        class_="weeks",
    )


def _lift(line: Sequence[Row], metric: str, index: int) -> float:
    """How high the label stands over its own column, clear of the higher ones beside it that it is wider than."""
    own = cell(line[index], metric).value or 0
    near = max(cell(row, metric).value or 0 for row in line[max(index - BESIDE, 0) : index + 1])
    return near / own if own else 1


def _end(row: Row, metric: str, language: str, table: str) -> Element:
    name = tile_name(row, language, most=8 if language == "zh" else 11).replace("\u00ad", "")
    return el("span", f"{name} ", _value(row, metric, language, table))


def _value(row: Row, metric: str, language: str, table: str) -> Element:
    return number(metric, cell(row, metric), language, member=RowKey(table, row.code))
