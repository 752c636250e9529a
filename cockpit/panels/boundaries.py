"""The boundaries that an operator supplies: GeoJSON with its review number (审图号), without which nothing is drawn."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cockpit.errors import BoundariesWrong
from cockpit.panels.rings import Place, Ring, inside, simpler
from cockpit.settings import ROOT

FILE = "boundaries.geojson"
LARGEST = 5_000_000
FINEST = 1500
"""Of so many parts of the map's larger side a line keeps what is farther from it."""


@dataclass(frozen=True)
class Boundaries:
    """`rings` are those of each unit in longitude and latitude, its holes too; `points` are zones without an area, and
    `middles` are places well inside the areas, where their names stand."""

    review: str
    rings: dict[str, list[Ring]] = field(default_factory=dict)
    points: dict[str, Place] = field(default_factory=dict)
    middles: dict[str, Place] = field(default_factory=dict)


def supplied(city: str, codes: Collection[str]) -> Boundaries | None:
    """Those of a city of this name; None where there are none, or none that may be drawn."""
    changed = stamp(city)
    if changed is None:
        return None
    try:
        return _kept(_place_of(city), changed, frozenset(codes))
    except BoundariesWrong:  # said when the server started; until it is mended the map keeps its empty state
        return None


def stamp(city: str) -> int | None:
    """When the file was last written, in nanoseconds; None where there is none. What is drawn of it is known by it."""
    try:
        return _place_of(city).stat().st_mtime_ns
    except OSError:
        return None


def _place_of(city: str) -> Path:
    return ROOT / "data" / "city" / city / FILE


@lru_cache(maxsize=4)
def _kept(path: Path, _changed: int, codes: frozenset[str]) -> Boundaries:
    return read(path, codes)


def read(path: Path, codes: Collection[str]) -> Boundaries:
    """BoundariesWrong says in one line what is wrong with the file. Lines are drawn no finer than anybody can see."""
    if path.stat().st_size > LARGEST:
        raise BoundariesWrong(f"{path.name} is larger than 5 MB.", "Simplify its lines.")
    try:
        given = json.loads(path.read_text("utf-8"))
    except ValueError as wrong:
        raise BoundariesWrong(f"{path.name} is not JSON.", "Export it as GeoJSON in UTF-8.") from wrong
    if not isinstance(given, dict) or not isinstance(given.get("features"), list):
        raise BoundariesWrong(f"{path.name} is not a GeoJSON FeatureCollection.", "Export it as one.")
    review = given.get("review_number")
    if not isinstance(review, str) or not review.strip():
        raise BoundariesWrong(
            f"{path.name} has no review number (审图号).", 'Add "review_number" at its top; without it no map is drawn.'
        )
    found = Boundaries(review.strip())
    for number, feature in enumerate(given["features"], start=1):
        _take(found, feature, codes, place=f"{path.name}, feature {number}")
    finest = _finest([ring for rings in found.rings.values() for ring in rings])
    for code, rings in found.rings.items():
        found.rings[code] = [simpler(ring, finest) for ring in rings]
        found.middles[code] = inside(found.rings[code])
    return found


def _finest(rings: list[Ring]) -> float:
    """In degrees of the larger side of all of them together."""
    sides = [[place[axis] for ring in rings for place in ring] for axis in (0, 1)]
    return max((max(side) - min(side) for side in sides if side), default=0.0) / FINEST


def _take(found: Boundaries, feature: Any, codes: Collection[str], *, place: str) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = str((properties or {}).get("code") or (properties or {}).get("adcode") or "")
    if code not in codes:
        raise BoundariesWrong(f"{place}: there is no county {code!r}.", "Its property code is that of units.csv.")
    geometry = feature.get("geometry") or {}
    try:
        if geometry.get("type") == "Point":
            found.points[code] = _place(geometry["coordinates"])
        else:
            found.rings.setdefault(code, []).extend(_rings(geometry))
    except (KeyError, TypeError, ValueError, IndexError) as wrong:
        raise BoundariesWrong(
            f"{place}: its coordinates cannot be used.", "Polygon, MultiPolygon or Point, in degrees."
        ) from wrong


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError("not an area")
    coordinates = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        for given in polygon:
            ring = tuple(_place(one) for one in given)
            if len(ring) < 4:
                raise ValueError("a ring has at least four places")
            yield ring


def _place(given: Any) -> Place:
    longitude, latitude = float(given[0]), float(given[1])
    if not (-180 <= longitude <= 180 and -85 <= latitude <= 85):
        raise ValueError("not degrees")
    return longitude, latitude
