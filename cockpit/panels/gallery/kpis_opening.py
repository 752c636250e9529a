"""How much is open, kept up to date, and used."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.content import Content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, strip, strip_data
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("开放指标", "Opening at a glance")

METRICS = (
    "opening.datasets",
    "opening.units",
    "opening.updated_share",
    "opening.downloads",
    "opening.api_calls",
)


ITEMS = tuple(Item(metric) for metric in METRICS)


def data(board: Board) -> Content:
    return strip_data(board, TITLE, ITEMS)


def draw(board: Content, view: View) -> Element:
    return strip(board, view, ITEMS)


KPIS_OPENING = declare(
    Panel(
        name="kpis_opening",
        title=TITLE,
        question=Text(
            "开放了多少数据集，是否按时更新，有没有人用？", "How much is open, is it kept up to date and is it used?"
        ),
        metrics=METRICS,
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP,),
    )
)
