"""The strip of numbers at the head of a desk page: each with its freshness, and one supporting line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.board.board import Board
from cockpit.board.keys import PartKey
from cockpit.board.sentences.coverage_sentences import why
from cockpit.calendar import PERIOD_DAYS
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import kpi, number
from cockpit.metrics.measure import MeasureKind
from cockpit.panels.card import fresh, title_of
from cockpit.panels.content import Content, Known, content
from cockpit.panels.tabulation import figures, labelled
from cockpit.panels.value import Figure, Value, part_of
from cockpit.panels.view import View
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

Below = Callable[[Any, View], Given]


@dataclass(frozen=True)
class Item:
    """`below` is the supporting line; without it stands how the number has changed."""

    metric: str
    title: Text | None = None
    below: Below | None = None
    unit: Text | None = None


def strip_data(
    board: Board,
    title: Text,
    items: Sequence[Item],
    *more: str,
    values: Sequence[Value] = (),
    reconciliations: Sequence[str] = (),
) -> Content:
    """The numbers of the items with their changes and published figures, then `more` numbers that stand under them."""
    pairs = [
        (item.title or title_of(board, item.metric), Figure(item.metric, part_of(board[item.metric], part), part=part))
        for item in items
        for part in (None, PartKey("change"), PartKey("last_whole"), PartKey("published"))
        if part is None or part_of(board[item.metric], part).value is not None
    ]
    whole = (labelled(pairs, title=title), figures(board, *more), *values)
    return content(board, title, *whole, reconciliations=reconciliations)


def strip(board: Known, view: View, items: Sequence[Item]) -> Element:
    return el("section", [_item(board, view, item) for item in items], class_="card kpi-strip")


def _item(board: Known, view: View, item: Item) -> Element:
    given = board[item.metric]
    title = view.tell(item.title or title_of(board, item.metric))
    unit = view.tell(item.unit) if item.unit else None
    below = item.below(board, view) if item.below else changed(board, view, item.metric)
    return el(
        "div",
        el("div", el("span", title, class_="name"), fresh(board, item.metric, view), class_="heading"),
        kpi(item.metric, given, view.language, unit=unit, class_="value", tag="div"),
        el("div", below, class_="detail"),
    )


def changed(board: Known, view: View, metric: str) -> Given:
    """Nothing is said where there is nothing to compare with."""
    given = board[metric]
    if said := why(given):
        return [view.tell(said), *_last_whole(board, view, metric)]
    if given.change is None:
        return None
    dashed = "dashed" if given.change_provenance == Provenance.DEMO else None
    return [
        f"{before(board, view, metric)} ",
        number(metric, given, view.language, part=PartKey("change"), class_=dashed),
    ]


def _last_whole(board: Known, view: View, metric: str) -> list[Given]:
    """The newest whole period, beside the reason for which nothing is compared."""
    given = board[metric]
    if given.last_whole is None:
        return []
    shown = number(metric, given, view.language, part=PartKey("last_whole"), class_="dashed" if given.demo else None)
    upto = f"{given.last_whole.day:%m-%d}"
    return [view.say(f"；末个整期（至{upto}）", f"; last whole period (to {upto}) "), shown]


def before(board: Known, view: View, metric: str) -> str:
    """A level is compared with the day before the period, a sum with the period before."""
    days = PERIOD_DAYS[board.scope.period]
    if board.definitions[metric]["kind"] in (MeasureKind.LEVEL, MeasureKind.COUNT, MeasureKind.PUBLISHED):
        return view.say(f"较{days}天前", f"vs {days} days ago")
    return view.say(f"较前{days}天", f"vs previous {days} days")


def period(board: Known, view: View) -> str:
    days = PERIOD_DAYS[board.scope.period]
    return view.say(f"近{days}天", f"last {days} days")
