"""What has changed since a week ago: five numbers in the order of the areas, signed, from and to beneath.

Under them stands what changed most, once the board was held against another one.
"""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import why
from cockpit.calendar import Period
from cockpit.marks import quotation
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.metrics.subject import subject_of
from cockpit.metrics.subject import title_of as subject_title
from cockpit.panels import reconciliation_line
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import DASH, rewritten
from cockpit.panels.content import Content, content, telling
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.tabulation import quoted as numbers_in
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind, part_of, words
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, Text

TITLE = Text("本周变化", "This week's changes")
OTHER = Text("本期变化", "Changes")


METRICS = ("volumes.items_stored", "sharing.records", "sharing.resources", "opening.datasets", "meetings.held")
COLUMNS = (
    ValueColumn(Text("领域", "Area")),
    ValueColumn(Text("指标", "Metric")),
    ValueColumn(Text("变化", "Change")),
    ValueColumn(Text("上期", "Before")),
    ValueColumn(Text("本期", "Now")),
)


@dataclass(frozen=True)
class Step:
    """`member` is the row of a table that the number belongs to, None for the whole city."""

    metric: str
    title: Text
    given: Number
    member: RowKey | None = None

    def record(self) -> Record:
        changed, was, now = (
            Figure(self.metric, part_of(self.given, part), self.member, part)
            for part in (PartKey("change"), PartKey("previous"), None)
        )
        return Record((subject_title(subject_of(self.metric)), self.title, changed, was, now))


def data(board: Board) -> Content:
    title = TITLE if board.scope.period == Period.WEEK else OTHER
    steps = Value(ValueKind.TABLE, title, COLUMNS, tuple(step.record() for step in _steps(board)), hidden=True)
    most = board.changes[:1]
    within = numbers_in(board, [quote for one in most for quote in one.quotes])
    compared = [one.name for one in board.reconciliations if reconciliation_line.metric_of(one) in METRICS]
    return telling(content(board, title, steps, within, reconciliations=compared), changes=most)


def _steps(board: Board) -> list[Step]:
    """The library with the widest gap speaks for the volumes; without a gap it is the items stored in all."""
    first, *others = (Step(metric, title_of(board, metric), board[metric]) for metric in METRICS)
    widest = _widest(board)
    if widest is not None:
        title = Text(f"{widest.short.zh}入库项", f"{widest.short.en}, items stored")
        first = Step(first.metric, title, number_of(widest, first.metric), member=RowKey("libraries", widest.code))
    return [first, *others]


def _widest(board: Board) -> Row | None:
    gaps = [row for row in board.rows("libraries") if number_of(row, "volumes.items_missing").value]
    return max(gaps, key=lambda row: number_of(row, "volumes.items_missing").value or 0, default=None)


def draw(shown: Content, view: View) -> Element:
    steps = shown.values[0]
    invented = any(one.part == "change" and one.number.demo for one in steps.figures())
    mark = view.say("上期值为演示数据", "previous values are demo")
    week = shown.scope.period == Period.WEEK
    compared = view.say("与上周相比", "against a week before") if week else period(shown, view)
    return card(
        view,
        steps.title,
        el("div", [_step(shown, view, record) for record in steps.records], class_="changes"),
        el("p", *quotation.change(shown.changes[0], view.language), class_="most") if shown.changes else None,
        meta=compared,
        end=el("span", mark, class_="demo") if invented else None,
        class_="change-band",
    )


def _step(shown: Content, view: View, record: Record) -> Element:
    area, title = (words(cell, view.language) for cell in record.cells[:2])
    now = record.cells[-1]
    assert isinstance(now, Figure)
    changed = number(now.metric, now.number, view.language, member=now.member, part=PartKey("change"))
    if now.number.change is None and now.number.withheld is None:
        changed = rewritten(changed, DASH)
    unit = UNITS[now.number.unit].text[view.language] if now.number.change else ""
    return el(
        "div",
        el("p", el("b", area), title, class_="matter"),
        el("p", changed, el("small", unit) if unit else None, class_="detail"),
        el("p", _from_to(shown, view, now), class_="from-to number"),
    )


def _from_to(shown: Content, view: View, step: Figure) -> Given:
    if said := why(step.number):
        return view.tell(said)
    if step.number.previous is None:
        return view.say("上期无数据", "no previous value")
    was = number(step.metric, step.number, view.language, member=step.member, part=PartKey("previous"))
    now = number(step.metric, step.number, view.language, member=step.member)
    one = reconciliation_line.of_metric(shown, step.metric)
    sign = el("i", class_="signal", data_s="warn", aria_hidden="true") if reconciliation_line.differs(one) else None
    demo = view.say("，演示", ", demo") if step.number.demo else None
    return [was, " → ", now, demo, " " if sign else None, sign]


declare(
    Panel(
        name="changes",
        title=TITLE,
        question=Text("比上周变了什么？", "What has changed since last week?"),
        metrics=METRICS,
        data=data,
        draw=draw,
        tables=("libraries",),
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
