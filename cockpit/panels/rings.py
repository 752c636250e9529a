"""Rings of places: fewer of them that look the same, and a place well inside."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

Place = tuple[float, float]
Ring = tuple[Place, ...]

STEPS = 16
"""The place inside an area whose middle lies outside of it is looked for on a grid of so many steps each way."""


def simpler(ring: Ring, finest: float) -> Ring:
    """Without the places that lie no farther than `finest` from the line without them (Douglas and Peucker); a ring
    keeps at least four."""
    far = max(range(len(ring)), key=lambda at: math.dist(ring[0], ring[at]))
    kept = sorted({0, far, len(ring) - 1, *_kept(ring, 0, far, finest), *_kept(ring, far, len(ring) - 1, finest)})
    return tuple(ring[at] for at in kept) if len(kept) >= 4 else ring


def _kept(ring: Ring, first: int, last: int, finest: float) -> set[int]:
    kept, waiting = set(), [(first, last)]
    while waiting:
        low, high = waiting.pop()
        away = [(_away(ring[at], ring[low], ring[high]), at) for at in range(low + 1, high)]
        most, at = max(away, default=(0.0, low))
        if most > finest:
            kept.add(at)
            waiting += [(low, at), (at, high)]
    return kept


def _away(place: Place, start: Place, end: Place) -> float:
    """How far a place lies from the straight line between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    if not length:
        return math.dist(place, start)
    part = ((place[0] - start[0]) * along[0] + (place[1] - start[1]) * along[1]) / length
    part = min(max(part, 0.0), 1.0)
    return math.dist(place, (start[0] + part * along[0], start[1] + part * along[1]))


def inside(rings: Sequence[Ring]) -> Place:
    """The centre of gravity of the largest ring; where that lies in a hole or a bay, the place of a grid that is
    farthest from every line."""
    largest = max(rings, key=extent)
    centre = middle(largest)
    if within(centre, rings):
        return centre
    west, east = min(x for x, _ in largest), max(x for x, _ in largest)
    south, north = min(y for _, y in largest), max(y for _, y in largest)
    grid = [
        (west + (east - west) * (column + 0.5) / STEPS, south + (north - south) * (row + 0.5) / STEPS)
        for row in range(STEPS)
        for column in range(STEPS)
    ]
    land = [place for place in grid if within(place, rings)]
    return max(land, key=lambda place: _clear(place, rings), default=centre)


def _clear(place: Place, rings: Sequence[Ring]) -> float:
    return min(_away(place, *pair) for ring in rings for pair in itertools.pairwise(ring))


def within(place: Place, rings: Sequence[Ring]) -> bool:
    """Whether a line from here to the east crosses an odd number of lines."""
    x, y = place
    odd = False
    for ring in rings:
        for (x0, y0), (x1, y1) in itertools.pairwise(ring):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                odd = not odd
    return odd


def extent(ring: Ring) -> float:
    """The area inside a ring, whichever way round it runs."""
    return abs(_twice(ring)) / 2


def middle(ring: Ring) -> Place:
    """The centre of gravity of the area inside a ring."""
    whole = _twice(ring)
    if not whole:
        return ring[0]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return x / (3 * whole), y / (3 * whole)


def _twice(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
