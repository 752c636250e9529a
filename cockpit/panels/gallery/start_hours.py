"""When meetings begin: weekday and hour, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import number
from cockpit.marks.hours import busiest, hours, moment
from cockpit.marks.zone import zone
from cockpit.metrics.number import NO_DATA, Number
from cockpit.panels.block import heading
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    rows = board.rows("meeting_hours")
    strip = hours(
        rows,
        "meetings.held",
        view.language,
        table="meeting_hours",
        label=view.say("会议开始时刻与星期分布", "When meetings begin, by weekday and hour"),
    )
    return zone(
        heading(board, view, view.say("开始时刻", "Starting hour"), metric="meetings.held", note=_note(board, view)),
        strip,
        class_="starts",
    )


def _note(board: Board, view: View) -> list[Given]:
    """近12周44次；周三9时最多: the sum is that of the weekly course, so both panels say the same."""
    course = board.courses["meetings.held"]
    known = [point for point in course if point.value is not None]
    span = view.say("近12周", "last 12 weeks")
    if not known:
        return [span]
    origin = "demo" if any(point.provenance == "demo" for point in known) else known[-1].provenance
    total = Number(sum(point.value or 0 for point in known), "meeting", known[-1].day, origin, note=NO_DATA)
    shown = number("meetings.held", total, view.language, part="course:sum")
    said: list[Given] = [span, view.say("", ": "), shown, view.say("次", " meetings")]
    top = busiest(board.rows("meeting_hours"), "meetings.held")
    if top is not None:
        when = moment(top, view.language)
        said.append(view.say(f"；{when}最多", f"; most on {when}"))
    return said


START_HOURS = declare(
    Panel(
        name="start_hours",
        title=Text("开始时刻", "Starting hours"),
        question=Text("会议多在什么时候开始？", "When do meetings begin?"),
        metrics=("meetings.held",),
        tables=("meeting_hours",),
        draw=draw,
    )
)
