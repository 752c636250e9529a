"""The fifteen counties and zones in one table; each name leads to the board of that county."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import datatable
from cockpit.marks.axis import scale
from cockpit.marks.datatable import TableColumn, TableLine
from cockpit.marks.element import Element
from cockpit.marks.figure import cell as number_of
from cockpit.marks.short_names import short
from cockpit.marks.zone import invented
from cockpit.panels.card import card
from cockpit.panels.cell import cell, covered
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, table
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle

TITLE = Text("县区、开发区", "Counties and zones")
HEADS = {
    "opening.datasets": Text("开放数据集", "Open datasets"),
    "opening.updated_share": Text("按时更新", "Updated on time"),
    "opening.downloads": Text("下载", "Downloads"),
    "sharing.records_received": Text("接收记录", "Records received"),
    "meetings.attendance_share": Text("参会率", "Attendance"),
}


def data(board: Board) -> Content:
    columns = [column(board, metric, title) for metric, title in HEADS.items()]
    return content(board, TITLE, table(TITLE, columns, board.rows("counties"), of="counties"))


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("counties")
    if not rows:
        return card(view, TITLE, empty(shown, view))
    whole = _table(shown, rows, view, dashed=False)
    told = whole if invented(whole) else _table(shown, rows, view, dashed=True)
    meta = view.say("点开名称看该县区的总览", "a name leads to the county's overview")
    return card(view, TITLE, told, meta=meta)


def _table(shown: Content, rows: tuple[Row, ...], view: View, *, dashed: bool) -> Element:
    columns, scales = [TableColumn(view.say("名称", "Name"))], {}
    for metric, text in HEADS.items():
        unit = next((row[metric].unit for row in rows if metric in row.numbers), "item")
        title = view.tell(text)
        if UNITS[unit].style == UnitStyle.VOLUME:
            written = scale([number_of(row, metric).value for row in rows], unit, view.language)
            scales[metric] = written
            word = written.word if view.language == "en" else written.label if written.word else ""
            title = view.say(f"{title}，{word}", f"{title}, {word}") if word else title
        columns.append(TableColumn(covered(title, (number_of(row, metric) for row in rows), view), "number"))
    lines = [
        TableLine(
            (
                link(short(row, view.language, most=30), here(view, "/desk", unit=row.code)),
                *(
                    cell(view, "counties", row, metric=metric, scale=scales.get(metric), dashed=dashed)
                    for metric in HEADS
                ),
            ),
            state="selected" if shown.scope.filters.get("unit") == row.code else None,
        )
        for row in rows
    ]
    return datatable.table(view.tell(TITLE), columns, lines)


COUNTY_TABLE = declare(
    Panel(
        name="county_table",
        title=TITLE,
        question=Text("各县区开放、使用、参会如何？", "How does each county open, take and attend?"),
        metrics=tuple(HEADS),
        data=data,
        draw=draw,
        tables=("counties",),
        surfaces=(Surface.DESKTOP,),
    )
)
