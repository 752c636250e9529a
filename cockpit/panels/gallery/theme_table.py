"""Open data by theme: what there is, how current it is, what is used."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.card import card
from cockpit.panels.content import Content
from cockpit.panels.gap import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.unit_table import Measured, unit_data, unit_table
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("开放主题", "Open data themes")
COLUMNS = (
    Measured("opening.datasets", Text("数据集", "Datasets")),
    Measured("opening.updated_share", Text("按时更新", "Updated on time")),
    Measured("opening.downloads", Text("下载", "Downloads")),
    Measured("opening.api_calls", Text("接口调用", "API calls")),
)


def data(board: Board) -> Content:
    return unit_data(board, TITLE, "themes", rows=board.rows("themes"), measured=COLUMNS)


def draw(board: Content, view: View) -> Element:
    rows = board.rows("themes")
    if not rows:
        return card(view, TITLE, empty(board, view))
    body = unit_table(board, view, "themes", rows=rows, measured=COLUMNS, caption=TITLE, filters="theme")
    return card(view, TITLE, body)


THEME_TABLE = declare(
    Panel(
        name="theme_table",
        title=TITLE,
        question=Text("哪些主题开放得多、用得多？", "Which themes are open, and which are used?"),
        metrics=tuple(column.metric for column in COLUMNS),
        data=data,
        draw=draw,
        tables=("themes",),
        surfaces=(Surface.DESKTOP,),
    )
)
