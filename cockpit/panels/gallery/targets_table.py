"""What was promised, how far it has come, and the days that are left."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks.bars import bar
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.gap import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text, day

TITLE = Text("目标", "Targets")


def draw(board: Board, view: View) -> Element:
    rows = board.rows("targets")
    if not rows:
        return card(view, TITLE, empty(board, view))
    columns = (
        Column(view.say("目标", "Target")),
        Column(view.say("要求", "Goal"), "number"),
        Column(view.say("现状", "Now"), "number"),
        Column(view.say("完成", "Reached"), "bar", quiet=True),
        Column(view.say("期限", "Due"), "state"),
    )
    return card(view, TITLE, table(view.tell(TITLE), columns, [_line(row, view) for row in rows]))


def _line(row: Row, view: View) -> Line:
    reached = number_of(row, "targets.attainment", "share").value
    invented = current_of(row).demo or number_of(row, "targets.goal").demo
    missed = reached is not None and reached < 1 and not invented
    current = _current(row, view)
    return Line(
        (
            view.tell(row.short),
            cell(view, "targets", row, metric="targets.goal", unit=True),
            current,
            bar(reached, "warn" if missed else "done" if (reached or 0) >= 1 else None),
            _due(row, view),
        )
    )


def current_of(row: Row) -> Number:
    return number_of(row, "targets.current")


def _current(row: Row, view: View) -> Element:
    """Under the name of its own metric where it has one."""
    given = current_of(row)
    dashed = "du" if given.demo else None
    metric = row.get("metric") or "targets.current"
    return number(metric, given, view.language, member=f"targets:{row.code}", part="current", class_=dashed)


def _due(row: Row, view: View) -> Given:
    if not row.get("due_on"):
        return el("span", view.say("持续", "standing"), class_="note")
    if number_of(row, "targets.days_left", "day").value is None:
        return day(row.get("due_on"))
    left = cell(view, "targets", row, metric="targets.days_left")
    return [f"{day(row.get('due_on'))}{view.say('，还有', ', ')}", left, view.say("天", " days left")]


TARGETS_TABLE = declare(
    Panel(
        name="targets_table",
        title=TITLE,
        question=Text("定下的目标完成了多少，还剩几天？", "How far are the targets, how many days are left?"),
        metrics=("targets.goal",),
        draw=draw,
        tables=("targets",),
        surfaces=("desktop",),
    )
)
