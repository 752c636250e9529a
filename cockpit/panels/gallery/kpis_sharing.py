"""What passed over the platform, for which scenarios, and what is on offer."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.stage import MARKS, SHORT
from cockpit.metrics.number import Number
from cockpit.panels import difference
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, changed, period, strip
from cockpit.panels.view import View
from cockpit.units import Text


def _stages(board: Board, view: View) -> Given:
    """How many scenarios stand at each stage; they are counted, their volumes are never added."""
    given = board["sharing.scenarios"]
    if given.value is None:
        return None
    states = [row.get("state") for row in board.rows("scenarios")]
    counted = []
    for state, mark in MARKS.items():
        count = states.count(state)
        if count:
            shown = Number(count, given.unit, as_of=given.as_of, provenance=given.provenance)
            text = number("sharing.scenarios", shown, view.language, part=f"state:{state}")
            counted.append(el("span", text, class_="stage", data_st=mark, title=SHORT[state][view.language]))
    return el("span", [*counted], class_="stages") if counted else None


def _resources(board: Board, view: View) -> Given:
    return difference.line(board, view, "sharing.resources") or changed(board, view, "sharing.resources")


def draw(board: Board, view: View) -> Element:
    exchanged = Text(f"{period(board, view)}交换", f"Exchanged, {period(board, view)}")
    items = (
        Item("sharing.records", title=exchanged),
        Item("sharing.scenarios", below=_stages),
        Item("sharing.portal_interfaces"),
        Item("sharing.catalogues"),
        Item("sharing.resources", below=_resources),
    )
    return strip(board, view, items)


KPIS_SHARING = declare(
    Panel(
        name="kpis_sharing",
        title=Text("共享指标", "Sharing at a glance"),
        question=Text("经平台交换了多少，供给侧有多少资源？", "How much was exchanged, and how much is on offer?"),
        metrics=(
            "sharing.records",
            "sharing.scenarios",
            "sharing.portal_interfaces",
            "sharing.catalogues",
            "sharing.resources",
        ),
        draw=draw,
        tables=("scenarios",),
        surfaces=("desktop",),
    )
)
