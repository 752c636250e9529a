"""Which open data is kept up: the share updated on time against its standing target, and who lags most."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number, told
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

SHARE = "opening.updated_share"
MOST = 2

TITLE = Text("按期更新", "Updated on time")


def data(board: Board) -> Content:
    """The slowest first, and the target that the share is held against."""
    standing = [row for row in board.rows("targets") if row.get("standing") and row.get("metric") == SHARE][:1]
    known = [row for row in board.rows("unit_opening") if cell(row, SHARE).value is not None]
    slow = sorted(known, key=lambda row: (cell(row, SHARE).value or 0, row.code))[:MOST]
    return content(
        board,
        TITLE,
        figures(board, SHARE),
        table(TITLE, [column(board, SHARE)], slow, of="unit_opening", kind=ValueKind.RANKING, hidden=True),
        table(TITLE, [column(board, "targets.goal")], standing, of="targets", hidden=True),
    )


def draw(shown: Content, view: View) -> Element:
    target = next(iter(shown.rows("targets")), None)
    goal = cell(target, "targets.goal", "share").value if target else None
    slow = shown.rows("unit_opening")
    return zone(
        heading(shown, view, view.say("按期更新", "On time"), metric=SHARE, note=_target(target, view)),
        lead(shown, view, SHARE, class_="side-kpi"),
        _gauge(shown[SHARE].value, goal),
        bars.evidence([_unit(row, view, goal=goal, worst=row is slow[0]) for row in slow], head=_head(slow, view)),
        class_="on-time",
    )


def _target(row: Row | None, view: View) -> list[Given]:
    if row is None or cell(row, "targets.goal").value is None:
        return []
    given = cell(row, "targets.goal")
    goal = number("targets.goal", given, view.language, member=RowKey("targets", row.code))
    return [view.say("目标", "target "), rewritten(goal, told(given, view.language)[1].replace(".0%", "%"))]


def _gauge(share: float | None, goal: float | None) -> Element:
    """A bar with a notch where the target stands."""
    notch = el("i", class_="notch", style=f"left:{goal:.1%}") if goal is not None and goal <= 1 else None
    return el("div", bars.bar(share), notch, class_="against")


def _head(slow: Sequence[Row], view: View) -> Element | None:
    return bars.head(view.say("更新最慢的单位", "slowest units"), view.say("按期率", "on time")) if slow else None


def _unit(row: Row, view: View, *, goal: float | None, worst: bool) -> Element:
    """Only the worst one, and only below the target, is an exception."""
    given = cell(row, SHARE, "share")
    below = worst and goal is not None and given.value is not None and given.value < goal
    shown = number(SHARE, given, view.language, member=RowKey("unit_opening", row.code))
    name = bars.name(short(row, view.language, most=22))
    return bars.row(
        name, bars.value(shown, warn=below), bar=bars.bar(given.value, "warn" if below else None), strong=below
    )


declare(
    Panel(
        name="updates_on_time",
        title=TITLE,
        question=Text("开放的数据按期更新了吗，谁最慢？", "Is open data kept up, and who is slowest?"),
        metrics=(SHARE, "targets.goal"),
        tables=("targets", "unit_opening"),
        data=data,
        draw=draw,
    )
)
