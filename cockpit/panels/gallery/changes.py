"""What has changed since a week ago: five numbers in the order of the areas, signed, from and to beneath.

Under them stands what changed most, once the board was held against another one.
"""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.board.board import Board, Row
from cockpit.marks import quoted
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.metrics.subject import title_of as subject_title
from cockpit.panels import difference
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import DASH, rewritten
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.view import View
from cockpit.units import UNITS, Text

TITLE = Text("本周变化", "This week's changes")
OTHER = Text("本期变化", "Changes")


@dataclass(frozen=True)
class Step:
    """`member` is the row of a table that the number belongs to, None for the whole city."""

    metric: str
    title: str
    given: Number
    member: str | None = None


def draw(board: Board, view: View) -> Element:
    steps = _steps(board, view)
    invented = any(step.given.change_provenance == "demo" for step in steps)
    mark = view.say("上期值为演示数据", "previous values are demo")
    week = board.scope.period == "week"
    compared = view.say("与上周相比", "against a week before") if week else period(board, view)
    return card(
        view,
        TITLE if week else OTHER,
        el("div", [_step(board, view, step) for step in steps], class_="changes"),
        el("p", *quoted.change(board.changes[0], view.language), class_="most") if board.changes else None,
        meta=compared,
        end=el("span", mark, class_="demo") if invented else None,
        class_="chg",
    )


def _steps(board: Board, view: View) -> list[Step]:
    """The library with the widest gap speaks for the volumes; without a gap it is the items stored in all."""
    steps = [
        Step(metric, view.tell(title_of(board, metric)), board[metric])
        for metric in ("sharing.records", "sharing.resources", "opening.datasets", "meetings.held")
    ]
    widest = _widest(board)
    if widest is None:
        stored = Step(
            "volumes.items_stored", view.tell(title_of(board, "volumes.items_stored")), board["volumes.items_stored"]
        )
    else:
        given = number_of(widest, "volumes.items_stored")
        title = view.say(f"{widest.short.zh}入库项", f"{widest.short.en}, items stored")
        stored = Step("volumes.items_stored", title, given, member=f"libraries:{widest.code}")
    return [stored, *steps]


def _widest(board: Board) -> Row | None:
    gaps = [row for row in board.rows("libraries") if number_of(row, "volumes.items_missing").value]
    return max(gaps, key=lambda row: number_of(row, "volumes.items_missing").value or 0, default=None)


def _step(board: Board, view: View, step: Step) -> Element:
    area = view.tell(subject_title(step.metric.partition(".")[0]))
    changed = number(step.metric, step.given, view.language, member=step.member, part="change")
    if step.given.change is None:
        changed = rewritten(changed, DASH)
    unit = UNITS[step.given.unit].text[view.language] if step.given.change else ""
    return el(
        "div",
        el("p", el("b", area), step.title, class_="m"),
        el("p", changed, el("small", unit) if unit else None, class_="d"),
        el("p", _from_to(board, view, step), class_="ft num"),
    )


def _from_to(board: Board, view: View, step: Step) -> Given:
    if step.given.previous is None:
        return view.say("上期无数据", "no previous value")
    was = number(step.metric, step.given, view.language, member=step.member, part="previous")
    now = number(step.metric, step.given, view.language, member=step.member)
    one = difference.of_metric(board, step.metric)
    sign = el("i", class_="sig", data_s="warn", aria_hidden="true") if one and one.verdict == "differs" else None
    demo = view.say("，演示", ", demo") if step.given.demo else None
    return [was, " → ", now, demo, " " if sign else None, sign]


CHANGES = declare(
    Panel(
        name="changes",
        title=TITLE,
        question=Text("比上周变了什么？", "What has changed since last week?"),
        metrics=(
            "volumes.items_stored",
            "sharing.records",
            "sharing.resources",
            "opening.datasets",
            "meetings.held",
        ),
        draw=draw,
        tables=("libraries",),
        surfaces=("desktop", "report"),
    )
)
