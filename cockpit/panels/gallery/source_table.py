"""Every source: when it was last heard of, against what was agreed."""

from __future__ import annotations

from cockpit.board.board import Board, Source
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.freshness import overdue
from cockpit.panels.cadence import cadence, moment
from cockpit.panels.card import card
from cockpit.panels.gap import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("数据来源", "Sources")
STATES = {
    "current": Text("当期", "current"),
    "late": Text("延迟", "late"),
    "broken": Text("中断", "broken"),
    "none": Text("待接入", "not connected"),
}
WORST_FIRST = ("broken", "late", "none", "current")


def draw(board: Board, view: View) -> Element:
    if not board.sources:
        return card(view, TITLE, empty(board, view))
    columns = (
        Column(view.say("来源", "Source")),
        Column(view.say("责任单位", "Owner")),
        Column(view.say("约定频率", "Agreed")),
        Column(view.say("最新数据", "Newest data")),
        Column(view.say("时效", "State"), "state"),
    )
    ordered = sorted(board.sources, key=lambda one: WORST_FIRST.index(one.state))
    lines = [_line(one, view) for one in ordered]
    current = number("trust.sources_current", board["trust.sources_current"], view.language)
    whole = number("trust.sources", board["trust.sources"], view.language)
    meta: list[Given] = [current, "/", whole, view.say(" 按时", " on time")]
    return card(view, TITLE, table(view.tell(TITLE), columns, lines, class_="sources"), meta=meta)


def _line(one: Source, view: View) -> Line:
    said = view.tell(overdue(one.overdue_hours) if one.state == "late" else STATES.get(one.state, STATES["none"]))
    failure = el("small", view.tell(one.failure), class_="n") if one.failure else None
    state = None if one.state == "current" else one.state
    return Line(
        (
            link(view.tell(one.name), here(view, metric="trust.sources", rows="open")),
            view.tell(one.owner),
            cadence(one.cadence_hours, view),
            el("span", moment(one.newest_at), class_="num"),
            [el("span", said, class_="fresh", data_f=state), failure],
        ),
        state="dim" if one.state == "none" else None,
    )


SOURCE_TABLE = declare(
    Panel(
        name="source_table",
        title=TITLE,
        question=Text("哪些来源按时更新，哪些断了？", "Which sources are on time, which are silent?"),
        metrics=("trust.sources", "trust.sources_current"),
        draw=draw,
        surfaces=("desktop",),
    )
)
