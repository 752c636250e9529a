"""The six base libraries: records, contributing departments, and how much of the catalogue is stored."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.items import CATALOGUED, comparable, left_out
from cockpit.marks.bars import bar
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import BUILDING, NOT_PUBLISHED
from cockpit.panels.card import card, fresh
from cockpit.panels.cell import DASH, cell
from cockpit.panels.gap import empty
from cockpit.panels.link import here, link
from cockpit.panels.omission import listed, omission
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("基础库", "Base libraries")
METRICS = (
    "volumes.records",
    "volumes.departments",
    "volumes.items_stored",
    "volumes.items_catalogued",
    "volumes.stored_share",
    "volumes.items_missing",
    "volumes.growth_12w",
)
STATES = {
    "planned": Text("规划", "planned"),
    "building": Text("在建", "under way"),
    "serving": Text("运行", "serving"),
}


def draw(board: Board, view: View) -> Element:
    rows = board.rows("libraries")
    desk = view.surface == "desktop"
    if not rows:
        return card(view, TITLE, empty(board, view))
    lines = [_line(row, board, view, desk=desk) for row in rows]
    if desk and not board.scope.library:
        lines.append(_sum(board, view))
    meta = view.say("记录为条，含同一对象多条", "records, several per person or company")
    body = table(view.tell(TITLE), _columns(view, desk=desk), lines)
    return card(view, TITLE, body, _note(board, view), meta=meta, end=fresh(board, "volumes.records", view))


def _columns(view: View, *, desk: bool) -> list[Column]:
    columns = [
        Column(view.say("库", "Library")),
        Column(view.say("记录", "Records"), "number"),
        Column(view.say("部门", "Departments"), "number"),
        Column(view.say("已入库项", "Stored"), "number"),
        Column(view.say("编目项", "Catalogued"), "number"),
    ]
    if desk:
        columns.append(Column(view.say("入库率", "Share stored"), "bar", quiet=True))
    columns += [Column(view.say("入库率", "Share stored"), "number"), Column(view.say("状态", "State"), "state")]
    if desk:
        columns.append(Column(view.say("近12周新增", "Gained, 12 weeks"), "number", demo=True))
    return columns


def _line(row: Row, board: Board, view: View, *, desk: bool) -> Line:
    missing = number_of(row, "volumes.items_missing").value
    chosen = board.scope.library == row.code
    name: Given = view.tell(row.short)
    if desk:
        name = link(name, here(view, library=None if chosen else row.code))
    values = [cell(view, "libraries", row, metric=metric) for metric in METRICS[:5]]
    share = el("span", values[4], class_="w")
    if comparable(row.numbers):
        values[3] = listed(row, view, member=f"libraries:{row.code}", dashed=True)
    cells: list[Given] = [name, *values[:4]]
    if desk:
        cells.append(_bar(row))
    cells += [share, _state(row, board, view)]
    if desk:
        cells.append(_gained(row, view))
    exception = "hl" if missing else "dim" if row.get("state") != "serving" else None
    return Line(tuple(cells), state="sel" if chosen else exception)


def _bar(row: Row) -> Element:
    """Complete is quiet grey, a gap has the colour of the exception, unknown is a dashed line."""
    share = number_of(row, "volumes.stored_share").value
    return bar(share, None if share is None else "done" if share >= 1 else "warn")


def _gained(row: Row, view: View) -> Element:
    given = number_of(row, "volumes.growth_12w", "record")
    return cell(view, "libraries", row, metric="volumes.growth_12w") if given.value is not None else el("span", "—")


def _state(row: Row, board: Board, view: View) -> Given:
    """Of a part of the city a library in which that part has nothing has no state of its own."""
    missing = number_of(row, "volumes.items_missing")
    if missing.value:
        sign = el("i", class_="sig", data_s="warn", aria_hidden="true")
        said = number("volumes.items_missing", missing, view.language, member=f"libraries:{row.code}")
        return el("span", sign, view.say("差", ""), said, view.say("项", " items to go"), class_="w")
    if missing.value == 0 and left_out(row) is None:
        return view.say("完成", "complete")
    if board.scope.filters and missing.note not in (BUILDING, NOT_PUBLISHED):
        return DASH
    state = "building" if missing.note == BUILDING else row.get("state", "")
    return view.tell(STATES.get(state, Text(state, state)))


def _sum(board: Board, view: View) -> Line:
    """Departments are counted once, and items are those of the libraries whose stored count is known."""
    said = [number(metric, board[metric], view.language) for metric in METRICS]
    items, without = comparable(board.metrics), omission(board, view)
    if items:
        said[3] = number(CATALOGUED, items.number, view.language, part=items.part)
    total: list[Given] = [view.say("合计", "Total"), el("small", " ", *without, class_="n") if without else None]
    apart = el("small", view.say("去重", "distinct"), class_="n")
    return Line(
        (total, said[0], [said[1], apart], said[2], said[3], None, said[4], None, said[6]),
        state="sum",
    )


def _note(board: Board, view: View) -> Element | None:
    """What is not in the table and is never added to it; under a filter as much of it as that part of the city has."""
    said = [part for part in (_themes(board, view), _returns(board, view)) if part]
    return el("p", *said, class_="fignote") if said else None


def _themes(board: Board, view: View) -> list[Given]:
    names = ("volumes.themes_planned", "volumes.themes_building")
    if any(board[name].value is None for name in names):
        return []
    planned, building = (number(name, board[name], view.language) for name in names)
    if view.language == "en":
        return [planned, " thematic libraries planned, ", building, " under way. "]
    return ["专题库规划", planned, "个，", building, "个在建。"]


def _returns(board: Board, view: View) -> list[Given]:
    if board["volumes.return_items"].value is None or board["volumes.return_records"].value is None:
        return []
    items = number("volumes.return_items", board["volumes.return_items"], view.language)
    records = number("volumes.return_records", board["volumes.return_records"], view.language, unit=True)
    if view.language == "en":
        return ["Provincial returns: ", items, " items, ", records, ", counted apart."]
    return ["省级回流", items, "项", records, "，另计。"]


LIBRARY_TABLE = declare(
    Panel(
        name="library_table",
        title=TITLE,
        question=Text("每个基础库有多少，编目的入库了多少？", "How large is each base library, and how complete?"),
        metrics=(
            *METRICS,
            "volumes.themes_planned",
            "volumes.themes_building",
            "volumes.return_items",
            "volumes.return_records",
        ),
        draw=draw,
        tables=("libraries",),
        surfaces=("desktop", "report"),
    )
)
