"""The thematic libraries one by one: state, records, items and users; they are no part of the base libraries."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.gallery.library_table import STATES
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, column, figures, table
from cockpit.panels.value import Figure, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import LibraryState
from cockpit.units import Text

TITLE = Text("专题库", "Thematic libraries")
METRICS = ("volumes.theme_records", "volumes.theme_items", "volumes.theme_users")
COUNTED = ("volumes.themes_planned", "volumes.themes_building", "volumes.themes_serving")
HEADS = (Text("记录", "Records"), Text("数据项", "Items"), Text("用户", "Users"))
LIBRARY, STATE = ValueColumn(Text("库", "Library")), ValueColumn(Text("状态", "State"))
TOTAL = Text("合计", "Total")


def data(board: Board) -> Content:
    """A row a library; their numbers are added up to none of the base libraries."""
    rows = board.rows("thematic")
    columns: tuple[ValueColumn | Stated, ...] = (
        Stated(STATE, {row.code: STATES.get(row.get("state")) for row in rows}),
        *(column(board, metric, title) for metric, title in zip(METRICS, HEADS, strict=True)),
    )
    known = any(board[metric].value is not None for metric in METRICS)
    total = (TOTAL, None, *(Figure(metric, board[metric]) for metric in METRICS)) if known else None
    themes = table(TITLE, columns, rows, of="thematic", name=LIBRARY, total=total)
    return content(board, TITLE, themes, figures(board, *METRICS, *COUNTED))


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("thematic")
    if not rows:
        return card(view, TITLE, empty(shown, view))
    columns = [datatable.TableColumn(view.tell(one.title)) for one in (LIBRARY, STATE)]
    columns += [datatable.TableColumn(view.tell(title), "number") for title in HEADS]
    lines = [_line(row, view) for row in rows]
    if any(shown[metric].value is not None for metric in METRICS):
        said = (number(metric, shown[metric], view.language) for metric in METRICS)
        lines.append(TableLine((view.tell(TOTAL), None, *said), state="sum"))
    return card(view, TITLE, datatable.table(view.tell(TITLE), columns, lines), meta=_meta(shown, view))


def _line(row: Row, view: View) -> TableLine:
    cells = (cell(view, "thematic", row, metric=metric) for metric in METRICS)
    state = STATES.get(row.get("state"))
    planned = row.get("state") == LibraryState.PLANNED
    return TableLine(
        (view.tell(row.name), view.tell(state) if state else None, *cells), state="dim" if planned else None
    )


def _meta(shown: Content, view: View) -> list[Given]:
    """规划12，在建2，不计入基础库."""
    planned, building = (number(metric, shown[metric], view.language) for metric in COUNTED[:2])
    said: list[Given] = [view.say("规划", "planned "), planned, view.say("个，在建", ", under way "), building]
    return [*said, view.say("个，不计入基础库", "; no part of the base libraries")]


declare(
    Panel(
        name="thematic_table",
        title=TITLE,
        question=Text(
            "每个专题库到哪一步，有多少记录、数据项和用户？", "How far is each thematic library, and how much is in it?"
        ),
        metrics=(*METRICS, *COUNTED),
        data=data,
        draw=draw,
        tables=("thematic",),
        surfaces=(Surface.DESKTOP,),
    )
)
