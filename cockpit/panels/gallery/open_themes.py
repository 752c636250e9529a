"""What the open data is about: the largest themes."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Note, Number, unknown
from cockpit.panels.block import heading, nothing
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

DATASETS = "opening.datasets"
MOST = 6

TITLE = Text("主题", "Themes")


def data(board: Board) -> Content:
    """The largest; how many there are stands beside them."""
    ordered = sorted(board.rows("themes"), key=lambda row: (-(cell(row, DATASETS).value or 0), row.code))
    themes = table(TITLE, [column(board, DATASETS)], ordered, of="themes", kind=ValueKind.RANKING, hidden=True)
    return content(board, TITLE, themes, figures(board, DATASETS))


def draw(shown: Content, view: View) -> Element:
    themes = shown.rows("themes")
    first = themes[:MOST]
    most = largest(first, DATASETS)
    note = view.say(f"{len(themes)}类，列前{len(first)}", f"top {len(first)} of {len(themes)}") if themes else None
    lines = [_theme(row, view, most=most, first=index == 0) for index, row in enumerate(first)]
    return zone(
        heading(shown, view, view.say("主题", "Themes"), metric=DATASETS, number=_worst(first), note=note),
        bars.evidence(lines) if lines else nothing(view),
        class_="themes",
    )


def _worst(rows: Sequence[Row]) -> Number:
    known = [cell(row, DATASETS) for row in rows if cell(row, DATASETS).value is not None]
    return next((one for one in known if one.demo), known[0] if known else unknown("dataset", Note.NO_DATA))


def _theme(row: Row, view: View, *, most: float, first: bool) -> Element:
    datasets = number(DATASETS, cell(row, DATASETS), view.language, member=RowKey("themes", row.code))
    share = proportion(row, DATASETS, most)
    strong = first and share is not None
    return bars.row(
        bars.name(short(row, view.language, most=24)),
        bars.value(datasets),
        bar=bars.bar(share, "hi" if strong else None),
        strong=strong,
    )


declare(
    Panel(
        name="open_themes",
        title=TITLE,
        question=Text("开放的数据集中在哪些主题？", "What is the open data about?"),
        metrics=(DATASETS,),
        tables=("themes",),
        data=data,
        draw=draw,
    )
)
