"""Who gives and who takes: ribbons narrow from the providers to one platform and fan out to the consumers.

Width is records. Both sides stand on the same scale, so each adds up to the platform in the middle. Labels are HTML;
only the ribbons stretch. There is no SVG: a ribbon is a box cut to its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.board.board import Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number, written
from cockpit.marks.short_names import short, width
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance
from cockpit.units.messages import message

STACK = 100 * 250 / 600
"""How much of the height the platform takes; the rest is air between the ends of the ribbons."""
PITCH = 14.0
NARROW = 8
"""So many letters stand beside the right edge of a Chinese diagram; for more of them it gives way."""
"""The height of a label of two lines, in percent of a canvas on the wall."""
NAMED = 5
"""So many names on a side; what is left is one end more."""
REST = "rest"
STEPS = 16


@dataclass(frozen=True)
class RibbonEnd:
    """Where one row touches the edge (`top`, `height`) and the platform (`inner`), in percent of the height."""

    row: Row
    top: float
    height: float
    inner: float
    label: float


def ribbons(
    given: Sequence[Row], taken: Sequence[Row], metric: str, language: str, *, platform: str, label: str
) -> Element | None:
    """Two sides that are folded; the first row of each is the one that stands out. None where either has no row."""
    if not given or not taken:
        return None
    total = max(sum(_records(row, metric) for row in side) for side in (given, taken))
    pieces: list[Element] = []
    for side, rows in (("left", given), ("right", taken)):
        ends = place(rows, [_records(row, metric) / total for row in rows], pitch=PITCH)
        pieces += [_ribbon(end, side, first=end is ends[0]) for end in ends]
        pieces += [_cap(end, side, first=end is ends[0]) for end in ends]
        table = "providers" if side == "left" else "consumers"
        pieces += [_label(end, side, metric, language, member=table, first=end is ends[0]) for end in ends]
    middle = 50 - STACK / 2
    pieces.append(el("i", class_="platform", style=f"top:{middle - 6:.2f}%;height:{STACK + 8:.2f}%"))
    pieces.append(el("div", el("b", platform), class_="platform-label", style=f"bottom:{100 - middle + 7.2:.2f}%"))
    said = "; ".join(
        ", ".join(f"{row.short[language]} {written(row[metric], language)}" for row in rows) for rows in (given, taken)
    )
    wide = any(width(row.short[language]) > NARROW for row in taken) and language == "zh"
    return el("div", *pieces, class_="canvas wide" if wide else "canvas", role="img", aria_label=f"{label}: {said}")


def fold(rows: Sequence[Row], metric: str, *, counted: bool = False) -> list[Row]:
    """The first rows that gave or took anything, and the rest as one, so that both sides still add up."""
    known = [row for row in rows if cell(row, metric).value]
    if len(known) <= NAMED + 1:
        return known
    rest = known[NAMED:]
    first = cell(rest[0], metric)
    origin = Provenance.DEMO if any(cell(row, metric).demo for row in rest) else first.provenance
    total = Number(sum(cell(row, metric).value or 0 for row in rest), first.unit, first.as_of, origin)
    members = sum(row.get("members", 1) for row in rest)
    name = message("count.other_departments" if counted else "count.others_uncounted", n=members)
    return [*known[:NAMED], Row(REST, name, name, {metric: total})]


def place(rows: Sequence[Row], shares: Sequence[float], *, pitch: float) -> list[RibbonEnd]:
    """Ends from top to bottom with equal air between them; labels at their middle, moved where two would collide."""
    heights = [share * STACK for share in shares]
    air = (100 - sum(heights)) / (len(rows) - 1) if len(rows) > 1 else 0
    tops, inners, top, inner = [], [], 0.0, 50 - sum(heights) / 2
    for height in heights:
        tops.append(top)
        inners.append(inner)
        top += height + air
        inner += height
    middles = spread([top + height / 2 for top, height in zip(tops, heights, strict=True)], pitch)
    return [RibbonEnd(*one) for one in zip(rows, tops, heights, inners, middles, strict=True)]


def spread(middles: Sequence[float], pitch: float) -> list[float]:
    """The nearest places that keep a distance of `pitch` and do not leave the canvas by more than half a label."""
    places = list(middles)
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + pitch)
    if places and places[-1] > max(98.0, middles[-1]):
        places[-1] = max(98.0, middles[-1])
        for index in range(len(places) - 2, -1, -1):
            places[index] = min(places[index], places[index + 1] - pitch)
    return places


def _records(row: Row, metric: str) -> float:
    return cell(row, metric).value or 0


def _ribbon(end: RibbonEnd, side: str, *, first: bool) -> Element:
    outer, inner = (0.0, 50.0) if side == "left" else (100.0, 50.0)
    over = _curve((outer, end.top), (inner, end.inner))
    under = _curve((outer, end.top + end.height), (inner, end.inner + end.height))
    points = ",".join(f"{x:.2f}% {y:.2f}%" for x, y in [*over, *reversed(under)])
    return el("i", class_="ribbon emphasis" if first else "ribbon", style=f"clip-path:polygon({points})")


def _curve(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """A cubic curve that leaves and arrives level."""
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    places = []
    for step in range(STEPS + 1):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        places.append((a * x0 + (b + c) * middle + d * x1, (a + b) * y0 + (c + d) * y1))
    return places


def _cap(end: RibbonEnd, side: str, *, first: bool) -> Element:
    """A coloured edge, so that thin ribbons are seen to begin somewhere."""
    name = f"cap {side} emphasis" if first else f"cap {side}"
    return el("i", class_=name, style=f"top:{end.top:.2f}%;height:{end.height:.2f}%")


def _label(end: RibbonEnd, side: str, metric: str, language: str, *, member: str, first: bool) -> Element:
    name = short(end.row, language, most=18 if language == "en" else 14 if side == "left" else 12)
    folded = PartKey("after", NAMED) if end.row.code == REST else None
    shown = number(metric, end.row[metric], language, member=RowKey(member, end.row.code), part=folded)
    return el(
        "div",
        el("b", name),
        shown,
        class_=f"label {side} emphasis" if first else f"label {side}",
        style=f"top:{end.label:.2f}%",
        title=end.row.name[language],
    )
