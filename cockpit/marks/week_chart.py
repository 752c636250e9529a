"""The weeks of a metric as a native chart of a slide, with what was expected of each."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Point
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.marks.axis import scale
from cockpit.marks.chart import ChartKind
from cockpit.marks.expected_mark import EDGES
from cockpit.marks.slide_exhibit import Bar, SlideChart, shown
from cockpit.metrics.number import Note, Number


def weeks(
    metric: str, points: Sequence[Point], unit: str, language: str, *, kind: ChartKind, zero: bool = True
) -> SlideChart:
    """Twelve weeks as columns or as a line; the last one stands out, and one of which days are missing says so."""
    last = len(points) - 1
    made = tuple(
        Bar(
            one.day.isoformat()[5:],
            shown(metric, _step(one, unit), language),
            "hi" if at == last else None,
            portion(one.coverage)[language] if one.partial and one.coverage else None,
            _band(one),
        )
        for at, one in enumerate(points)
    )
    known = [bar.value for bar in made if bar.value is not None]
    drawn = [*known, *(bar.expected[0] for bar in made if bar.expected)]
    # As on the desk, a level begins a little below its lowest week, because both ends carry their values.
    low = 0.0 if zero or not known else min(drawn) - (max(drawn) - min(drawn) or max(drawn) * 0.02) * 0.5
    return SlideChart(kind, made, scale(known, unit, language), max(low, 0.0), (EDGES[0][language], EDGES[1][language]))


def _band(point: Point) -> tuple[float, float] | None:
    one = point.expected
    return None if one is None or one.low is None or one.high is None else (one.low, one.high)


def _step(point: Point, unit: str) -> Number:
    return Number(point.value, unit, as_of=point.day, provenance=point.provenance, note=Note.NO_DATA)
