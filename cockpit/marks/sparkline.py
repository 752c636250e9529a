"""A line without an axis: where a number came from, step by step, with a dot on where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.marks.element import Element, el

TOP, BOTTOM = 8.0, 96.0


def course(values: Sequence[float | None], *, label: str) -> Element | None:
    """Cut at its lowest and highest value, so the change must be printed beside it; None below two known steps."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    lowest = min(value for _, value in known)
    span = max(value for _, value in known) - lowest
    last = len(values) - 1
    places = [
        (100 * index / last, BOTTOM - (BOTTOM - TOP) * (value - lowest) / span if span else (TOP + BOTTOM) / 2)
        for index, value in known
    ]
    line = el("i", class_="line", style=f"clip-path:polygon({band(places)})")
    x, y = places[-1]
    return el(
        "span",
        line,
        el("i", class_="point", style=f"left:{x:.1f}%;top:{y:.1f}%"),
        class_="course",
        role="img",
        aria_label=label,
    )


def band(places: Sequence[tuple[float, float]]) -> str:
    """A line of constant thickness as a polygon: over it there, under it back. Thickness is a length of the style."""
    over = [f"{x:.1f}% calc({y:.1f}% - var(--half))" for x, y in places]
    under = [f"{x:.1f}% calc({y:.1f}% + var(--half))" for x, y in reversed(places)]
    return ",".join(over + under)
