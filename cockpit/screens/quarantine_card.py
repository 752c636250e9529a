"""The rows of a source that wait outside, as a card: the first of them at once, all of them once the grid is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson

from cockpit.board.board import Board
from cockpit.board.quarantined_rows import COLUMNS, QuarantinePage, columns
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message

API = "/api/v1/refused"


BARRED = Text("隔离的行", "Refused rows")


def data(board: Board, page: QuarantinePage) -> Content:
    """Whose rows they are stands in the header: who owns the source has to correct them there."""
    source = next((one for one in board.sources if one.code == page.asked.source), None)
    name = source.name if source else Text(page.asked.source, page.asked.source)
    title = Text(f"{name.zh} · 隔离的行", f"{name.en}: refused rows")
    note = message("count.rows_wait", n=page.whole)
    if source:
        note = Text(f"{note.zh}，责任单位 {source.owner.zh}", f"{note.en}; answered for by {source.owner.en}")
    heads = tuple(ValueColumn(said) for said, _ in COLUMNS.values())
    records = tuple(Record(tuple(_cell(row[name]) for name in COLUMNS)) for row in page.rows)
    return content(board, title, Value(ValueKind.TABLE, title, heads, records, note=note))


def _cell(value: Any) -> Cell:
    if value is None:
        return Text(DASH, DASH)
    if isinstance(value, dict):
        return Text.from_json(value)
    return value if isinstance(value, int) else str(value)


def draw(shown: Content, view: View, *, page: QuarantinePage) -> Element:
    value = shown.values[0]
    title, meta = view.tell(shown.title), view.tell(value.note) if value.note else ""
    close = link(view.say("收起", "Close"), here(view, refused=None), class_="button ghost")
    body = el(
        "div",
        _plain(value, view),
        class_="grid-box",
        data_rows=f"{API}?{urlencode({'source': page.asked.source})}",
        data_columns=orjson.dumps(columns()).decode(),
        data_language=view.language,
        style=f"--lines:{2 * page.whole}",
    )
    nothing = el("div", el("p", view.say("没有待处理的行。", "No row waits."), class_="why"), class_="empty")
    return el(
        "section",
        el("header", el("h2", title), el("span", meta, class_="meta"), close),
        el("div", body, class_="content") if page.whole else nothing,
        el("p", class_="help", data_found=True, aria_live="polite"),
        class_="zone card rows",
        tabindex="-1",
    )


def forbidden(board: Board) -> Content:
    return content(board, BARRED)


def draw_forbidden(shown: Content, view: View) -> Element:
    """Where somebody may not read them: that there are such rows is no secret, what stands in them is."""
    said = view.say(
        "被拒绝的行可能含个人数据，登录的编辑人员才能查看。",
        "Refused rows may hold personal data; editors who are signed in may read them.",
    )
    close = link(view.say("收起", "Close"), here(view, refused=None), class_="button ghost")
    return el(
        "section",
        el("header", el("h2", view.tell(shown.title)), close),
        el("div", el("p", said, class_="why"), class_="empty"),
        class_="zone card rows",
        tabindex="-1",
    )


def _plain(value: Value, view: View) -> Element:
    kinds = ("number" if kind == "number" else "words" for _, kind in COLUMNS.values())
    heads = [TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)]
    lines = [TableLine(tuple(_drawn(cell, view) for cell in record.cells)) for record in value.records]
    return table(view.tell(value.title), heads, lines)


def _drawn(cell: Cell, view: View) -> Given:
    said = words(cell, view.language)
    # A row that was refused before Chinese was kept is read out as what it is; so is a field of another system.
    foreign = isinstance(cell, Text) and cell.zh == cell.en and said != DASH
    return el("span", said, lang="en") if foreign else said
