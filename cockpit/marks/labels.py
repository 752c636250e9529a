"""Names on a map that would stand over each other are pushed apart, as little as it takes."""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[float, float]
ROUNDS = 400


def apart(places: Sequence[Place], *, sizes: Sequence[Place], low: float = 100.0) -> list[Place]:
    """Middles of boxes of these sizes in per cent, none over another and none outside 0 to 100 across, 0 to `low` down.

    Where there is no room for all of them they stay as near as the rounds allow. The same places give the same answer.
    """
    found = [_within(place, size, low) for place, size in zip(places, sizes, strict=True)]
    for _ in range(ROUNDS):
        moved = False
        for first in range(len(found)):
            for second in range(first + 1, len(found)):
                moved = _part(found[first], found[second], sizes[first], sizes[second]) or moved
        found = [_within((x, y), size, low) for (x, y), size in zip(found, sizes, strict=True)]
        if not moved:
            break
    return [(x, y) for x, y in found]


def _part(one: list[float], other: list[float], size: Place, next_to: Place) -> bool:
    """Both give way by half, along the axis on which it takes less."""
    over = [(size[axis] + next_to[axis]) / 2 - abs(one[axis] - other[axis]) for axis in (0, 1)]
    if min(over) <= 0.01:
        return False
    axis = over.index(min(over))
    by = over[axis] / 2 if one[axis] <= other[axis] else -over[axis] / 2
    one[axis] -= by
    other[axis] += by
    return True


def _within(place: Place, size: Place, low: float) -> list[float]:
    (x, y), (wide, high) = place, size
    return [min(max(x, wide / 2), 100 - wide / 2), min(max(y, high / 2), low - high / 2)]
