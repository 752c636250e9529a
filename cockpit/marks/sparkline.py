"""A line without an axis: where a number came from, step by step, with a dot on where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cockpit.board.board import Point
from cockpit.marks.element import Element, el
from cockpit.marks.expected_mark import band_runs, holiday_spans
from cockpit.metrics.expected_band import Expected

TOP, BOTTOM = 8.0, 96.0


def course(
    values: Sequence[float | None], *, label: str, expected: Sequence[Expected] = (), language: str = "zh"
) -> Element | None:
    """Cut at its lowest and highest value, so the change must be printed beside it; None below two known steps.

    Behind it lies what its steps were `expected` to be, as far as that lies between these values, and weeks with a
    holiday, whose names are in the label.
    """
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    lowest = min(value for _, value in known)
    span = max(value for _, value in known) - lowest
    last = len(values) - 1

    def place(index: int, value: float) -> tuple[float, float]:
        high = BOTTOM - (BOTTOM - TOP) * (value - lowest) / span if span else (TOP + BOTTOM) / 2
        return 100 * index / last, min(max(high, 0.0), 100.0)

    places = [place(index, value) for index, value in known]
    steps = [Point(date.min, value, None, expected=one) for value, one in zip(values, expected, strict=False)]
    named = dict.fromkeys(one.name[language] for one in holiday_spans(steps))
    line = el("i", class_="line", style=f"clip-path:polygon({band(places)})")
    x, y = places[-1]
    return el(
        "span",
        [_holiday(span.first, span.last, last) for span in holiday_spans(steps)],
        [_expected(run, place) for run in band_runs(steps)] if span else None,
        line,
        el("i", class_="point", style=f"left:{x:.1f}%;top:{y:.1f}%"),
        class_="course",
        role="img",
        aria_label=", ".join([label, *named]) if language == "en" else "，".join([label, *named]),
    )


def _holiday(first: int, last: int, steps: int) -> Element:
    left, right = max(100 * (first - 0.5) / steps, 0), min(100 * (last + 0.5) / steps, 100)
    return el("i", class_="holiday", style=f"left:{left:.1f}%;width:{right - left:.1f}%")


def _expected(run: Sequence[tuple[int, float, float]], place: Callable[[int, float], tuple[float, float]]) -> Element:
    edge = [place(at, high) for at, _, high in run] + [place(at, low) for at, low, _ in reversed(run)]
    return el("i", class_="expected", style=f"clip-path:polygon({','.join(f'{x:.1f}% {y:.1f}%' for x, y in edge)})")


def band(places: Sequence[tuple[float, float]]) -> str:
    """A line of constant thickness as a polygon: over it there, under it back. Thickness is a length of the style."""
    over = [f"{x:.1f}% calc({y:.1f}% - var(--half))" for x, y in places]
    under = [f"{x:.1f}% calc({y:.1f}% + var(--half))" for x, y in reversed(places)]
    return ",".join(over + under)
