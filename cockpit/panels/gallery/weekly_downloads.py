"""Whether anybody uses it: downloads a week, over twelve weeks."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, nothing
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, series
from cockpit.panels.view import View
from cockpit.panels.week_columns import week_columns
from cockpit.units import Text

TITLE = Text("每周下载", "Downloads a week")


def data(board: Board) -> Content:
    return content(board, TITLE, series(board, "opening.downloads", TITLE), figures(board, "opening.downloads"))


def draw(shown: Content, view: View) -> Element:
    label = view.say("近12周每周下载次数", "Downloads a week, last 12 weeks")
    drawn = week_columns(shown, view, "opening.downloads", label=label)
    return zone(
        heading(
            shown,
            view,
            view.say("每周下载", "Downloads"),
            metric="opening.downloads",
            note=view.say("近12周，次", "a week"),
        ),
        drawn or nothing(view),
        class_="downloads",
    )


declare(
    Panel(
        name="weekly_downloads",
        title=TITLE,
        question=Text("开放的数据有人用吗？", "Is the open data used?"),
        metrics=("opening.downloads",),
        data=data,
        draw=draw,
    )
)
