"""The rows behind a number as a sheet: all that the conditions let in, in the order and the words of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from cockpit.board.board import Board
from cockpit.board.rows.row_page import RowPage
from cockpit.marks.spreadsheet import Amount, Cell, Sheet
from cockpit.metrics.row_columns import COLUMNS
from cockpit.panels.block import PERIODS
from cockpit.panels.view import View
from cockpit.screens import page_origins
from cockpit.screens.page_sheets import filters
from cockpit.units import UNITS, Text

MOST = 50_000
"""So many rows a workbook holds; a text file has no end."""

Plain = Text | str | int | float | date | None

HOW = {
    "eq": "=",
    "ne": "≠",
    "lt": "<",
    "le": "≤",
    "gt": ">",
    "ge": "≥",
}


def columns(page: RowPage, view: View) -> tuple[str, ...]:
    return tuple(view.tell(COLUMNS[name].title) for name in page.columns)


def lines(page: RowPage, rows: Iterable[dict[str, Any]], view: View) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield tuple(_cell(name, row, view) for name in page.columns)


def sheets(board: Board, page: RowPage, rows: Iterable[dict[str, Any]], view: View, *, link: str) -> list[Sheet]:
    """What they are, and every one of them."""
    named = view.say("背后的行", "rows behind")
    return [_about(board, page, view, link=link), Sheet(named, columns(page, view), tuple(lines(page, rows, view)))]


def typed(name: str, row: dict[str, Any]) -> Plain:
    """A code is what it is called; a number, a day or nothing is itself."""
    value, called = row.get(name), row.get(f"{name}_name")
    if isinstance(called, Text):
        return called
    return value if value is None or isinstance(value, Text | int | float | date) else str(value)


def _cell(name: str, row: dict[str, Any], view: View) -> Cell:
    value = typed(name, row)
    if isinstance(value, Text):
        return view.tell(value)
    return Amount(value, "share") if isinstance(value, int | float) and COLUMNS[name].unit == "share" else value


def _about(board: Board, page: RowPage, view: View, *, link: str) -> Sheet:
    told = board.definitions[page.question.metric]
    number = page.number
    conditions = view.say("，", ", ").join(
        f"{view.tell(COLUMNS[one.column].title)} {HOW.get(one.how, view.say('含', 'has'))} {one.value}"
        for one in page.question.only
    )
    value = None if number.value is None else Amount(number.value, number.unit)
    rows: list[tuple[Cell, Cell]] = [
        (view.say("编制", "compiled by"), board.city["bureau"][view.language]),
        (view.say("数据性质", "data"), page_origins.said(page_origins.ordered([number.provenance]), view)),
        (view.say("指标", "metric"), told["title"][view.language]),
        (view.say("口径", "definition"), told["definition"][view.language]),
        (view.say("算法", "formula"), told["formula"][view.language]),
        (view.say("数值", "value"), value),
        (view.say("单位", "unit"), UNITS[number.unit].text[view.language]),
        (view.say("数据截至", "data to"), page.as_of),
        (view.say("统计期", "period"), view.tell(PERIODS[board.scope.period][0])),
        *filters(board, view),
        (view.say("条件", "conditions"), conditions or view.say("无", "none")),
        (view.say("行数", "rows"), page.found.count),
        (view.say("全部行数", "rows in all"), page.whole.count),
        (
            view.say("行得此数", "they make the number"),
            view.say("是" if page.agrees else "否", "yes" if page.agrees else "no"),
        ),
        (view.say("数据版本", "data version"), page.data_version),
        (view.say("链接", "link"), link),
    ]
    return Sheet(view.say("说明", "about"), (view.say("项", "what"), view.say("内容", "content")), tuple(rows))
