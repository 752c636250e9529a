"""Parts against published totals: what agrees, what overlaps, what is to be clarified."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, BoardReconciliation
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number, written
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.subject import title_of
from cockpit.panels import reconciliation_line
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty, of_the_city
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import ledger
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("对账", "Reconciliation")
SUBJECT, ADDED = ValueColumn(Text("项目", "Subject")), ValueColumn(Text("分项合计", "Parts added"))
PARTS, APART = ValueColumn(Text("分项", "Parts")), ValueColumn(Text("差额", "Apart"))
VERDICT = ValueColumn(Text("结论", "Verdict"))
SPELLED = 3
"""So many parts are written out one by one; more would not fit a line, and stand in the panel of their subject."""


def data(board: Board) -> Content:
    """A row a reconciliation; none under a filter, for the totals are the city's."""
    every = () if board.scope.filters else board.reconciliations
    heads = (SUBJECT, ValueColumn(reconciliation_line.heading(board)), ADDED, PARTS, APART, VERDICT)
    table = Value(ValueKind.LEDGER, TITLE, heads, tuple(Record(_cells(one)) for one in every), note=_meta(every))
    beside = [ledger(board, one.name, reconciliation_line.metric_of(one)) for one in every]
    return content(board, TITLE, table, *beside, reconciliations=[one.name for one in every])


def _cells(one: BoardReconciliation) -> tuple[Cell, ...]:
    subject = title_of(one.subject)
    named = Text(f"{subject.zh} {one.title.zh}", f"{subject.en} {one.title.en}")
    whole, total, apart = (reconciliation_line.figure(one, which) for which in ("whole", "total", "difference"))
    verdict = reconciliation_line.verdict(one)
    return named, whole, total, _parts(one), None if _expected(one) else apart, verdict


def _expected(one: BoardReconciliation) -> bool:
    """A difference that was to be expected is none, nor is one to an invented total."""
    if one.whole.demo or one.whole.published_qualifier:
        return True
    return one.verdict in (Verdict.OVERLAPS, Verdict.UNKNOWN)


def _parts(one: BoardReconciliation) -> Text:
    """文件43,980＋库表14,899＋接口687, or in words."""
    if len(one.parts) > SPELLED:
        return one.remark
    zh = "＋".join(f"{part.name.zh}{written(part.number, 'zh')}" for part in one.parts)
    return Text(zh, " + ".join(f"{part.name.en} {written(part.number, 'en')}" for part in one.parts))


def draw(shown: Content, view: View) -> Element:
    if shown.scope.filters:
        return card(view, TITLE, of_the_city(view, reconciliation_line.ALONE))
    if not shown.reconciliations:
        return card(view, TITLE, empty(shown, view))
    kinds = (None, "number", "number", "words", "number", "state")
    heads = [column.title for column in shown.values[0].columns]
    columns = [TableColumn(view.tell(title), kind or "text") for title, kind in zip(heads, kinds, strict=True)]
    lines = [_line(one, view) for one in shown.reconciliations]
    told, note = table(view.tell(TITLE), columns, lines, class_="reconciliations"), shown.values[0].note
    return card(view, TITLE, told, meta=view.tell(note) if note else None)


def _meta(every: Sequence[BoardReconciliation]) -> Text:
    """An invented total is none to be clarified: the line says the same as the conclusion of the page."""
    total = len(every)
    differ = sum(map(reconciliation_line.differs, every))
    invented = sum(one.whole.demo for one in every)
    said = Text(f"{total}项，{differ}项待核对", f"{total}, {differ} to be clarified")
    return Text(f"{said.zh}，{invented}项为演示", f"{said.en}, {invented} of demo data") if invented else said


def _line(one: BoardReconciliation, view: View) -> TableLine:
    subject = view.tell(title_of(one.subject))
    differs = reconciliation_line.differs(one)
    sign = el("i", class_="signal", data_s="warn", aria_hidden="true") if differs else None
    return TableLine(
        (
            [el("span", subject, class_="subject"), view.tell(one.title), counted(one.whole.unit, view)],
            _published(one, view),
            reconciliation_line.written(one, "total", view),
            _spelled(one, view),
            el(
                "span",
                DASH if _expected(one) else reconciliation_line.written(one, "difference", view),
                class_="warned",
            ),
            el("span", sign, view.tell(reconciliation_line.verdict(one)), class_="warned"),
        ),
        state="highlighted" if differs else None,
    )


def _published(one: BoardReconciliation, view: View) -> Element:
    """As it was worded: 6亿多."""
    member = RowKey("reconciliations", one.name)
    metric = reconciliation_line.metric_of(one)
    return number(metric, one.whole, view.language, member=member, part=PartKey("whole"), sentence=True)


def _spelled(one: BoardReconciliation, view: View) -> Given:
    """The parts one by one, each a number of its own."""
    if len(one.parts) > SPELLED:
        return view.tell(one.remark)
    said: list[Given] = []
    gap = view.say("", " ")
    for at, part in enumerate(one.parts):
        shown = number(
            reconciliation_line.metric_of(one),
            part.number,
            view.language,
            member=RowKey("reconciliations", one.name),
            part=PartKey("part", at),
        )
        said += [view.say("＋", " + ") if at else None, f"{view.tell(part.name)}{gap}", shown]
    return said


declare(
    Panel(
        name="reconciliation_table",
        title=TITLE,
        question=Text("分项加起来等于公布总数吗？", "Do the parts add up to what was published?"),
        metrics=(),
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
