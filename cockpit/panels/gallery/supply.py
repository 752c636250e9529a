"""The supply side: mounted resources by kind, written like a ledger with the difference left open."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks import bars, ledger
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.panels import reconciliation_line
from cockpit.panels.block import heading, lead
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.tabulation import column, labelled, table
from cockpit.panels.value import Figure, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

TITLE, MOUNTED_ON_IT = Text("供给侧", "Supply"), Text("挂接资源", "mounted")
RESOURCES, MOUNTED = "sharing.resources", "sharing.mounted"
BESIDE = {
    "sharing.catalogues": Text("资源目录", "catalogue entries"),
    "sharing.portal_interfaces": Text("已发布接口", "interfaces"),
}


def data(board: Board) -> Content:
    columns = [column(board, MOUNTED, MOUNTED_ON_IT)]
    kinds = table(TITLE, columns, board.rows("resources"), of="resources", kind=ValueKind.LEDGER)
    return content(
        board,
        TITLE,
        labelled([(MOUNTED_ON_IT, Figure(RESOURCES, board[RESOURCES]))]),
        reconciliation_line.closed(kinds, board.reconciliation(RESOURCES)),
        labelled([(title, Figure(metric, board[metric])) for metric, title in BESIDE.items()]),
        reconciliations=[RESOURCES],
    )


def draw(board: Content, view: View) -> Element:
    whole = board[RESOURCES].value
    rows = [
        bars.row(
            bars.name(short(row, view.language, most=24)),
            bars.value(number(MOUNTED, cell(row, MOUNTED), view.language, member=RowKey("resources", row.code))),
            bar=bars.bar(proportion(row, MOUNTED, whole)),
        )
        for row in board.rows("resources")
    ]
    closing = ledger.closing(board.reconciliation(RESOURCES), view.language, metric=RESOURCES)
    return zone(
        heading(
            board,
            view,
            view.tell(TITLE),
            metric=RESOURCES,
            note=view.tell(MOUNTED_ON_IT),
        ),
        lead(board, view, RESOURCES, class_="side-kpi"),
        bars.evidence([*rows, *closing]),
        el(
            "div",
            *(_one(board, view, metric, view.tell(title)) for metric, title in BESIDE.items()),
            class_="pair",
        ),
        class_="supply",
    )


def _one(board: Content, view: View, metric: str, title: str) -> Element:
    unit = "" if view.language == "en" else None
    return el("div", el("p", title), kpi(metric, board[metric], view.language, class_="", tag="strong", unit=unit))


declare(
    Panel(
        name="supply",
        title=TITLE,
        question=Text("平台上挂了多少资源，各项加得上吗？", "How many resources are mounted, and do the parts add up?"),
        metrics=(RESOURCES, MOUNTED, *BESIDE),
        tables=("resources",),
        data=data,
        draw=draw,
    )
)
