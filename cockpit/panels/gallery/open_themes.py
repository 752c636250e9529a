"""What the open data is about: the largest themes."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.names import short
from cockpit.marks.zone import zone
from cockpit.metrics.number import NO_DATA, Number, unknown
from cockpit.panels.block import heading, nothing
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.view import View
from cockpit.units import Text

MOST = 6


def draw(board: Board, view: View) -> Element:
    themes = board.rows("themes")
    ordered = sorted(themes, key=lambda row: (-(cell(row, "opening.datasets").value or 0), row.code))
    shown = ordered[:MOST]
    most = largest(shown, "opening.datasets")
    note = view.say(f"{len(themes)}类，列前{len(shown)}", f"top {len(shown)} of {len(themes)}") if themes else None
    lines = [_theme(row, view, most=most, first=index == 0) for index, row in enumerate(shown)]
    return zone(
        heading(board, view, view.say("主题", "Themes"), metric="opening.datasets", number=_worst(shown), note=note),
        bars.evidence(lines) if lines else nothing(view),
        class_="themes",
    )


def _worst(rows: list[Row]) -> Number:
    known = [cell(row, "opening.datasets") for row in rows if cell(row, "opening.datasets").value is not None]
    return next((one for one in known if one.demo), known[0] if known else unknown("dataset", NO_DATA))


def _theme(row: Row, view: View, *, most: float, first: bool) -> Element:
    datasets = number("opening.datasets", cell(row, "opening.datasets"), view.language, member=f"themes:{row.code}")
    share = proportion(row, "opening.datasets", most)
    strong = first and share is not None
    return bars.row(
        bars.name(short(row, view.language, most=24)),
        bars.value(datasets),
        bar=bars.bar(share, "hi" if strong else None),
        strong=strong,
    )


OPEN_THEMES = declare(
    Panel(
        name="open_themes",
        title=Text("主题", "Themes"),
        question=Text("开放的数据集中在哪些主题？", "What is the open data about?"),
        metrics=("opening.datasets",),
        tables=("themes",),
        draw=draw,
    )
)
