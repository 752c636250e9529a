"""A panel whose drawing is a Plotly figure of its own: the figure, what it is called, and the table of its content.

The table is what is heard, what is read without a script, and what stands there where the figure cannot be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from cockpit.errors import FigureRefused
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, PlotElement, el
from cockpit.marks.figure import number, told
from cockpit.marks.plotly_figure import Figure as PlotlyFigure
from cockpit.marks.plotly_figure import height_of, housed, title_of
from cockpit.panels.block import heading
from cockpit.panels.card import card, fresh_of
from cockpit.panels.content import Content
from cockpit.panels.empty_state import empty
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn, words
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle

USUAL = {Surface.DESKTOP: 320, Surface.REPORT: 300, Surface.WALL: 420}
"""How high a figure is that does not say it, in pixels of its surface; those of the wall are logical."""
CLASS = "plot"
NAMED = 5
"""So many of its numbers, the largest, are told with the figure; the others stand in the table."""
REFUSED = Text("图形未能显示，以下为其数据表", "The figure could not be shown; this is its table")


@dataclass(frozen=True)
class Plot:
    """A figure as plotly.js takes it; how high it is, in the pixels of its surface; what is said of it, and over it."""

    figure: dict[str, Any]
    height: int
    label: str
    note: str


def plot(figure: PlotlyFigure, shown: Content, view: View) -> Plot:
    """FigureRefused where it cannot be shown."""
    return Plot(
        housed(figure, surface=view.surface, theme=view.theme),
        height_of(figure, usual=USUAL[view.surface]),
        label(shown, view),
        title_of(figure) or _measured(shown, view),
    )


def draw(made: Plot, shown: Content, view: View) -> Element:
    if not any(one.number.value is not None for one in shown.figures()):
        return _framed(shown, view, made.note, empty(shown, view))
    rem = view.surface is Surface.WALL
    attributes = {
        "class": CLASS,
        "data-own": "",
        "data-label": made.label,
        "style": f"--plot:{made.height / 10:g}rem" if rem else f"--plot:{made.height}px",
    }
    if rem:
        attributes["data-plotly"] = orjson.dumps(made.figure, option=orjson.OPT_SORT_KEYS).decode()
    told = el("div", _tables(shown, view), class_="told")
    box = PlotElement("div", attributes, (told,), made.figure, made.label)
    return _framed(shown, view, made.note, box)


def refused(shown: Content, view: View) -> Element:
    """The table in the place of a figure that cannot be shown."""
    return _framed(shown, view, _measured(shown, view), el("p", view.tell(REFUSED), class_="why"), _tables(shown, view))


def _framed(shown: Content, view: View, said: str, *body: Given) -> Element:
    first = next((one for one in shown.figures() if one.metric in shown.definitions), None)
    if view.surface is not Surface.WALL:
        end = fresh_of(shown, first.metric, first.number, view) if first else None
        return card(view, shown.title, *body, meta=said, end=end)
    title = view.tell(shown.title)
    head = heading(shown, view, title, metric=first.metric, number=first.number, note=said) if first else None
    return el("section", head or el("header", el("h2", title)), body, class_="zone card")


def _measured(shown: Content, view: View) -> str:
    """条，近7天: what its numbers count, and over which period."""
    column = next((one for value in shown.values for one in value.columns if one.metric), None)
    if column is None:
        return ""
    unit = view.tell(UNITS[column.unit].text) if column.unit and UNITS[column.unit].style is not UnitStyle.SHARE else ""
    return view.say("，", ", ").join(part for part in (unit, view.tell(column.period) if column.period else "") if part)


def label(shown: Content, view: View) -> str:
    """What the figure shows, for those who hear it: its title and its largest numbers."""
    known = [
        (record, cell)
        for value in shown.values
        if not value.hidden
        for record in value.records
        for cell in record.cells
        if isinstance(cell, Figure) and cell.number.value is not None and not record.total
    ]
    known.sort(key=lambda pair: -(pair[1].number.value or 0))
    said = [f"{_called(record, view)} {told(cell.number, view.language)[1]}" for record, cell in known[:NAMED]]
    title = view.tell(shown.title)
    if not said:
        return title
    more = view.say(f"等{len(known)}项", f"; {len(known)} numbers in all") if len(known) > NAMED else ""
    return view.say(f"{title}：{'、'.join(said)}{more}", f"{title}: {', '.join(said)}{more}")


def _called(record: Record, view: View) -> str:
    named = (words(cell, view.language) for cell in record.cells if cell is not None and not isinstance(cell, Figure))
    return next(named, "")


def _tables(shown: Content, view: View) -> list[Given]:
    return [_table(value, shown, view) for value in shown.values if value.records and not value.hidden]


def _table(value: Value, shown: Content, view: View) -> Element:
    columns = [_heading(one, view) for one in value.columns]
    lines = [
        TableLine(tuple(_cell(cell, view) for cell in record.cells), state="sum" if record.total else None)
        for record in value.records
    ]
    return table(view.tell(value.title) or view.tell(shown.title), columns, lines)


def _heading(column: ValueColumn, view: View) -> TableColumn:
    return TableColumn(view.tell(column.title), "number" if column.metric else "text")


def _cell(cell: Cell, view: View) -> Given:
    if not isinstance(cell, Figure):
        return words(cell, view.language)
    if cell.said is not None:
        return view.tell(cell.said)
    return number(cell.metric, cell.number, view.language, member=cell.member, part=cell.part)


__all__ = ["FigureRefused", "Plot", "draw", "label", "plot", "refused"]
