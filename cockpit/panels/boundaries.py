"""The boundaries that an operator supplies: GeoJSON with its review number (审图号), without which nothing is drawn."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cockpit.errors import BoundariesWrong
from cockpit.settings import ROOT

FILE = "boundaries.geojson"
LARGEST = 5_000_000
Place = tuple[float, float]
Ring = tuple[Place, ...]


@dataclass(frozen=True)
class Boundaries:
    """`rings` are the outer rings of each unit in longitude and latitude; `points` are zones without an area."""

    review: str
    rings: dict[str, list[Ring]] = field(default_factory=dict)
    points: dict[str, Place] = field(default_factory=dict)


def supplied(city: str, codes: Collection[str]) -> Boundaries | None:
    """Those of a city of this name; None where there are none, or none that may be drawn."""
    path = ROOT / "data" / "city" / city / FILE
    if not path.is_file():
        return None
    try:
        return _kept(path, path.stat().st_mtime_ns, frozenset(codes))
    except BoundariesWrong:  # said when the server started; until it is mended the map keeps its empty state
        return None


@lru_cache(maxsize=4)
def _kept(path: Path, _changed: int, codes: frozenset[str]) -> Boundaries:
    return read(path, codes)


def read(path: Path, codes: Collection[str]) -> Boundaries:
    """BoundariesWrong says in one line what is wrong with the file; holes in an area are left out."""
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
    return found


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
            found.rings.setdefault(code, []).extend(_outer(geometry))
    except (KeyError, TypeError, ValueError, IndexError) as wrong:
        raise BoundariesWrong(
            f"{place}: its coordinates cannot be used.", "Polygon, MultiPolygon or Point, in degrees."
        ) from wrong


def _outer(geometry: dict[str, Any]) -> Iterator[Ring]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError("not an area")
    coordinates = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        ring = tuple(_place(one) for one in polygon[0])
        if len(ring) < 4:
            raise ValueError("a ring has at least four places")
        yield ring


def _place(given: Any) -> Place:
    longitude, latitude = float(given[0]), float(given[1])
    if not (-180 <= longitude <= 180 and -85 <= latitude <= 85):
        raise ValueError("not degrees")
    return longitude, latitude
