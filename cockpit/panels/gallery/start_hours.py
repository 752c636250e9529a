"""When meetings begin: weekday and hour, over twelve weeks."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.keys import PartKey
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import number
from cockpit.marks.hours import DAYS, busiest, hours, moment, spoken
from cockpit.marks.zone import zone
from cockpit.metrics.number import Note, Number
from cockpit.panels.alternative import alternative
from cockpit.panels.block import TWELVE_WEEKS, heading
from cockpit.panels.content import Content, content, entry
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, column, figures, labelled, matrix
from cockpit.panels.value import Cell, Figure, Value, ValueColumn
from cockpit.panels.view import View
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

METRIC, TABLE = "meetings.held", "meeting_hours"
TITLE, MOST = Text("开始时刻", "Starting hour"), Text("最多", "most")
WEEKDAY, HOUR = ValueColumn(Text("星期", "Weekday")), ValueColumn(Text("时", "Hour"))


def data(board: Board) -> Content:
    """A matrix of weekdays and hours; beside it how many meetings the weeks have in all, and which hour stands out."""
    total, top = _total(board), busiest(board.rows(TABLE), METRIC)
    beside: list[tuple[Text, Cell]] = [(TWELVE_WEEKS, total)] if total else []
    if total and top:
        beside.append((MOST, Text(moment(top, "zh"), moment(top, "en"))))
    return content(board, TITLE, _hours(board), labelled(beside), figures(board, METRIC))


def _hours(board: Board) -> Value:
    rows = board.rows(TABLE)
    days = Stated(WEEKDAY, {row.code: DAYS[row.get("weekday") - 1] for row in rows})
    hours = Stated(HOUR, {row.code: row.get("hour") for row in rows})
    held = replace(column(board, METRIC), period=TWELVE_WEEKS)
    return matrix(TITLE, held, rows, of=TABLE, down=days, across=hours)


def _total(board: Board) -> Figure | None:
    """The sum of the weekly course, so that both panels say the same."""
    known = [point for point in board.courses[METRIC] if point.value is not None]
    if not known:
        return None
    origin = Provenance.DEMO if any(point.provenance == Provenance.DEMO for point in known) else known[-1].provenance
    total = Number(sum(point.value or 0 for point in known), "meeting", known[-1].day, origin, note=Note.NO_DATA)
    return Figure(METRIC, total, part=PartKey("course", "sum"))


def draw(board: Content, view: View) -> Element:
    rows = board.rows(TABLE)
    label = view.say("会议开始时刻与星期分布", "When meetings begin, by weekday and hour")
    return zone(
        heading(board, view, view.tell(TITLE), metric=METRIC, note=_note(board, view)),
        hours(rows, METRIC, view.language, table=TABLE, label=label),
        alternative(view, label, spoken(rows, METRIC, view.language)),
        class_="starts",
    )


def _note(board: Content, view: View) -> list[Given]:
    """近12周44次；周三9时最多."""
    total, top = entry(board, TWELVE_WEEKS), entry(board, MOST)
    if not isinstance(total, Figure):
        return [view.tell(TWELVE_WEEKS)]
    shown = number(METRIC, total.number, view.language, part=total.part)
    said: list[Given] = [view.tell(TWELVE_WEEKS), view.say("", ": "), shown, view.say("次", " meetings")]
    if isinstance(top, Text):
        when = view.tell(top)
        said.append(view.say(f"；{when}最多", f"; most on {when}"))
    return said


declare(
    Panel(
        name="start_hours",
        title=Text("开始时刻", "Starting hours"),
        question=Text("会议多在什么时候开始？", "When do meetings begin?"),
        metrics=(METRIC,),
        tables=(TABLE,),
        data=data,
        draw=draw,
    )
)
