"""The numbers of a page beside those that it is compared with: one line each, a door to who explains the change."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.compare.against import NAMES, Against
from cockpit.board.compare.compared import change_of
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.metrics.metric import OVERVIEW, listed
from cockpit.metrics.number import Number
from cockpit.metrics.subject import is_area
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import counted
from cockpit.panels.gap import empty
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text


def beside(board: Board, other: Board | None, against: Against, page: str, view: View) -> Element:
    """`other` is None where there is nothing to compare with, as before the first day."""
    said = NAMES.get(against.asked)
    name = view.tell(said) if said else against.unit or ""
    title = Text(f"对比{name}", f"Against {name}")
    if other is None:
        why = Text(
            "没有可比的数据：早于最早一天，或需先选定单位。",
            "Nothing to compare with: before the first day, or no unit is chosen.",
        )
        return card(view, title, empty(board, view, why), class_="beside")
    columns = (
        Column(view.say("指标", "Metric")),
        Column(view.say(f"{board.as_of}", f"{board.as_of}"), "number"),
        Column(view.say(f"{name}", name), "number"),
        Column(view.say("差", "Apart"), "number"),
    )
    lines = [_line(board, other, metric, view) for metric in metrics(board, other, page)]
    meta = view.say("点开任一数看谁贡献了多少", "open a number to see who explains how much")
    if not lines:
        return card(view, title, empty(board, view), class_="beside")
    return card(view, title, table(view.tell(title), columns, lines), meta=meta, class_="beside")


def metrics(board: Board, other: Board, page: str) -> list[str]:
    """Those of the page that both sides know and that have an earlier self."""
    if is_area(page):
        names = [one for one in board.metrics if one.startswith(f"{page}.") and board.definitions[one].get("facts")]
    else:
        names = [one.name for one in listed(OVERVIEW)]
    return [name for name in names if board[name].value is not None and other[name].value is not None]


def _line(board: Board, other: Board, metric: str, view: View) -> Line:
    now, then = board[metric], other[metric]
    apart = change_of(now, then)
    changed = replace(now, change=apart.value, change_provenance=apart.provenance)
    return Line(
        (
            [link(view.tell(title_of(board, metric)), here(view, metric=metric)), counted(now.unit, view)],
            number(metric, now, view.language, class_=_dashed(now)),
            number(metric, then, view.language, part=PartKey("compared"), class_=_dashed(then)),
            el(
                "b",
                number(
                    metric,
                    changed,
                    view.language,
                    part=PartKey("change"),
                    member=RowKey("compared"),
                    class_=_dashed(apart),
                ),
            ),
        )
    )


def _dashed(given: Number) -> str | None:
    return "du" if given.demo else None
