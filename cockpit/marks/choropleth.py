"""Areas on a map, tinted in five bins, each with name and value; zones without an area are labelled points.

Drawn as paths by the server, with even-odd filling, so that a hole is a hole; names stand over them as text. The review
number of the boundaries is printed in the picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number, written
from cockpit.marks.labels import apart
from cockpit.marks.short_names import short, width
from cockpit.marks.tiles import stopped_sign

WIDE = 1000
"""Units of the picture across; its height follows from the boundaries."""
FOOT = 75
"""Units below the areas, in which the review number stands."""
ROUND = 9
"""Radius of a point."""

LETTERS = 10
BELOW = 60
"""How far under its point the name of a zone begins, to its middle."""

LETTER, VALUE, HIGH = 2.5, 13.0, 13.5
"""What a letter of a name, a value, and both of them one under the other take of the picture, in per cent."""

Place = tuple[float, float]


class MapShapes(Protocol):
    """Boundaries with their review number."""

    @property
    def rings(self) -> Mapping[str, Sequence[Sequence[Place]]]:
        """Of each area, by code, in longitude and latitude."""

    @property
    def points(self) -> Mapping[str, Place]:
        """Zones without an area."""

    @property
    def middles(self) -> Mapping[str, Place]:
        """Where the names of areas stand."""

    @property
    def review(self) -> str:
        """The number under which the map was approved."""


def choropleth(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    land: MapShapes,
    label: str,
    stopped: Callable[[Row], bool] = lambda row: False,
) -> Element:
    """One that is `stopped` has the sign of that before its name."""
    rings, points, middles = land.rings, land.points, land.middles
    known = [*(place for one in rings.values() for ring in one for place in ring), *points.values()]
    lay, high = projected(known)
    whole = high + FOOT
    drawn = [row for row in rows if rings.get(row.code) or row.code in points]
    spots = [lay(points[row.code] if not rings.get(row.code) else middles[row.code]) for row in drawn]
    beside = [(x, y if rings.get(row.code) else y + BELOW) for row, (x, y) in zip(drawn, spots, strict=True)]
    wanted = [(x / WIDE * 100, y / whole * 100) for x, y in beside]
    places = apart(wanted, sizes=[_size(row, language, signed=stopped(row)) for row in drawn], low=high / whole * 100)
    shapes: list[Element] = []
    for row in drawn:
        if rings.get(row.code):
            tint = row.get("bin") if cell(row, metric).value is not None else None
            shapes.append(el("path", d=_path(rings[row.code], lay), class_=f"bin-{tint}" if tint else "bin-0"))
    for row, spot, place in zip(drawn, spots, places, strict=True):
        shapes += _lead(spot, (place[0] / 100 * WIDE, place[1] / 100 * whole), point=not rings.get(row.code))
    said = ", ".join(f"{row.short[language]} {written(cell(row, metric), language)}" for row in rows)
    picture = el("svg", *shapes, viewBox=f"0 0 {WIDE} {whole:.0f}", role="img", aria_label=f"{label}: {said}")
    labels = [
        _label(row, metric, language, place, point=not rings.get(row.code), signed=stopped(row))
        for row, place in zip(drawn, places, strict=True)
    ]
    told = f"审图号：{land.review}" if language == "zh" else f"map review number: {land.review}"
    return el(
        "figure",
        el("div", picture, *labels, el("figcaption", told), class_="land"),
        class_="choropleth",
        style=f"--ratio:{WIDE / whole:.3f}",
    )


def _size(row: Row, language: str, *, signed: bool) -> Place:
    return max(4 + LETTER * (width(short(row, language, most=LETTERS)) + 2 * signed), VALUE), HIGH


def _label(row: Row, metric: str, language: str, place: Place, *, point: bool, signed: bool) -> Element:
    shown = number(metric, cell(row, metric), language, member=RowKey("counties", row.code))
    name = el("b", stopped_sign(language) if signed else None, short(row, language, most=LETTERS))
    at = f"left:{place[0]:.2f}%;top:{place[1]:.2f}%"
    return el("span", name, shown, class_="label point" if point else "label", style=at, title=row.name[language])


def _lead(spot: Place, place: Place, *, point: bool) -> list[Element]:
    """A hairline to a name that had to move away from its place, and the place itself where it is only a point."""
    (x, y), (to_x, to_y) = spot, place
    line = el("path", d=f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}", class_="lead")
    far = math.dist(spot, place) > WIDE / 20
    dot = el("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r=ROUND, class_="point")
    return [*([line] if far else []), *([dot] if point else [])]


def _path(rings: Sequence[Sequence[Place]], lay: Callable[[Place], Place]) -> str:
    """All rings of a unit in one path, in whole units and without places that fall together."""
    said = []
    for ring in rings:
        places = [f"{x:.0f} {y:.0f}" for x, y in map(lay, ring)]
        kept = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
        said.append(f"M{'L'.join(kept)}Z")
    return "".join(said)


def projected(places: Iterable[Place]) -> tuple[Callable[[Place], Place], float]:
    """From degrees to units of the picture, and its height: longitude is narrowed by the cosine of the middle
    latitude, north is up."""
    known = list(places)
    west, east = min(x for x, _ in known), max(x for x, _ in known)
    south, north = min(y for _, y in known), max(y for _, y in known)
    wide = (east - west) * math.cos(math.radians((south + north) / 2)) or 1
    high = (north - south) or 1
    scale = WIDE / wide

    def lay(place: Place) -> Place:
        return (place[0] - west) / ((east - west) or 1) * WIDE, (north - place[1]) * scale

    return lay, high * scale
