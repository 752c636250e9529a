"""The one target with a date: how much by when, and how far it is, as soon as anybody says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import bars, freshness_dot
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.short_names import short
from cockpit.metrics.freshness import SourceState
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, column, labelled, table
from cockpit.panels.value import Cell, Figure, Value, ValueColumn
from cockpit.panels.view import View
from cockpit.units import Text, day

TITLE, TABLE = Text("目标", "Goal"), "targets"
GOAL, DAYS, REACHED = "targets.goal", "targets.days_left", "targets.attainment"
DUE, PROGRESS = ValueColumn(Text("期限", "Due")), ValueColumn(Text("进展", "Progress"))
NO_TARGET = Text("未设定到期目标", "no target with a date")


def data(board: Board) -> Content:
    """The target that falls due next; targets that stand for ever belong to their subject."""
    row = _next(board)
    return content(board, TITLE, _target(board, row) if row else labelled([(TITLE, NO_TARGET)]))


def _target(board: Board, row: Row) -> Value:
    due = row.get("due_on")
    columns = (
        Stated(DUE, {row.code: date.fromisoformat(due) if due else None}),
        replace(column(board, GOAL), unit=cell(row, GOAL).unit),
        column(board, DAYS),
        column(board, REACHED),
        Stated(PROGRESS, {row.code: _progress(row)}),
    )
    return table(TITLE, columns, [row], of=TABLE, hidden=True)


def _progress(row: Row) -> Figure | Text:
    current, action = cell(row, "targets.current"), acted(row)
    if current.value is not None:
        return Figure("targets.current", current, RowKey(TABLE, row.code))
    return Text(f"已{action.zh}数待接入", "progress not connected")


def draw(board: Content, view: View) -> Element:
    row = next(iter(board.rows(TABLE)), None)
    if row is None:
        return el("aside", el("p", view.tell(NO_TARGET), class_="why"), class_="goal")
    language, member = view.language, RowKey(TABLE, row.code)
    goal = kpi(GOAL, cell(row, GOAL), language, member=member, class_="figure", tag="span")
    left = kpi(DAYS, cell(row, DAYS, "day"), language, member=member, class_="figure", tag="span")
    name = short(row, language, most=20 if language == "en" else 14)
    action, due = view.tell(acted(row)), board.stated(TABLE, DUE).get(row.code)
    till = view.say(f"距 {day(due)}", f"by {day(due)}") if isinstance(due, date) else ""
    return el(
        "aside",
        el(
            "div",
            el("span", el("b", name), view.say(f" {action}目标", " goal"), class_="label"),
            el("span", till, class_="label"),
            class_="row",
        ),
        el("div", goal, left, class_="row"),
        bars.bar(cell(row, REACHED, "share").value),
        _reached(row, board.stated(TABLE, PROGRESS)[row.code], view, member=member),
        class_="goal",
        title=row.name[language],
    )


def _next(board: Board) -> Row | None:
    """The one that the board counts days to; where all are past, the first of them."""
    dated = [row for row in board.rows(TABLE) if not row.get("standing")]
    left = [(days, row) for row in dated if (days := cell(row, DAYS, "day").value) is not None]
    ahead = sorted((one for one in left if one[0] >= 0), key=lambda one: one[0])
    return ahead[0][1] if ahead else next(iter(dated), None)


def acted(row: Row) -> Text:
    """What is done to reach the target: 上线, 完成."""
    return Text.from_json(row.get("action") or {"zh": "完成", "en": "done"})


def _reached(row: Row, progress: Cell, view: View, *, member: RowKey) -> Element | None:
    if isinstance(progress, Figure):
        shown = number(progress.metric, progress.number, view.language, member=member, unit=True)
        action = view.tell(acted(row))
        return el("p", view.say(f"已{action} ", f"{action}: "), shown, class_="reached")
    words = progress if isinstance(progress, Text) else Text("", "")
    return freshness_dot.dot(freshness_dot.FreshnessMark(SourceState.NOT_CONNECTED, words), view.language)


declare(
    Panel(
        name="goal",
        title=TITLE,
        question=Text("离到期的目标还有多远？", "How far is the target that falls due?"),
        metrics=(GOAL, DAYS, REACHED),
        tables=(TABLE,),
        data=data,
        draw=draw,
    )
)
