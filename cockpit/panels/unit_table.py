"""A long table of units, counties or themes: one row each, a scale for each column, a box of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cockpit.board.board import Board, Row
from cockpit.marks.axis import scale
from cockpit.marks.datatable import TableColumn, TableLine, scrolled, table
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import cell as number_of
from cockpit.marks.short_names import short
from cockpit.marks.zone import invented
from cockpit.panels.card import card
from cockpit.panels.cell import cell, covered, titled
from cockpit.panels.content import Content, Known, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel
from cockpit.panels.tabulation import Stated, column
from cockpit.panels.tabulation import table as values_table
from cockpit.panels.value import Value, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle

LONG = 9


@dataclass(frozen=True)
class MeasureColumn:
    """A column of numbers."""

    metric: str
    title: Text


@dataclass(frozen=True)
class Extra:
    """A column at the end that is not a number."""

    title: Text
    draw: Callable[[Row, View], Given]


def unit_data(
    board: Board,
    title: Text,
    of: str,
    *,
    rows: Sequence[Row],
    measured: Sequence[MeasureColumn],
    stated: Sequence[Stated] = (),
    values: Sequence[Value] = (),
) -> Content:
    """Rows of the board's table `of` with a column for each measure, then the `stated` ones; `values` stand beside."""
    columns: list[ValueColumn | Stated] = [*(column(board, one.metric, one.title) for one in measured), *stated]
    return content(board, title, values_table(title, columns, rows, of=of), *values)


def split_panel(
    name: str,
    title: Text,
    question: Text,
    *,
    of: str,
    measured: Sequence[MeasureColumn],
    filters: str,
    meta: Callable[[Content, View], str | None] = lambda shown, view: None,
) -> Panel:
    """A panel of the desk with all rows of the board's table `of` and no other column; `meta` stands in its header."""

    def draw(shown: Content, view: View) -> Element:
        rows = shown.rows(of)
        if not rows:
            return card(view, title, empty(shown, view))
        body = unit_table(shown, view, of, rows=rows, measured=measured, caption=title, filters=filters)
        return card(view, title, body, meta=meta(shown, view))

    return Panel(
        name=name,
        title=title,
        question=question,
        metrics=tuple(column.metric for column in measured),
        data=lambda board: unit_data(board, title, of, rows=board.rows(of), measured=measured),
        draw=draw,
        tables=(of,),
        surfaces=(Surface.DESKTOP,),
    )


def unit_table(
    board: Known,
    view: View,
    name: str,
    *,
    rows: Sequence[Row],
    measured: Sequence[MeasureColumn],
    caption: Text,
    extra: Extra | None = None,
    filters: str | None = "unit",
) -> Element:
    """`filters` names the part of the address that a row's name sets; None: names are no links."""
    drawn = _table(board, view, name, rows=rows, measured=measured, caption=caption, extra=extra, filters=filters)
    return scrolled(drawn, view.tell(caption)) if len(rows) > LONG else drawn


def _table(
    board: Known,
    view: View,
    name: str,
    *,
    rows: Sequence[Row],
    measured: Sequence[MeasureColumn],
    caption: Text,
    extra: Extra | None,
    filters: str | None,
) -> Element:
    units = {
        one.metric: next((r[one.metric].unit for r in rows if one.metric in r.numbers), "item") for one in measured
    }
    scales = {
        one.metric: scale([number_of(row, one.metric).value for row in rows], units[one.metric], view.language)
        for one in measured
        if UNITS[units[one.metric]].style == UnitStyle.VOLUME
    }
    columns = [TableColumn(view.say("名称", "Name"))]
    for one in measured:
        title = titled(view.tell(one.title), scales.get(one.metric), view)
        columns.append(TableColumn(covered(title, (number_of(row, one.metric) for row in rows), view), "number"))
    if extra:
        columns.append(TableColumn(view.tell(extra.title), "state"))

    def lines(*, dashed: bool) -> list[TableLine]:
        return [
            TableLine(
                (
                    _name(board, view, row, filters=filters),
                    *(
                        cell(view, name, row, metric=one.metric, scale=scales.get(one.metric), dashed=dashed)
                        for one in measured
                    ),
                    *((extra.draw(row, view),) if extra else ()),
                ),
                state="selected" if filters and board.scope.filters.get(filters) == row.code else None,
            )
            for row in rows
        ]

    whole = table(view.tell(caption), columns, lines(dashed=False))
    return whole if invented(whole) else table(view.tell(caption), columns, lines(dashed=True))


def _name(board: Known, view: View, row: Row, *, filters: str | None) -> Given:
    said = short(row, view.language, most=24)
    if not filters or view.surface != Surface.DESKTOP:
        return said
    chosen = board.scope.filters.get(filters) == row.code
    change = None if chosen else row.code
    return link(said, here(view, "", **{filters: change}))
