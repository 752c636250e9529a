"""A slide for every area that nobody has composed one for: its conclusion, and the courses of its metrics."""

from __future__ import annotations

from collections.abc import Callable

from cockpit.board.board import Board
from cockpit.marks.chart import ChartKind
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.metric import METRICS
from cockpit.metrics.subject import Subject, areas
from cockpit.panels.view import View
from cockpit.screens.slide import Slide, conclusion, course

COMPOSED = ("volumes", "sharing", "opening", "meetings")
"""Areas whose slides stand in deck.py, where somebody chose their exhibits."""
MOST = 2


def more() -> tuple[Callable[[Board, View], Slide], ...]:
    """In the order of the areas."""
    return tuple(_slide_of(one) for one in areas() if one.name not in COMPOSED)


def _slide_of(area: Subject) -> Callable[[Board, View], Slide]:
    def make(board: Board, view: View) -> Slide:
        known = sorted((one for one in METRICS if one.subject == area.name and one.course), key=lambda one: one.order)
        kinds = {
            one.name: ChartKind.LINE if one.measure.kind in (MeasureKind.LEVEL, MeasureKind.COUNT) else ChartKind.COLUMN
            for one in known
        }
        courses = [found for one in known for found in course(board, view, one.name, kind=kinds[one.name])]
        exhibits = tuple(courses[:MOST])
        return Slide(area.name, conclusion(board, area.name, view, exhibits), exhibits)

    make.__name__ = area.name
    return make
