"""What passed over the platform, for which scenarios, and what is on offer."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.board.board import Board
from cockpit.board.keys import PartKey
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.stage_square import MARKS, SHORT
from cockpit.metrics.number import Number
from cockpit.panels import reconciliation_line
from cockpit.panels.content import Content, Known, entry
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, changed, strip, strip_data
from cockpit.panels.tabulation import PERIODS, labelled
from cockpit.panels.value import Figure
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("共享指标", "Sharing at a glance")
SCENARIOS, RESOURCES = "sharing.scenarios", "sharing.resources"


def data(board: Board) -> Content:
    stages = labelled([*_counted(board)])
    one = board.reconciliation(RESOURCES)
    apart = labelled(
        reconciliation_line.sides(one, "total", "difference") if one and reconciliation_line.differs(one) else []
    )
    return strip_data(board, TITLE, _items(board), values=[stages, apart], reconciliations=[RESOURCES])


def _counted(board: Board) -> Iterator[tuple[Text, Figure]]:
    """How many scenarios stand at each stage; they are counted, their volumes are never added."""
    given = board[SCENARIOS]
    states = [row.get("state") for row in board.rows("scenarios")]
    for state in MARKS:
        count = states.count(state)
        if count and given.value is not None:
            shown = Number(count, given.unit, as_of=given.as_of, provenance=given.provenance)
            yield SHORT[state], Figure(SCENARIOS, shown, part=PartKey("state", state))


def _stages(board: Content, view: View) -> Given:
    counted = []
    for state, mark in MARKS.items():
        given = entry(board, SHORT[state])
        if isinstance(given, Figure):
            text = number(SCENARIOS, given.number, view.language, part=given.part)
            counted.append(el("span", text, class_="stage", data_st=mark, title=SHORT[state][view.language]))
    return el("span", [*counted], class_="stages") if counted else None


def _resources(board: Content, view: View) -> Given:
    return reconciliation_line.line(board, view, RESOURCES) or changed(board, view, RESOURCES)


def _items(board: Known) -> tuple[Item, ...]:
    span = PERIODS[board.scope.period]
    return (
        Item("sharing.records", title=Text(f"{span.zh}交换", f"Exchanged, {span.en}")),
        Item(SCENARIOS, below=_stages),
        Item("sharing.portal_interfaces"),
        Item("sharing.catalogues"),
        Item(RESOURCES, below=_resources),
    )


def draw(board: Content, view: View) -> Element:
    return strip(board, view, _items(board))


declare(
    Panel(
        name="kpis_sharing",
        title=TITLE,
        question=Text("经平台交换了多少，供给侧有多少资源？", "How much was exchanged, and how much is on offer?"),
        metrics=(
            "sharing.records",
            SCENARIOS,
            "sharing.portal_interfaces",
            "sharing.catalogues",
            RESOURCES,
        ),
        data=data,
        draw=draw,
        tables=("scenarios",),
        surfaces=(Surface.DESKTOP,),
    )
)
