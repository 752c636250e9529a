"""开放 in one column: how many datasets are open, and how they are spread over the counties."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.marks.tiles import tiles
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, split_badge, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

LEVELS = {"county": Text("县区", "counties "), "municipal": Text("市级", "city ")}


def draw(board: Board, view: View) -> Element:
    counties = board.rows("counties")
    badge = split_badge(counties, "opening.datasets", view, within=board["opening.datasets"])
    label = view.say("各县区开放数据集", "Open datasets by county")
    squares = tiles(counties, "opening.datasets", view.language, table="counties", unit="dataset", label=label)
    return zone(
        heading(
            board,
            view,
            view.say("开放", "Opening"),
            metric="opening.datasets",
            note=view.say("开放数据集", "open datasets"),
        ),
        lead(board, view, "opening.datasets"),
        under(board, view, "opening.datasets", *_said(board, view, invented=badge is not None)),
        el("div", bars.head(_levels(board, view), badge), squares, class_="ev"),
        class_="area",
        tag="article",
    )


def _said(board: Board, view: View, *, invented: bool) -> list[Given]:
    if invented:
        known = [one for row in board.rows("counties") if (one := cell(row, "opening.datasets")).value is not None]
        if any(not one.demo for one in known):
            return [view.say("县区分布部分为演示", "split is partly demo")]
        return [view.say("县区分布未公布，下图为演示", "split not published; map is demo")]
    on_time = number("opening.updated_share", board["opening.updated_share"], view.language)
    return [view.say("按期更新 ", "updated on time "), on_time]


def _levels(board: Board, view: View) -> list[Given]:
    said: list[Given] = []
    for code, words in LEVELS.items():
        row = board.row("levels", code)
        if row is None or cell(row, "opening.datasets").value is None:
            continue
        shown = number("opening.datasets", row["opening.datasets"], view.language, member=f"levels:{code}")
        said += [view.say("，", ", ") if said else None, view.tell(words), shown]
    return said


OPENING_AREA = declare(
    Panel(
        name="opening_area",
        title=Text("开放", "Opening"),
        question=Text("开放了多少数据集，分布在哪些县区？", "How many datasets are open, and in which counties?"),
        metrics=("opening.datasets", "opening.updated_share"),
        tables=("counties", "levels"),
        draw=draw,
    )
)
