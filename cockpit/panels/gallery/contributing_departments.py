"""Departments that contribute, each numbered once, beside what simple adding would have said."""

from __future__ import annotations

from cockpit.board.board import Board, BoardReconciliation
from cockpit.marks import ledger as marks_ledger
from cockpit.marks.element import Element, Given
from cockpit.marks.zone import zone
from cockpit.metrics.reconciliation import Verdict
from cockpit.panels.block import heading, lead, numbered, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, ledger
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message

TITLE = Text("供数部门", "Contributing departments")


def data(board: Board) -> Content:
    name = "volumes.departments"
    return content(board, TITLE, figures(board, name), ledger(board, name, name), reconciliations=(name,))


def draw(shown: Content, view: View) -> Element:
    one = shown.reconciliation("volumes.departments")
    return zone(
        heading(
            shown,
            view,
            view.say("供数部门", "Departments"),
            metric="volumes.departments",
            note=view.say("去重", "each once"),
        ),
        lead(shown, view, "volumes.departments", class_="side-kpi"),
        under(shown, view, "volumes.departments", *_added(one, view), class_="side-note"),
    )


def _added(one: BoardReconciliation | None, view: View) -> list[Given]:
    if one is None or one.total.value is None:
        return []
    libraries = sum(bool(part.number.value) for part in one.parts)
    total = marks_ledger.side(one, "total", view.language, metric="volumes.departments")
    said = view.tell(message("count.libraries_add_up", n=numbered(libraries)))
    return [said, total, view.say("，含重复", " with repeats") if one.verdict == Verdict.OVERLAPS else None]


declare(
    Panel(
        name="contributing_departments",
        title=TITLE,
        question=Text("多少部门在供数？", "How many departments contribute?"),
        metrics=("volumes.departments",),
        data=data,
        draw=draw,
    )
)
