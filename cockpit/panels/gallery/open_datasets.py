"""Open datasets: how many, and how they divide between the counties and the city's own departments."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, split_badge
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.view import View
from cockpit.units import Text

LEVELS = {"county": Text("县区、开发区", "Counties and zones"), "municipal": Text("市级单位", "Municipal units")}


def draw(board: Board, view: View) -> Element:
    known = [(row, name) for code, name in LEVELS.items() if (row := board.row("levels", code)) is not None]
    badge = split_badge([row for row, _ in known], "opening.datasets", view, within=board["opening.datasets"])
    rows = [_level(board, row, view, name=view.tell(name)) for row, name in known]
    return zone(
        heading(board, view, view.say("开放数据集", "Open datasets"), metric="opening.datasets"),
        lead(board, view, "opening.datasets", unit=view.say("个", "")),
        bars.evidence(rows, head=bars.head(_adds_up(board, view), badge)) if rows else None,
        class_="opened",
    )


def _adds_up(board: Board, view: View) -> str:
    one = board.reconciliation("opening.levels")
    if one is None or one.verdict != "agreed":
        return view.say("按层级", "by level")
    return view.say("按层级，合计与公布数一致", "by level; adds up")


def _level(board: Board, row: Row, view: View, *, name: str) -> Element:
    shown = number("opening.datasets", cell(row, "opening.datasets"), view.language, member=f"levels:{row.code}")
    fill = bars.bar(proportion(row, "opening.datasets", board["opening.datasets"].value))
    return bars.row(bars.name(name), bars.value(shown), bar=fill)


OPEN_DATASETS = declare(
    Panel(
        name="open_datasets",
        title=Text("开放数据集", "Open datasets"),
        question=Text(
            "开放了多少数据集，县区和市级各多少？", "How many datasets are open, by counties and by the city?"
        ),
        metrics=("opening.datasets",),
        tables=("levels",),
        draw=draw,
    )
)
