"""Who hosts meetings, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.names import short
from cockpit.marks.zone import zone
from cockpit.panels.block import TWELVE_WEEKS, heading, nothing
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.view import View
from cockpit.units import Text

MOST = 6


def draw(board: Board, view: View) -> Element:
    rows = board.rows("meeting_hosts")[:MOST]
    named = [row for row in rows if row.code != "others"]
    most = largest(named, "meetings.held")
    lines = [_host(row, view, most=most, first=row is rows[0]) for row in rows]
    return zone(
        heading(board, view, view.say("主办单位", "Hosts"), metric="meetings.held", note=view.tell(TWELVE_WEEKS)),
        bars.evidence(lines) if lines else nothing(view),
        class_="hosts",
    )


def _host(row: Row, view: View, *, most: float, first: bool) -> Element:
    """The rest is no host: it has no bar."""
    rest = row.code == "others"
    shown = number(
        "meetings.held",
        cell(row, "meetings.held"),
        view.language,
        member=f"meeting_hosts:{row.code}",
        unit=view.language != "en",
    )
    return bars.row(
        bars.name(short(row, view.language, most=24), muted=rest),
        bars.value(shown, muted=rest),
        bar=None if rest else bars.bar(proportion(row, "meetings.held", most), "hi" if first else None),
        strong=first and not rest,
    )


MEETING_HOSTS = declare(
    Panel(
        name="meeting_hosts",
        title=Text("主办单位", "Hosts"),
        question=Text("哪些单位开会最多？", "Which units host most meetings?"),
        metrics=("meetings.held",),
        tables=("meeting_hosts",),
        draw=draw,
    )
)
