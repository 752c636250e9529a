"""Areas on a map, tinted in five bins, each with name and value; zones without an area are labelled points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from cockpit.board.board import Row
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number, written

Place = tuple[float, float]


def choropleth(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    rings: Mapping[str, Sequence[Sequence[Place]]],
    points: Mapping[str, Place],
    review: str,
    label: str,
) -> Element:
    """Degrees become parts of the box: longitude is narrowed by the cosine of the middle latitude, north is up."""
    lay, ratio = projected([*(place for one in rings.values() for ring in one for place in ring), *points.values()])
    drawn, names = [], []
    for row in rows:
        shape = rings.get(row.code, ())
        if not shape and row.code not in points:
            continue
        tint = row.get("bin") if cell(row, metric).value is not None else None
        for ring in shape:
            line = ",".join("{:.2f}% {:.2f}%".format(*lay(place)) for place in ring)
            drawn.append(el("i", class_=f"q{tint}" if tint else "q0", style=f"clip-path:polygon({line})"))
        x, y = lay(points[row.code]) if not shape else lay(middle(max(shape, key=extent)))
        shown = number(metric, cell(row, metric), language, member=f"counties:{row.code}")
        over = f"on{tint}" if shape and tint else "point" if not shape else ""
        names.append(
            el(
                "span",
                el("b", row.short[language]),
                shown,
                class_=f"lab {over}".strip(),
                style=f"left:{x:.2f}%;top:{y:.2f}%",
            )
        )
    said = ", ".join(f"{row.short[language]} {written(cell(row, metric), language)}" for row in rows)
    return el(
        "figure",
        el("div", *drawn, class_="land", style=f"aspect-ratio:{ratio:.3f}", role="img", aria_label=f"{label}: {said}"),
        el("div", *names, class_="labels"),
        el("figcaption", f"审图号：{review}" if language == "zh" else f"map review number: {review}"),
        class_="choropleth",
        style=f"--ratio:{ratio:.3f}",
    )


def projected(places: Iterable[Place]) -> tuple[Callable[[Place], Place], float]:
    """From degrees to per cent of the box, and the box's width over its height."""
    known = list(places)
    west, east = min(x for x, _ in known), max(x for x, _ in known)
    south, north = min(y for _, y in known), max(y for _, y in known)
    wide = (east - west) * math.cos(math.radians((south + north) / 2)) or 1
    high = (north - south) or 1

    def lay(place: Place) -> Place:
        return (place[0] - west) / ((east - west) or 1) * 100, (north - place[1]) / high * 100

    return lay, wide / high


def extent(ring: Sequence[Place]) -> float:
    """The area inside a ring, whichever way round it runs."""
    return abs(_twice(ring)) / 2


def middle(ring: Sequence[Place]) -> Place:
    """The centre of gravity of the area inside a ring."""
    whole = _twice(ring)
    if not whole:
        return ring[0]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return x / (3 * whole), y / (3 * whole)


def _twice(ring: Sequence[Place]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
