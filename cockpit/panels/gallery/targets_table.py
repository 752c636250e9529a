"""What was promised, how far it has come, and the days that are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks.bars import bar
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated
from cockpit.panels.tabulation import column as measured
from cockpit.panels.tabulation import table as values_table
from cockpit.panels.value import Cell, Figure, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.units import Text, day

TITLE, TABLE = Text("目标", "Targets"), "targets"
GOAL, CURRENT, REACHED, DAYS = "targets.goal", "targets.current", "targets.attainment", "targets.days_left"
NAME, ASKED, NOW = ValueColumn(Text("目标", "Target")), Text("要求", "Goal"), ValueColumn(Text("现状", "Now"))
DONE, DUE, LEFT = Text("完成", "Reached"), ValueColumn(Text("期限", "Due")), Text("还有", "Days left")
STANDING = Text("持续", "standing")


def data(board: Board) -> Content:
    """Every target; one that stands for ever has no day on which it is due and no days left."""
    rows = board.rows(TABLE)
    dated = [row for row in rows if row.get("due_on")]
    units = {number_of(row, GOAL).unit for row in rows}
    columns = (
        replace(measured(board, GOAL, ASKED), unit=units.pop() if len(units) == 1 else None),
        Stated(NOW, {row.code: _now(row) for row in rows}),
        measured(board, REACHED, DONE),
        Stated(DUE, {row.code: STANDING for row in rows} | {row.code: _due_on(row) for row in dated}),
        Stated(measured(board, DAYS, LEFT), {row.code: _left(row) for row in dated}),
    )
    return content(board, TITLE, values_table(TITLE, columns, rows, of=TABLE, name=NAME))


def _now(row: Row) -> Figure:
    """Under the name of its own metric where it has one."""
    return Figure(row.get("metric") or CURRENT, number_of(row, CURRENT), RowKey(TABLE, row.code), PartKey("current"))


def _due_on(row: Row) -> date:
    return date.fromisoformat(row.get("due_on"))


def _left(row: Row) -> Figure | None:
    given = number_of(row, DAYS, "day")
    return None if given.value is None else Figure(DAYS, given, RowKey(TABLE, row.code))


def draw(board: Content, view: View) -> Element:
    rows, now, due = board.rows(TABLE), board.stated(TABLE, NOW), board.stated(TABLE, DUE)
    if not rows:
        return card(view, TITLE, empty(board, view))
    columns = (
        TableColumn(view.tell(NAME.title)),
        TableColumn(view.tell(ASKED), "number"),
        TableColumn(view.tell(NOW.title), "number"),
        TableColumn(view.tell(DONE), "bar", quiet=True),
        TableColumn(view.tell(DUE.title), "state"),
    )
    lines = [_line(row, view, now=now[row.code], due=due[row.code]) for row in rows]
    return card(view, TITLE, table(view.tell(TITLE), columns, lines))


def _line(row: Row, view: View, *, now: Cell, due: Cell) -> TableLine:
    reached = number_of(row, REACHED, "share").value
    invented = number_of(row, GOAL).demo or (isinstance(now, Figure) and now.number.demo)
    missed = reached is not None and reached < 1 and not invented
    return TableLine(
        (
            view.tell(row.short),
            cell(view, TABLE, row, metric=GOAL, unit=True),
            _current(now, view),
            bar(reached, "warn" if missed else "done" if (reached or 0) >= 1 else None),
            _due(row, due, view),
        )
    )


def _current(given: Cell, view: View) -> Given:
    if not isinstance(given, Figure):
        return None
    dashed = "dashed" if given.number.demo else None
    return number(given.metric, given.number, view.language, member=given.member, part=given.part, class_=dashed)


def _due(row: Row, due: Cell, view: View) -> Given:
    if not isinstance(due, date):
        return el("span", view.tell(STANDING), class_="note")
    if number_of(row, DAYS, "day").value is None:
        return day(due)
    left = cell(view, TABLE, row, metric=DAYS)
    return [f"{day(due)}{view.say('，还有', ', ')}", left, view.say("天", " days left")]


declare(
    Panel(
        name="targets_table",
        title=TITLE,
        question=Text("定下的目标完成了多少，还剩几天？", "How far are the targets, how many days are left?"),
        metrics=(GOAL,),
        data=data,
        draw=draw,
        tables=(TABLE,),
        surfaces=(Surface.DESKTOP,),
    )
)
