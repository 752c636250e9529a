"""The slides of what passes over the platform: how much and from whom, and between which units."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.marks import slide_exhibit
from cockpit.marks.chart import ChartKind
from cockpit.marks.figure import cell
from cockpit.marks.slide_exhibit import Exhibit
from cockpit.panels.view import View
from cockpit.screens.slide import Slide, course, honest, shown_of, with_figure

PROVIDERS = 6


def flows(board: Board, view: View) -> Slide:
    first = [row for row in board.rows("providers") if cell(row, "sharing.records").value][:PROVIDERS]
    given = slide_exhibit.bars(
        first,
        "sharing.records",
        view.language,
        unit="record",
        role=lambda row: "hi" if row is first[0] else None,
    )
    title = view.say("近7天提供最多", "Gave most, last 7 days")
    exhibits = (*course(board, view, "sharing.records", kind=ChartKind.COLUMN), *shown_of(Exhibit(title, "", given)))
    said = view.say(
        f"交换平台12周的走势，和近7天提供最多的{len(first)}个单位",
        f"Twelve weeks on the exchange platform, and the {len(first)} units that gave most",
    )
    return Slide("flows", honest(said, exhibits, view), exhibits)


def links(board: Board, view: View) -> Slide:
    made = replace(with_figure("flow_matrix", board, view), name="links")
    said = view.say("哪些部门之间有数据往来", "Between which units data passes")
    return replace(made, sentence=honest(said, made.exhibits, view))
