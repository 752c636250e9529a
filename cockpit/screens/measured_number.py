"""The number that a target measures: where an attainment comes from is where that number comes from."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.panels.content import Content, entry
from cockpit.panels.link import here, link
from cockpit.panels.tabulation import labelled
from cockpit.panels.value import Figure, Value
from cockpit.panels.view import View
from cockpit.units import Text

ATTAINMENT = "targets.attainment"
MEASURED = Text("所量指标", "Measured number")


def value(board: Board, metric: str, row: Row | None) -> Value | None:
    """Of the attainment of a target, or of the next one; None of any other number, and where the target has none."""
    if metric != ATTAINMENT:
        return None
    target = row or _next(board)
    name: str = (target.get("metric") if target else None) or ""
    return labelled([(MEASURED, Figure(name, board[name]))]) if name in board.metrics else None


def _next(board: Board) -> Row | None:
    day = board.as_of if board.question.as_of else board.clock.date()
    ahead = [row for row in board.rows("targets") if (row.get("due_on") or "") >= day.isoformat()]
    return min(ahead, key=lambda row: str(row.get("due_on")), default=None)


def behind(shown: Content, metric: str) -> str:
    """The metric whose source, exchange and owner a number of the drawer has: that which is measured, or itself."""
    found = entry(shown, MEASURED)
    return found.metric if isinstance(found, Figure) else metric


def section(shown: Content, metric: str, view: View) -> Element | None:
    """Its value, definition and formula, with the way to its own drawer."""
    name = behind(shown, metric)
    if name == metric:
        return None
    told = {
        one: Text.from_json(shown.definitions[name][one])[view.language] for one in ("title", "definition", "formula")
    }
    return el(
        "section",
        el("h3", view.tell(MEASURED)),
        el(
            "p",
            link(told["title"], here(view, metric=name, member=None)),
            " ",
            number(name, shown[name], view.language),
        ),
        el("p", told["definition"]),
        el("p", view.say("算法：", "Formula: "), told["formula"], class_="help"),
    )
