"""What the drawer of a number holds: the number, what it was said to be, its course, what it is split into."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board, BoardReconciliation
from cockpit.board.keys import RowKey
from cockpit.board.table import declared
from cockpit.marks.figure import cell
from cockpit.marks.short_names import short
from cockpit.metrics.number import Note
from cockpit.panels import coverage_section, reconciliation_line
from cockpit.panels.content import Content, content
from cockpit.panels.contributions import figures
from cockpit.panels.tabulation import column, labelled, series, table
from cockpit.panels.value import Figure, Value, ValueKind
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.screens import citation, measured_number, restatements
from cockpit.screens.drawer_state import NOTHING, DrawerState
from cockpit.screens.restatement_marks import restated
from cockpit.units import Text

MEMBERS = 5
SKIPPED = {name for one in declared() for name in one.repeats}
"""Tables that repeat a number rather than split it."""

AS_OF, QUOTE = Text("数据截至", "As of"), Text("引用", "Quote")
ADDED, NEVER_ADDED = Text("分项", "Members"), Text("分项（不相加）", "Members (never added)")
FIRST = [name for one in declared() for name in one.whole]
"""Where several tables split a number, the one that adds up to it and says most."""


def data(board: Board, metric: str, opened: DrawerState = NOTHING) -> Content:
    """A number or that of a row: what it was said to be, its course, what it is split into, what it is checked with."""
    row, member = board.find(opened.member), opened.member
    told = Text.from_json(board.definitions[metric]["title"])
    given = Figure(metric, board[metric]) if row is None else Figure(metric, row[metric], member)
    number = replace(labelled([(told, given)]), title=told, table=member.table if row and member else None)
    if row:
        number = replace(number, records=tuple(replace(one, row=row) for one in number.records))
    said = restatements.of_one(metric, member if row else None, restated(board, opened.restated))
    instead = coverage_section.figures(metric, given.number, member)
    values = [number, _about(board, metric, member), *([said] if said else [])]
    if measured := measured_number.value(board, metric, row):
        values.append(measured)
    values += [labelled(list(instead))] if instead else []
    checked = None
    if row is None:
        values += _split(board, metric, told, opened)
        checked = None if opened.compared else reconciliation_line.of_metric(board, metric)
        values += (
            [labelled(reconciliation_line.sides(checked, "total", "difference"))] if _apart(board, checked) else []
        )
    title = Text(f"{short(row, 'zh')} · {told.zh}", f"{short(row, 'en')} · {told.en}") if row else told
    return content(board, title, *values, reconciliations=[checked.name] if checked else [])


def _about(board: Board, metric: str, member: RowKey | None) -> Value:
    zh, en = (citation.quote(board, metric, View(Surface.DESKTOP, language=one), member=member) for one in LANGUAGES)
    words = Text(zh, en)
    row = board.find(member)
    as_of = row[metric].as_of if row else None
    return labelled([(AS_OF, as_of or board[metric].as_of), (QUOTE, words)])


def _split(board: Board, metric: str, title: Text, opened: DrawerState) -> list[Value]:
    known = any(one.value is not None for one in board.courses.get(metric, ()))
    course_ = [series(board, metric, title)] if known else []
    if opened.compared:
        return [*course_, figures(opened.compared)]
    noted = bool(board.remarks_on(metric, withdrawn=True) or opened.editors)
    members = _members(board, metric, most=MEMBERS - 2 if noted else MEMBERS)
    return [*course_, members] if members else course_


def _apart(board: Board, one: BoardReconciliation | None) -> bool:
    """Whether its two numbers are shown, and not its verdict in words."""
    return bool(one and not board.scope.filters and reconciliation_line.differs(one) and one.difference is not None)


def _members(board: Board, metric: str, *, most: int = MEMBERS) -> Value | None:
    """The rows of the first table that splits this number, largest first; a note says how many more there are."""
    for name in sorted(board.tables, key=lambda table: FIRST.index(table) if table in FIRST else len(FIRST)):
        known = [row for row in board.tables[name] if cell(row, metric).value is not None]
        if name in SKIPPED or len(known) < 2:
            continue
        ordered = sorted(known, key=lambda row: -(cell(row, metric).value or 0))
        title = NEVER_ADDED if board[metric].note == Note.NOT_SPLIT else ADDED
        found = table(title, [column(board, metric)], ordered[:most], of=name, kind=ValueKind.RANKING, hidden=True)
        rest = len(ordered) - most
        return replace(found, note=Text(f"另有{rest}项", f"{rest} more")) if rest > 0 else found
    return None
