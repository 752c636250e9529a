"""Who gives and who only takes: units that take and give nothing stand first."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.alert import AlertLevel
from cockpit.panels.card import card
from cockpit.panels.content import Content
from cockpit.panels.empty_state import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.tabulation import Stated, figures
from cockpit.panels.unit_table import Extra, MeasureColumn, unit_data, unit_table
from cockpit.panels.value import Cell, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.units import Text
from cockpit.units.messages import message, unwritten

TITLE = Text("提供与获取", "Giving and taking")
REMARK = ValueColumn(Text("提示", "Remark"))
GIVEN, TAKEN, MOUNTED = "sharing.records", "sharing.records_received", "sharing.mounted"
COLUMNS = (
    MeasureColumn(MOUNTED, Text("挂接资源", "Resources")),
    MeasureColumn(GIVEN, Text("提供", "Given")),
    MeasureColumn(TAKEN, Text("获取", "Taken")),
)


def data(board: Board) -> Content:
    # With a filter set, what a unit gives to others is out of sight: nobody is said to only take.
    whole = not board.scope.filters
    rows = sorted(board.rows("unit_sharing"), key=_order) if whole else list(board.rows("unit_sharing"))
    said: dict[str, Cell] = {row.code: text for row in rows if (text := _remark(row))}
    return unit_data(
        board,
        TITLE,
        "unit_sharing",
        rows=rows,
        measured=COLUMNS,
        stated=[Stated(REMARK, said)] if whole else (),
        values=[figures(board, "sharing.takers_only")],
    )


def draw(board: Content, view: View) -> Element:
    rows = board.rows("unit_sharing")
    recent = period(board, view)
    if not rows:
        return card(view, TITLE, empty(board, view))
    meta: list[Given] = [recent]
    if board["sharing.takers_only"].value is not None:
        takers = number("sharing.takers_only", board["sharing.takers_only"], view.language, unit=True)
        meta += [
            view.say("，", ", "),
            takers,
            view.tell(message("count.only_take", n=unwritten(board["sharing.takers_only"].value))),
        ]
    said = board.stated("unit_sharing", REMARK)
    extra = (
        None if board.scope.filters else Extra(REMARK.title, lambda row, view: _signed(row, said.get(row.code), view))
    )
    body = unit_table(board, view, "unit_sharing", rows=rows, measured=COLUMNS, caption=TITLE, extra=extra)
    return card(view, TITLE, body, meta=meta)


def _value(row: Row, metric: str) -> float:
    return number_of(row, metric).value or 0


def only_takes(row: Row) -> bool:
    return _value(row, TAKEN) > 0 and not _value(row, GIVEN)


def _order(row: Row) -> tuple[bool, float, float]:
    return (not only_takes(row), -_value(row, GIVEN), -_value(row, TAKEN))


def _remark(row: Row) -> Text | None:
    if only_takes(row):
        return Text("只取不供", "only takes")
    return Text("未挂接资源", "nothing mounted") if number_of(row, MOUNTED).value == 0 else None


def _signed(row: Row, said: Cell, view: View) -> Given:
    if not isinstance(said, Text):
        return None
    # An invented row is no reason to alarm anybody.
    level = AlertLevel.WARNING if only_takes(row) and not number_of(row, TAKEN).demo else AlertLevel.INFORMATION
    return [el("i", class_="signal", data_s=level, aria_hidden="true"), view.tell(said)]


UNIT_SHARING_TABLE = declare(
    Panel(
        name="unit_sharing_table",
        title=TITLE,
        question=Text("谁在供数据，谁只取不供？", "Who gives data, and who only takes?"),
        metrics=(GIVEN, TAKEN, MOUNTED, "sharing.takers_only"),
        data=data,
        draw=draw,
        tables=("unit_sharing",),
        surfaces=(Surface.DESKTOP,),
    )
)
