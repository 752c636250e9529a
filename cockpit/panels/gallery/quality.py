"""Four shares on one scale, each against its goal where one was set."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cockpit.board.board import Board, Row
from cockpit.marks.dot_scale import Extent, dot, extent
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import kpi, number
from cockpit.metrics.number import Number
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import rewritten
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text, share

TITLE = Text("数据质量", "Data quality")
METRICS = ("volumes.stored_share", "opening.updated_share", "meetings.attendance_share", "meetings.online_share")


def draw(board: Board, view: View) -> Element:
    goals = {row.get("metric"): row for row in board.rows("targets") if row.get("metric") in METRICS}
    shares = [board[metric].value for metric in METRICS]
    shares += [number_of(row, "targets.goal").value for row in goals.values()]
    along = extent(shares)
    low = share(along.low, places=0)
    meta = view.say(f"轴 {low} 至 100%，竖线为目标", f"axis {low} to 100%, upright lines are goals")
    items = [_item(board, view, metric, goal=goals.get(metric), along=along) for metric in METRICS]
    return card(view, TITLE, el("div", [*items], class_="quality"), meta=meta)


def _item(board: Board, view: View, metric: str, *, goal: Row | None, along: Extent) -> Element:
    given = board[metric]
    wanted = number_of(goal, "targets.goal").value if goal else None
    short = given.value is not None and wanted is not None and given.value < wanted
    # What is invented, the share or its goal, never raises an alarm.
    missed = short and not given.demo and not (goal is not None and number_of(goal, "targets.goal").demo)
    return el(
        "div",
        el("p", view.tell(title_of(board, metric)), class_="k"),
        kpi(metric, given, view.language, class_="v is-warn" if missed else "v"),
        dot(given.value, wanted, along, missed=missed),
        el("p", _against(view, metric, given, goal=goal), class_="t"),
    )


def _against(view: View, metric: str, now: Number, *, goal: Row | None) -> Given:
    if goal is None:
        return view.say("未设目标", "no goal set")
    given = number_of(goal, "targets.goal")
    said: list[Given] = [
        view.say("目标 ", "goal "),
        number("targets.goal", given, view.language, member=f"targets:{goal.code}"),
    ]
    if now.value is not None and given.value is not None and now.value < given.value:
        gap = replace(now, value=round(given.value - now.value, 6), qualifier=None, published=None)
        points = f"{Decimal(str(gap.value)) * 100:.1f}"
        mark = rewritten(number(metric, gap, view.language, part="shortfall"), points)
        said += [view.say("，差", ", "), mark, view.say("个百分点", " points short")]
    return said


QUALITY = declare(
    Panel(
        name="quality",
        title=TITLE,
        question=Text(
            "入库、更新、到会、在线各达标了吗？", "Are storage, updates, attendance and rooms up to their goals?"
        ),
        metrics=METRICS,
        draw=draw,
        tables=("targets",),
        surfaces=("desktop", "report"),
    )
)
