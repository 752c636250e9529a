"""What a panel is: one question, the metrics and tables it needs, and how it is drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cockpit.board.board import Board
from cockpit.errors import DeclarationWrong, FigureRefused
from cockpit.marks.element import Element, PanelElement
from cockpit.marks.plotly_figure import Figure as PlotlyFigure
from cockpit.metrics.subject import place_of, subject_of
from cockpit.panels import plot
from cockpit.panels.content import Content
from cockpit.panels.failure_card import Causes, broken
from cockpit.panels.plot import Plot
from cockpit.panels.view import Surface, View
from cockpit.registry import Registry
from cockpit.units import Text
from cockpit.units.messages import translated_fields

log = logging.getLogger(__name__)

Make = Callable[[Board], Content]
Draw = Callable[[Any, View], "Element | PlotlyFigure"]


@dataclass(frozen=True)
class Panel:
    """`data` makes of a board what the panel shows; it reads only `metrics` and `tables` (and courses, reconciliations
    of these). `draw` draws that and reads nothing else; what it returns may also be a Plotly figure, as an object or a
    dictionary: docs/extend.md.

    `surfaces` are those that it can be drawn on. Its element carries the id `panel-<name>`. An `area` sums a subject up
    in one column, on the overview and on the first page of the week. `page` (of the desk) and `scene` (of the wall) are
    where it stands if no composition in cockpit/screens names it.
    """

    name: str
    title: Text
    question: Text
    metrics: tuple[str, ...]
    data: Make
    draw: Draw
    tables: tuple[str, ...] = ()
    surfaces: tuple[Surface, ...] = (Surface.WALL, Surface.DESKTOP, Surface.REPORT)
    area: bool = False
    page: str | None = None
    scene: str | None = None

    @property
    def subject(self) -> str:
        """The subject of its first metric; empty where it needs none."""
        return subject_of(self.metrics[0]) if self.metrics else ""

    def drawn(self, board: Board, view: View) -> Element:
        """What it shows of a board, drawn; whatever it raises, so that tests see it."""
        shown = self.data(board)
        made = self.draw(shown, view)
        return made if isinstance(made, Element) else self._figured(made, shown, view)

    def plotted(self, shown: Content, view: View) -> Plot | None:
        """The figure that it draws of this; None where it draws marks, or a figure that cannot be shown."""
        made = self.draw(shown, view)
        try:
            return None if isinstance(made, Element) else plot.plot(made, shown, view)
        except FigureRefused as refused:
            _failed(self.name, refused)
            return None

    def _figured(self, made: PlotlyFigure, shown: Content, view: View) -> Element:
        try:
            return plot.draw(plot.plot(made, shown, view), shown, view)
        except FigureRefused as refused:  # its numbers are still known: they stand there as a table
            _failed(self.name, refused)
            return plot.refused(shown, view)


def check(panel: Panel) -> None:
    """DeclarationWrong where it is for a surface that there is not."""
    for surface in panel.surfaces:
        if surface not in list(Surface):
            raise DeclarationWrong(
                f"The panel {panel.name!r} is for the surface {surface!r}.", f"Surfaces: {', '.join(Surface)}."
            )


PANELS: Registry[Panel] = Registry("panel", "cockpit.panels.gallery", check)


def declare(panel: Panel) -> Panel:
    """Adds it, with the translations that catalogues have; NameTaken where another one has its name."""
    return PANELS.declare(translated_fields("panel", panel))


CAUSES = Causes()


def areas() -> list[str]:
    """The names of the panels that sum up a subject, in the order of the subjects."""
    return sorted((panel.name for panel in PANELS if panel.area), key=lambda name: place_of(PANELS[name].subject))


def made(name: str, board: Board) -> Content | None:
    """What the panel shows, for files and slides; None where it fails, so that the others stand."""
    try:
        return PANELS[name].data(board)
    except Exception as failed:  # one panel may fail, the file goes on; the log has the cause
        _failed(name, failed)
        return None


def _failed(name: str, failed: Exception) -> str:
    """The reference under which the log has the cause."""
    named, fresh = CAUSES.of(name, failed)
    if fresh:
        log.exception("%s: panel %s failed", named, name)
    return named


def draw(name: str, board: Board, view: View) -> PanelElement:
    """The panel, or one sentence in its place: a broken panel never darkens a page."""
    panel = PANELS[name]
    fault = False
    try:
        drawn = panel.drawn(board, view)
    except Exception as failed:  # one panel may fail, the page goes on; the log has the cause
        drawn, fault = broken(view, panel.title, named=_failed(name, failed)), True
    attributes = {**drawn.attributes, "id": f"panel-{name}"}
    return PanelElement(drawn.tag, attributes, drawn.children, drawn.figure, name, fault)
