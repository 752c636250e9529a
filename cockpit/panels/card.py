"""The frame of a panel on the desk and in the report: title, what it is measured in, where it comes from, content."""

from __future__ import annotations

from cockpit.marks import badge, freshness_dot
from cockpit.marks.element import Element, Given, el
from cockpit.marks.zone import invented, zone
from cockpit.metrics.number import Number
from cockpit.panels.content import Known
from cockpit.panels.view import View
from cockpit.units import Text


def card(
    view: View, title: Text, *body: Given, meta: Given = None, end: Given = None, class_: str = "", tag: str = "section"
) -> Element:
    """Where every number in it is invented, the frame is dashed and carries the badge in place of the freshness."""
    content = el("div", body, class_="content")
    aside = badge.demo(view.language) if invented(content) else end
    header = el(
        "header",
        el("h2", view.tell(title)),
        el("span", meta, class_="meta") if meta else None,
        el("span", aside, class_="end") if aside else None,
    )
    return zone(header, content, class_=class_, tag=tag)


def fresh(board: Known, metric: str, view: View) -> Element | None:
    """How old a number is, or that it is invented."""
    return fresh_of(board, metric, board[metric], view)


def fresh_of(board: Known, metric: str, given: Number, view: View) -> Element | None:
    """The same of a number that is not the scope's own."""
    if given.demo:
        return badge.demo(view.language, short=True)
    return freshness_dot.dot(freshness_dot.of(given, board.source_of(metric), board.stale), view.language)


def title_of(board: Known, metric: str) -> Text:
    return Text.from_json(board.definitions[metric]["title"])
