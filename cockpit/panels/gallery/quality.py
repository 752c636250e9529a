"""Four shares on one scale, each against its goal where one was set."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks.dot_scale import Extent, dot, extent
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import kpi, number
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import Surface, View
from cockpit.units import Text, share

TITLE = Text("数据质量", "Data quality")
METRICS = ("volumes.stored_share", "opening.updated_share", "meetings.attendance_share", "meetings.online_share")
COLUMNS = (
    ValueColumn(Text("指标", "Metric")),
    ValueColumn(Text("现值", "Now")),
    ValueColumn(Text("目标", "Goal")),
    ValueColumn(Text("差", "Short by")),
)
NO_GOAL = Text("未设目标", "no goal set")


def data(board: Board) -> Content:
    goals = {row.get("metric"): row for row in board.rows("targets") if row.get("metric") in METRICS}
    records = tuple(_record(board, metric, goals.get(metric)) for metric in METRICS)
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, COLUMNS, records, hidden=True))


def _record(board: Board, metric: str, goal: Row | None) -> Record:
    """The share, its goal and how far it is below."""
    title, now = title_of(board, metric), board[metric]
    if goal is None:
        return Record((title, Figure(metric, now), NO_GOAL, None))
    wanted = number_of(goal, "targets.goal")
    short: Cell = None
    if now.value is not None and wanted.value is not None and now.value < wanted.value:
        gap = replace(now, value=round(wanted.value - now.value, 6), published_qualifier=None, published=None)
        short = Figure(metric, gap, part=PartKey("shortfall"))
    return Record((title, Figure(metric, now), Figure("targets.goal", wanted, RowKey("targets", goal.code)), short))


def draw(shown: Content, view: View) -> Element:
    records = shown.values[0].records
    along = extent([one.number.value for one in shown.figures() if one.part is None])
    low = share(along.low, places=0)
    meta = view.say(f"轴 {low} 至 100%，竖线为目标", f"axis {low} to 100%, upright lines are goals")
    items = [
        _item(shown, view, metric, record=record, along=along) for metric, record in zip(METRICS, records, strict=True)
    ]
    return card(view, TITLE, el("div", [*items], class_="quality"), meta=meta)


def _item(shown: Content, view: View, metric: str, *, record: Record, along: Extent) -> Element:
    title, _, goal, short = record.cells
    given = shown[metric]
    wanted = goal.number if isinstance(goal, Figure) else None
    # What is invented, the share or its goal, never raises an alarm.
    missed = short is not None and not given.demo and not (wanted is not None and wanted.demo)
    return el(
        "div",
        el("p", words(title, view.language), class_="heading"),
        kpi(metric, given, view.language, class_="value is-warn" if missed else "value"),
        dot(given.value, wanted.value if wanted else None, along, missed=missed),
        el("p", _against(view, goal, short), class_="versus"),
    )


def _against(view: View, goal: Cell, short: Cell) -> Given:
    if not isinstance(goal, Figure):
        return words(goal, view.language)
    said: list[Given] = [
        view.say("目标 ", "goal "),
        number(goal.metric, goal.number, view.language, member=goal.member),
    ]
    if isinstance(short, Figure):
        points = f"{Decimal(str(short.number.value)) * 100:.1f}"
        mark = rewritten(number(short.metric, short.number, view.language, part=short.part), points)
        said += [view.say("，差", ", "), mark, view.say("个百分点", " points short")]
    return said


declare(
    Panel(
        name="quality",
        title=TITLE,
        question=Text(
            "入库、更新、到会、在线各达标了吗？", "Are storage, updates, attendance and rooms up to their goals?"
        ),
        metrics=METRICS,
        data=data,
        draw=draw,
        tables=("targets",),
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
