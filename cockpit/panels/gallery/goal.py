"""The one target with a date: how much by when, and how far it is, as soon as anybody says."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars, freshness
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.names import short
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text, day


def draw(board: Board, view: View) -> Element:
    """The target that falls due next; targets that stand for ever belong to their subject."""
    row = _next(board)
    if row is None:
        return el("aside", el("p", view.say("未设定到期目标", "no target with a date"), class_="why"), class_="goal")
    language, member = view.language, f"targets:{row.code}"
    goal = kpi("targets.goal", cell(row, "targets.goal"), language, member=member, class_="fig", tag="span")
    left = kpi(
        "targets.days_left", cell(row, "targets.days_left", "day"), language, member=member, class_="fig", tag="span"
    )
    name = short(row, language, most=20 if language == "en" else 14)
    action = acted(row, view)
    due = view.say(f"距 {day(row.get('due_on'))}", f"by {day(row.get('due_on'))}") if row.get("due_on") else ""
    return el(
        "aside",
        el(
            "div",
            el("span", el("b", name), view.say(f" {action}目标", " goal"), class_="lab"),
            el("span", due, class_="lab"),
            class_="row",
        ),
        el("div", goal, left, class_="row"),
        bars.bar(cell(row, "targets.attainment", "share").value),
        _reached(row, view, member=member),
        class_="goal",
        title=row.name[language],
    )


def _next(board: Board) -> Row | None:
    """The one that the board counts days to; where all are past, the first of them."""
    dated = [row for row in board.rows("targets") if not row.get("standing")]
    left = [(days, row) for row in dated if (days := cell(row, "targets.days_left", "day").value) is not None]
    ahead = sorted((one for one in left if one[0] >= 0), key=lambda one: one[0])
    return ahead[0][1] if ahead else next(iter(dated), None)


def acted(row: Row, view: View) -> str:
    """What is done to reach the target: 上线, 完成."""
    return str((row.get("action") or {"zh": "完成", "en": "done"})[view.language])


def _reached(row: Row, view: View, *, member: str) -> Element | None:
    current = cell(row, "targets.current")
    if current.value is not None:
        shown = number("targets.current", current, view.language, member=member, unit=True)
        return el("p", view.say(f"已{acted(row, view)} ", f"{acted(row, view)}: "), shown, class_="reached")
    words = Text(f"已{acted(row, view)}数待接入", "progress not connected")
    return freshness.dot(freshness.Freshness("none", words), view.language)


GOAL = declare(
    Panel(
        name="goal",
        title=Text("目标", "Goal"),
        question=Text("离到期的目标还有多远？", "How far is the target that falls due?"),
        metrics=("targets.goal", "targets.days_left", "targets.attainment"),
        tables=("targets",),
        draw=draw,
    )
)
