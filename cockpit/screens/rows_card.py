"""The rows behind a number, as a card: the first of them at once, all of them once the grid is there."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import orjson

from cockpit.board.board import Board
from cockpit.board.rows.row_page import RowPage
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Note
from cockpit.metrics.row_columns import COLUMNS
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.tabulation import figures
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.screens.rows_sheet import MOST, typed
from cockpit.units import Text, count, share
from cockpit.units.messages import message

FIRST = 50
"""Rows that stand in the page itself, for those who have no script and until the grid is there."""


def data(board: Board, page: RowPage) -> Content:
    """The first rows, and the number that all of them make."""
    metric = page.question.metric
    title = Text.from_json(board.definitions[metric]["title"])
    named = Text(f"{title.zh} · 背后的行", f"{title.en}: rows behind")
    columns = tuple(ValueColumn(COLUMNS[name].title, unit=COLUMNS[name].unit) for name in page.columns)
    records = tuple(Record(tuple(typed(name, row) for name in page.columns)) for row in page.rows[:FIRST])
    values = [Value(ValueKind.TABLE, named, columns, records)] if page.whole.count else []
    return content(board, named, *values, *([figures(board, metric)] if page.made is not None else []))


def draw(shown: Content, view: View, *, page: RowPage, query: str) -> Element:
    """`data-rows` is where the grid gets its pages; whoever draws the live page puts it over the plain table."""
    metric = page.question.metric
    named = view.tell(shown.title)
    close = link(view.say("收起", "Close"), here(view, metric=metric), class_="button ghost")
    source = f"/api/v1/rows?metric={metric}" + (f"&{query}" if query else "")
    plain = _plain(shown, page, view)
    columns = orjson.dumps(page.to_json()["columns"]).decode()
    body = el(
        "div",
        plain,
        class_="grid-box",
        data_rows=source,
        data_columns=columns,
        data_language=view.language,
        style=f"--lines:{page.whole.count}",
    )
    return el(
        "section",
        el(
            "header",
            el("h2", named),
            el("span", _made(shown, page, view), class_="meta"),
            _files(page, view, query),
            close,
        ),
        el("div", body, class_="content") if page.whole.count else _none(page, view),
        el("p", class_="help", data_found=True, aria_live="polite"),
        class_="zone card rows",
        tabindex="-1",
    )


def _files(page: RowPage, view: View, question: str) -> Element | None:
    """All rows as files; the grid adds the order and the conditions that it shows. A workbook has an end."""
    if not page.whole.count:
        return None
    query = urlencode([("metric", page.question.metric), *parse_qsl(question), ("lang", view.language)])
    kinds = [("xlsx", "Excel")] if page.whole.count <= MOST else []
    said = view.say("导出全部行：", "Export all rows: ")
    links = [
        el(
            "a",
            name,
            href=f"/export/rows.{kind}?{query}",
            class_="button",
            download=True,
            data_file=True,
            aria_label=f"{said}{name}",
        )
        for kind, name in (*kinds, ("csv", "CSV"))
    ]
    return el("span", [*links], class_="button-group")


def _made(shown: Content, page: RowPage, view: View) -> list[Given]:
    """How many rows, what they add up to, and whether that is the number."""
    metric = page.question.metric
    said: list[Given] = [view.tell(message("count.rows", n=page.whole.count))]
    for name in page.adds if len(page.adds) <= 3 else ():
        total = page.whole.sums[name]
        gap = view.say("合计", " ")
        said.append(view.say("，", "; ") + f"{view.tell(COLUMNS[name].title)}{gap}{_written(name, total)}")
    if page.made is not None:
        number_ = number(metric, shown[metric], view.language, unit=True)
        sign = None if page.agrees else el("i", class_="signal", data_s="warn", aria_hidden="true")
        words = view.say("，得此数 ", "; they make ") if page.agrees else view.say("，与此数不符 ", "; not the number ")
        said += [words, sign, number_]
    return said


def _none(page: RowPage, view: View) -> Element:
    """Where there is nothing to list, why there is not."""
    note = page.number.note or Note.NO_DATA
    why = {
        Note.NOT_SPLIT: Text("此指标不能按所选条件拆分。", "This metric cannot be split by these filters."),
        Note.NOT_PUBLISHED: Text("没有人公布过这个数。", "Nobody has published this number."),
        Note.NOT_CONNECTED: Text("来源尚未接入。", "Its source is not connected yet."),
    }.get(note, Text("没有记录。", "There are no rows."))
    return el("div", el("p", view.tell(why), class_="why"), class_="empty")


def _plain(shown: Content, page: RowPage, view: View) -> Element | None:
    columns = [
        TableColumn(view.tell(COLUMNS[name].title), "number" if COLUMNS[name].kind == "number" else "text")
        for name in page.columns
    ]
    records = [record for value in shown.values if value.kind is ValueKind.TABLE for record in value.records]
    lines = [
        TableLine(tuple(_cell(name, cell, view) for name, cell in zip(page.columns, record.cells, strict=True)))
        for record in records
    ]
    return table(view.tell(shown.title), columns, lines)


def _cell(name: str, cell: Cell, view: View) -> str:
    if isinstance(cell, int | float) and COLUMNS[name].kind == "number":
        return _written(name, cell)
    return words(cell, view.language) or DASH


def _written(name: str, value: int | float | None) -> str:
    if value is None:
        return DASH
    return share(value) if COLUMNS[name].unit == "share" else count(value)
