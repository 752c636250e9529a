"""The supply side: mounted resources by kind, written like a ledger with the difference left open."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import bars, ledger
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.names import short
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    whole = board["sharing.resources"].value
    rows = [
        bars.row(
            bars.name(short(row, view.language, most=24)),
            bars.value(
                number("sharing.mounted", cell(row, "sharing.mounted"), view.language, member=f"resources:{row.code}")
            ),
            bar=bars.bar(proportion(row, "sharing.mounted", whole)),
        )
        for row in board.rows("resources")
    ]
    one = board.reconciliation("sharing.resources")
    closing = ledger.closing(one, view.language, metric="sharing.resources")
    return zone(
        heading(
            board,
            view,
            view.say("供给侧", "Supply"),
            metric="sharing.resources",
            note=view.say("挂接资源", "mounted"),
        ),
        lead(board, view, "sharing.resources", class_="rkpi"),
        bars.evidence([*rows, *closing]),
        el(
            "div",
            _one(board, view, "sharing.catalogues", view.say("资源目录", "catalogue entries")),
            _one(board, view, "sharing.portal_interfaces", view.say("已发布接口", "interfaces")),
            class_="pair",
        ),
        class_="supply",
    )


def _one(board: Board, view: View, metric: str, title: str) -> Element:
    unit = "" if view.language == "en" else None
    return el("div", el("p", title), kpi(metric, board[metric], view.language, class_="", tag="strong", unit=unit))


SUPPLY = declare(
    Panel(
        name="supply",
        title=Text("供给侧", "Supply"),
        question=Text("平台上挂了多少资源，各项加得上吗？", "How many resources are mounted, and do the parts add up?"),
        metrics=("sharing.resources", "sharing.mounted", "sharing.catalogues", "sharing.portal_interfaces"),
        tables=("resources",),
        draw=draw,
    )
)
