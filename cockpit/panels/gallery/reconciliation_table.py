"""Parts against published totals: what agrees, what overlaps, what is to be clarified."""

from __future__ import annotations

from cockpit.board.board import Board, Reconciliation
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.subject import title_of
from cockpit.panels import difference
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.gap import empty, of_the_city
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("对账", "Reconciliation")
SPELLED = 3
"""So many parts are written out one by one; more would not fit a line, and stand in the panel of their subject."""


def draw(board: Board, view: View) -> Element:
    if not board.reconciliations:
        return card(view, TITLE, empty(board, view))
    if board.scope.filters:
        return card(view, TITLE, of_the_city(view, difference.ALONE))
    columns = (
        Column(view.say("项目", "Subject")),
        Column(difference.heading(board, view), "number"),
        Column(view.say("分项合计", "Parts added"), "number"),
        Column(view.say("分项", "Parts"), "words"),
        Column(view.say("差额", "Apart"), "number"),
        Column(view.say("结论", "Verdict"), "state"),
    )
    lines = [_line(one, view) for one in board.reconciliations]
    return card(view, TITLE, table(view.tell(TITLE), columns, lines, class_="rec"), meta=_meta(board, view))


def _meta(board: Board, view: View) -> str:
    """An invented total is none to be clarified: the line says the same as the conclusion of the page."""
    total = len(board.reconciliations)
    differ = sum(one.verdict == "differs" and not one.whole.demo for one in board.reconciliations)
    invented = sum(one.whole.demo for one in board.reconciliations)
    said = view.say(f"{total}项，{differ}项待核对", f"{total}, {differ} to be clarified")
    return f"{said}{view.say(f'，{invented}项为演示', f', {invented} of demo data')}" if invented else said


def _line(one: Reconciliation, view: View) -> Line:
    subject = view.tell(title_of(one.subject))
    differs = one.verdict == "differs" and not one.whole.demo
    said = view.tell(difference.VERDICTS.get(one.verdict, difference.VERDICTS["unknown"]))
    sign = el("i", class_="sig", data_s="warn", aria_hidden="true") if differs else None
    return Line(
        (
            [el("span", subject, class_="subject"), view.tell(one.title), counted(one.whole.unit, view)],
            _published(one, view),
            difference.written(one, "total", view),
            _parts(one, view),
            el("span", _apart(one, view), class_="w"),
            el("span", sign, said, class_="w"),
        ),
        state="hl" if differs else None,
    )


def _published(one: Reconciliation, view: View) -> Element:
    """As it was worded: 6亿多."""
    member = f"reconciliations:{one.name}"
    metric = difference.metric_of(one)
    return number(metric, one.whole, view.language, member=member, part="whole", sentence=True)


def _apart(one: Reconciliation, view: View) -> Given:
    """A difference that was to be expected is none."""
    expected = one.verdict in ("overlaps", "unknown") or one.whole.qualifier
    return DASH if expected else difference.written(one, "difference", view)


def _parts(one: Reconciliation, view: View) -> Given:
    """文件43,980＋库表14,899＋接口687, or in words."""
    if len(one.parts) > SPELLED:
        return view.tell(one.remark)
    written: list[Given] = []
    gap = view.say("", " ")
    for at, part in enumerate(one.parts):
        name = f"{view.tell(part.name)}{gap}"
        shown = number(
            difference.metric_of(one),
            part.number,
            view.language,
            member=f"reconciliations:{one.name}",
            part=f"part:{at}",
        )
        written += [view.say("＋", " + ") if at else None, name, shown]
    return written


RECONCILIATION_TABLE = declare(
    Panel(
        name="reconciliation_table",
        title=TITLE,
        question=Text("分项加起来等于公布总数吗？", "Do the parts add up to what was published?"),
        metrics=(),
        draw=draw,
        surfaces=("desktop", "report"),
    )
)
