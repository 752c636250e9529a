"""What paper needs and a screen does not: whose page this is, as of when, which filters, where to find it again."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.panels.block import PERIODS
from cockpit.panels.link import here
from cockpit.panels.view import View
from cockpit.screens.page_sheets import filters
from cockpit.screens.top_bar import NAMES, address
from cockpit.units import day


def head(board: Board, page: str, view: View) -> Element:
    """Seen on paper only; the script of the page puts the server's name before the address."""
    as_of = day(board.as_of, short=False)
    period = view.tell(PERIODS[board.scope.period][0])
    chosen = [f"{name} {value}" for name, value in filters(board, view)]
    said = [view.say(f"数据截至 {as_of}", f"Data to {as_of}"), period, *chosen]
    return el(
        "div",
        el("b", f"{board.city['title'][view.language]} · {view.tell(NAMES[page])}"),
        el("span", view.say("，", ", ").join(said)),
        el("span", here(view, address(page)), class_="where"),
        class_="print-head",
        aria_hidden="true",
    )
