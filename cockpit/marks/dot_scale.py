"""A dot on a scale: where a share stands, and the goal as a small upright line. The range stands in the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.marks.element import Element, el

STEPS = (0.85, 0.5, 0.0)
"""A scale of shares starts at the highest of these that shows everything; it always ends at 100 %."""


@dataclass(frozen=True)
class Extent:
    low: float
    high: float = 1.0

    def at(self, value: float) -> float:
        place = (value - self.low) / (self.high - self.low)
        return round(min(1.0, max(0.0, place)) * 100, 1)


def extent(shares: Sequence[float | None]) -> Extent:
    """One range for all the dots of a panel, so that they can be compared."""
    known = [share for share in shares if share is not None]
    return Extent(next((low for low in STEPS if all(share >= low for share in known)), 0.0))


def dot(value: float | None, goal: float | None, along: Extent, *, missed: bool = False) -> Element:
    """Unknown: the bare line. The figure and the goal are printed beside it, so the drawing itself is silent."""
    return el(
        "span",
        None if goal is None else el("i", class_="tick", style=f"left:{along.at(goal)}%"),
        None if value is None else el("i", class_="point", style=f"left:{along.at(value)}%"),
        class_="scale warned" if missed else "scale",
        aria_hidden="true",
    )
