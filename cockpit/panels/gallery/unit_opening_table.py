"""Which unit opens how many datasets, keeps them up to date and has them used; the silent ones are named."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cockpit.board.board import Board, Row
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.metrics.alert import AlertLevel
from cockpit.panels.card import card
from cockpit.panels.content import Content
from cockpit.panels.empty_state import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated
from cockpit.panels.unit_table import Extra, MeasureColumn, unit_data, unit_table
from cockpit.panels.value import Cell, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.units import Text, day
from cockpit.units.messages import message

TITLE = Text("开放单位", "Units that open")
FIRST = 10
"""Rows that stand on the first screen."""
REMARK = ValueColumn(Text("提示", "Remark"))
COLUMNS = (
    MeasureColumn("opening.datasets", Text("数据集", "Datasets")),
    MeasureColumn("opening.updated_share", Text("按时更新", "Updated on time")),
    MeasureColumn("opening.downloads", Text("下载", "Downloads")),
)


def data(board: Board) -> Content:
    since = {row.code: day(_since(row)) for row in board.rows("quiet") if _since(row)}
    said: dict[str, Cell] = {code: Text(f"{at}起停报", f"stopped reporting {at}") for code, at in since.items()}
    stated = [Stated(REMARK, said)] if said else []
    rows = _ordered(board.rows("unit_opening"), since)
    return unit_data(board, TITLE, "unit_opening", rows=rows, measured=COLUMNS, stated=stated)


def _ordered(rows: Sequence[Row], silent: Container[str]) -> list[Row]:
    """The largest first; those that stopped reporting at the end of the first rows, so that nobody has to look."""
    stopped = [row for row in rows if row.code in silent]
    others = [row for row in rows if row.code not in silent]
    first = max(FIRST - len(stopped), 0)
    ahead = [row for row in rows[:FIRST] if row.code in silent]
    if len(rows) <= FIRST or len(ahead) == len(stopped):
        return list(rows)
    return [*others[:first], *stopped, *others[first:]]


def _since(row: Row) -> str | None:
    """Since when it owes open data; a board that was sealed before there were others says that of the row itself."""
    owing = row.get("owing")
    if owing is None:
        owing = [{"subject": "opening", "since": row.get("silent_since") or row.get("newest")}]
    return next((str(one["since"]) for one in owing if one["subject"] == "opening"), None)


def draw(board: Content, view: View) -> Element:
    rows = board.rows("unit_opening")
    if not rows:
        return card(view, TITLE, empty(board, view))
    said = board.stated("unit_opening", REMARK)

    def remark(row: Row, view: View) -> Given:
        text = said.get(row.code)
        if not isinstance(text, Text):
            return None
        level = AlertLevel.INFORMATION if number_of(row, "opening.datasets").demo else AlertLevel.WARNING
        return [el("i", class_="signal", data_s=level, aria_hidden="true"), view.tell(text)]

    extra = Extra(REMARK.title, remark) if said else None
    body = unit_table(board, view, "unit_opening", rows=rows, measured=COLUMNS, caption=TITLE, extra=extra)
    return card(view, TITLE, body, meta=view.tell(message("count.units", n=len(rows))))


UNIT_OPENING_TABLE = declare(
    Panel(
        name="unit_opening_table",
        title=TITLE,
        question=Text("哪个单位开放得多，哪个不再更新？", "Which unit opens most, and which has fallen silent?"),
        metrics=tuple(column.metric for column in COLUMNS),
        data=data,
        draw=draw,
        tables=("unit_opening", "quiet"),
        surfaces=(Surface.DESKTOP,),
    )
)
