"""The week as one picture for a phone chat: the conclusion, one number an area, what is open."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.marks import badge
from cockpit.marks.element import Element, Evidence, el
from cockpit.marks.notice import strip
from cockpit.marks.phrases import headline
from cockpit.panels import panel
from cockpit.panels.view import Evident, View
from cockpit.screens import report_pages, wall
from cockpit.screens.page_origins import origins


def draw(board: Board, view: View) -> Element:
    view = replace(view, evidence=Evident.NEVER)
    areas = [_brief(panel.draw(name, board, view)) for name in panel.areas()]
    return el(
        "main",
        _masthead(board, view),
        el("section", headline(report_pages.conclusion(board, areas), view.language), class_="lede"),
        *areas,
        el(
            "footer",
            strip(wall.notices(board, "overview"), view.language),
            el("p", wall.source(board, view, origins(areas)), class_="source-line"),
        ),
        class_="phone",
    )


def _masthead(board: Board, view: View) -> Element:
    first, last = report_pages.days(board)
    end = last.isoformat() if first.year != last.year else last.isoformat()[5:]
    return el(
        "header",
        el("b", report_pages.title(board, view.language)),
        badge.all_demo(view.language, printed=True) if wall.invented(board) else None,
        el("span", f"{first} {view.say('至', 'to')} {end}", class_="as-of"),
        class_="masthead",
    )


def _brief(area: Element) -> Element:
    """Title, number and the line under it; the evidence is for larger screens."""
    return replace(area, children=tuple(child for child in area.children if not isinstance(child, Evidence)))
