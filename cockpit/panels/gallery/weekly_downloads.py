"""Whether anybody uses it: downloads a week, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.columns import columns
from cockpit.marks.element import Element
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, nothing
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    label = view.say("近12周每周下载次数", "Downloads a week, last 12 weeks")
    drawn = columns("opening.downloads", board.courses["opening.downloads"], "download", view.language, label=label)
    return zone(
        heading(
            board,
            view,
            view.say("每周下载", "Downloads"),
            metric="opening.downloads",
            note=view.say("近12周，次", "a week"),
        ),
        drawn or nothing(view),
        class_="downloads",
    )


WEEKLY_DOWNLOADS = declare(
    Panel(
        name="weekly_downloads",
        title=Text("每周下载", "Downloads a week"),
        question=Text("开放的数据有人用吗？", "Is the open data used?"),
        metrics=("opening.downloads",),
        draw=draw,
    )
)
