"""Who hosts meetings, over twelve weeks."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.panels.block import TWELVE_WEEKS, heading, nothing
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueColumn, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

MOST = 6
TITLE, HELD = Text("主办单位", "Hosts"), "meetings.held"


def data(board: Board) -> Content:
    held = replace(column(board, HELD), period=TWELVE_WEEKS)
    rows = board.rows("meeting_hosts")[:MOST]
    hosts = table(TITLE, [held], rows, of="meeting_hosts", kind=ValueKind.RANKING, name=ValueColumn(TITLE))
    return content(board, TITLE, hosts, figures(board, HELD))


def draw(board: Content, view: View) -> Element:
    rows = board.rows("meeting_hosts")
    named = [row for row in rows if row.code != "others"]
    most = largest(named, HELD)
    lines = [_host(row, view, most=most, first=row is rows[0]) for row in rows]
    return zone(
        heading(board, view, view.tell(TITLE), metric=HELD, note=view.tell(TWELVE_WEEKS)),
        bars.evidence(lines) if lines else nothing(view),
        class_="hosts",
    )


def _host(row: Row, view: View, *, most: float, first: bool) -> Element:
    """The rest is no host: it has no bar."""
    rest = row.code == "others"
    shown = number(
        HELD,
        cell(row, HELD),
        view.language,
        member=RowKey("meeting_hosts", row.code),
        unit=view.language != "en",
    )
    return bars.row(
        bars.name(short(row, view.language, most=24), muted=rest),
        bars.value(shown, muted=rest),
        bar=None if rest else bars.bar(proportion(row, HELD, most), "hi" if first else None),
        strong=first and not rest,
    )


declare(
    Panel(
        name="meeting_hosts",
        title=TITLE,
        question=Text("哪些单位开会最多？", "Which units host most meetings?"),
        metrics=(HELD,),
        tables=("meeting_hosts",),
        data=data,
        draw=draw,
    )
)
