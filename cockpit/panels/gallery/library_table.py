"""The six base libraries: records, contributing departments, and how much of the catalogue is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cockpit.board.board import Board, Row
from cockpit.board.items import CATALOGUED, MISSING, STORED, comparable, left_out
from cockpit.board.keys import RowKey
from cockpit.marks import datatable
from cockpit.marks.bars import bar
from cockpit.marks.datatable import TableColumn, TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import Note, Number
from cockpit.panels.card import card, fresh
from cockpit.panels.cell import DASH, cell
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.omission import items, left_out_of, listed, omission
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, column, figures, table
from cockpit.panels.value import Cell, Figure, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import LibraryState
from cockpit.units import Text
from cockpit.units.messages import message, unwritten

TITLE = Text("基础库", "Base libraries")
RECORDS, DEPARTMENTS, SHARE = "volumes.records", "volumes.departments", "volumes.stored_share"
GROWTH = "volumes.growth_12w"
METRICS = (RECORDS, DEPARTMENTS, STORED, CATALOGUED, SHARE, MISSING, GROWTH)
BESIDE = ("volumes.themes_planned", "volumes.themes_building", "volumes.return_items", "volumes.return_records")
LIBRARY, STATE = ValueColumn(Text("库", "Library")), ValueColumn(Text("状态", "State"))
LISTED = ValueColumn(Text("编目项", "Catalogued"), CATALOGUED, "item")
TOTAL = Text("合计", "Total")
NOTE = Text("记录为条，含同一对象多条", "records, several per person or company")
DISTINCT = Text("部门去重", "departments distinct")
STATES = {
    LibraryState.PLANNED: Text("规划", "planned"),
    LibraryState.BUILDING: Text("在建", "under way"),
    LibraryState.SERVING: Text("运行", "serving"),
}


def data(board: Board) -> Content:
    """A row a library; the catalogued items are those of which it is known whether they are stored."""
    rows = board.rows("libraries")
    columns = (
        column(board, RECORDS, Text("记录", "Records")),
        column(board, DEPARTMENTS, Text("部门", "Departments")),
        column(board, STORED, Text("已入库项", "Stored")),
        Stated(LISTED, {row.code: _listed(row.numbers, RowKey("libraries", row.code)) for row in rows}),
        column(board, SHARE, Text("入库率", "Share stored")),
        Stated(STATE, {row.code: _said(row, board) for row in rows}),
        column(board, GROWTH, Text("近12周新增", "Gained, 12 weeks")),
    )
    total = None if board.scope.library or not rows else _total(board)
    libraries = table(TITLE, columns, rows, of="libraries", name=LIBRARY, total=total)
    libraries = replace(libraries, note=NOTE)
    return content(board, TITLE, libraries, figures(board, *METRICS, *BESIDE), *items(board, "libraries"))


def _listed(numbers: Mapping[str, Number], member: RowKey | None) -> Figure | None:
    known = comparable(numbers)
    if known:
        return Figure(CATALOGUED, known.number, member, known.part)
    return Figure(CATALOGUED, numbers[CATALOGUED], member) if CATALOGUED in numbers else None


def _said(row: Row, board: Board) -> Cell:
    """Of a part of the city a library in which that part has nothing has no state of its own."""
    missing = number_of(row, MISSING)
    if missing.value:
        said = message("count.to_go", n=int(missing.value))
        return Figure(MISSING, missing, RowKey("libraries", row.code), said=said)
    if missing.value == 0 and left_out(row) is None:
        return Text("完成", "complete")
    if board.scope.filters and missing.note not in (Note.BUILDING, Note.NOT_PUBLISHED):
        return None
    state = LibraryState.BUILDING if missing.note == Note.BUILDING else row.get("state", "")
    return STATES.get(state, Text(state, state))


def _total(board: Board) -> tuple[Cell, ...]:
    """Departments are counted once, and items are those of the libraries whose stored count is known."""
    records, departments, stored, share, growth = (
        Figure(metric, board[metric]) for metric in (RECORDS, DEPARTMENTS, STORED, SHARE, GROWTH)
    )
    remarks = [said for said in (left_out_of(board), DISTINCT) if said.zh]
    named = Text(
        f"{TOTAL.zh} {'，'.join(one.zh for one in remarks)}", f"{TOTAL.en} {', '.join(one.en for one in remarks)}"
    )
    return named, records, departments, stored, _listed(board.metrics, None), share, None, growth


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("libraries")
    desk = view.surface == Surface.DESKTOP
    if not rows:
        return card(view, TITLE, empty(shown, view))
    lines = [_line(row, shown, view, desk=desk) for row in rows]
    if desk and not shown.scope.library:
        lines.append(_sum(shown, view))
    body = datatable.table(view.tell(TITLE), _columns(view, desk=desk), lines)
    return card(view, TITLE, body, _note(shown, view), meta=view.tell(NOTE), end=fresh(shown, "volumes.records", view))


def _columns(view: View, *, desk: bool) -> list[TableColumn]:
    columns = [
        TableColumn(view.say("库", "Library")),
        TableColumn(view.say("记录", "Records"), "number"),
        TableColumn(view.say("部门", "Departments"), "number"),
        TableColumn(view.say("已入库项", "Stored"), "number"),
        TableColumn(view.say("编目项", "Catalogued"), "number"),
    ]
    if desk:
        columns.append(TableColumn(view.say("入库率", "Share stored"), "bar", quiet=True))
    columns += [
        TableColumn(view.say("入库率", "Share stored"), "number"),
        TableColumn(view.say("状态", "State"), "state"),
    ]
    if desk:
        columns.append(TableColumn(view.say("近12周新增", "Gained, 12 weeks"), "number", demo=True))
    return columns


def _line(row: Row, shown: Content, view: View, *, desk: bool) -> TableLine:
    missing = number_of(row, "volumes.items_missing").value
    chosen = shown.scope.library == row.code
    name: Given = view.tell(row.short)
    if desk:
        name = link(name, here(view, library=None if chosen else row.code))
    values = [cell(view, "libraries", row, metric=metric) for metric in METRICS[:5]]
    share = el("span", values[4], class_="warned")
    if comparable(row.numbers):
        values[3] = listed(row, view, member=RowKey("libraries", row.code), dashed=True)
    cells: list[Given] = [name, *values[:4]]
    if desk:
        cells.append(_bar(row))
    cells += [share, _state(row, shown, view)]
    if desk:
        cells.append(_gained(row, view))
    exception = "highlighted" if missing else "dim" if row.get("state") != LibraryState.SERVING else None
    return TableLine(tuple(cells), state="selected" if chosen else exception)


def _bar(row: Row) -> Element:
    """Complete is quiet grey, a gap has the colour of the exception, unknown is a dashed line."""
    share = number_of(row, "volumes.stored_share").value
    return bar(share, None if share is None else "done" if share >= 1 else "warn")


def _gained(row: Row, view: View) -> Element:
    given = number_of(row, "volumes.growth_12w", "record")
    return cell(view, "libraries", row, metric="volumes.growth_12w") if given.value is not None else el("span", "—")


def _state(row: Row, shown: Content, view: View) -> Given:
    said = shown.stated("libraries", STATE).get(row.code)
    if isinstance(said, Figure):
        sign = el("i", class_="signal", data_s="warn", aria_hidden="true")
        missing = number(said.metric, said.number, view.language, member=said.member)
        return el(
            "span",
            sign,
            view.say("差", ""),
            missing,
            view.tell(message("count.items_to_go", n=unwritten(said.number.value))),
            class_="warned",
        )
    return view.tell(said) if isinstance(said, Text) else DASH


def _sum(shown: Content, view: View) -> TableLine:
    """Departments are counted once, and items are those of the libraries whose stored count is known."""
    said = [number(metric, shown[metric], view.language) for metric in METRICS]
    every, without = comparable(shown.metrics), omission(shown, view)
    if every:
        said[3] = number(CATALOGUED, every.number, view.language, part=every.part)
    total: list[Given] = [view.tell(TOTAL), el("small", " ", *without, class_="gloss") if without else None]
    apart = el("small", view.say("去重", "distinct"), class_="gloss")
    return TableLine(
        (total, said[0], [said[1], apart], said[2], said[3], None, said[4], None, said[6]),
        state="sum",
    )


def _note(shown: Content, view: View) -> Element | None:
    """What is not in the table and is never added to it; under a filter as much of it as that part of the city has."""
    said = [part for part in (_themes(shown, view), _returns(shown, view)) if part]
    return el("p", *said, class_="figure-note") if said else None


def _themes(shown: Content, view: View) -> list[Given]:
    names = ("volumes.themes_planned", "volumes.themes_building")
    if any(shown[name].value is None for name in names):
        return []
    planned, building = (number(name, shown[name], view.language) for name in names)
    if view.language == "en":
        return [planned, " thematic libraries planned, ", building, " under way. "]
    return ["专题库规划", planned, "个，", building, "个在建。"]


def _returns(shown: Content, view: View) -> list[Given]:
    if shown["volumes.return_items"].value is None or shown["volumes.return_records"].value is None:
        return []
    count = number("volumes.return_items", shown["volumes.return_items"], view.language)
    records = number("volumes.return_records", shown["volumes.return_records"], view.language, unit=True)
    if view.language == "en":
        return ["Provincial returns: ", count, " items, ", records, ", counted apart."]
    return ["省级回流", count, "项", records, "，另计。"]


declare(
    Panel(
        name="library_table",
        title=TITLE,
        question=Text("每个基础库有多少，编目的入库了多少？", "How large is each base library, and how complete?"),
        metrics=(
            *METRICS,
            *BESIDE,
        ),
        data=data,
        draw=draw,
        tables=("libraries",),
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
