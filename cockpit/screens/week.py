"""The week's report: two A4 pages of the same panels as everywhere, for print and for the sealed file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from cockpit.board.board import Board, Row
from cockpit.marks import badge
from cockpit.marks.element import Element, Given, el
from cockpit.marks.headline import headline
from cockpit.metrics.number import Number
from cockpit.panels import panel
from cockpit.panels.areas import AREAS
from cockpit.panels.view import View

LEFT = ("reconciliation_table", "quality", "library_table")
RIGHT = ("definitions_table", "watch_list", "reading_aid")
PAGES = 2
WEEK = timedelta(days=7)


def draw(board: Board, before: Board | None, view: View) -> Element:
    """`before` is the board of the week before as it was sealed; the changes are those against it."""
    said = compared(board, before)
    return el("main", _first(said, view), _second(said, view), class_="week")


def compared(board: Board, before: Board | None) -> Board:
    """What was sealed a week ago holds, whatever has been corrected since."""
    if before is None or before.as_of != board.as_of - WEEK:
        return board
    rows = {row.code: row for row in before.tables.get("libraries", ())}
    libraries = tuple(_row(row, rows.get(row.code)) for row in board.tables.get("libraries", ()))
    metrics = {name: _against(number, before.metrics.get(name)) for name, number in board.metrics.items()}
    return replace(board, metrics=metrics, tables={**board.tables, "libraries": libraries})


def _row(row: Row, was: Row | None) -> Row:
    if was is None:
        return row
    return replace(row, numbers={name: _against(number, was.numbers.get(name)) for name, number in row.numbers.items()})


def _against(number: Number, was: Number | None) -> Number:
    if was is None or was.value is None or number.value is None:
        return number
    demo = "demo" in (number.provenance, was.provenance)
    change = number.value - was.value
    return replace(
        number,
        previous=was.value,
        change=round(change, 12) if isinstance(change, float) else change,
        change_provenance="demo" if demo else number.provenance,
    )


def _first(board: Board, view: View) -> Element:
    areas = [panel.draw(f"{name}_area", board, view) for name in AREAS]
    return _page(
        board,
        view,
        headline(board.headline.get("overview"), view.language),
        panel.draw("report_lead", board, view),
        panel.draw("changes", board, view),
        el("div", [*areas], class_="four"),
        number=1,
    )


def _second(board: Board, view: View) -> Element:
    columns = [el("div", [panel.draw(name, board, view) for name in side], class_="col") for side in (LEFT, RIGHT)]
    return _page(
        board,
        view,
        headline(board.headline.get("report"), view.language),
        el("div", [*columns], class_="grid2"),
        number=2,
    )


def _page(board: Board, view: View, *content: Given, number: int) -> Element:
    return el("section", _masthead(board, view), content, _foot(board, view, number), class_=f"page p{number}")


def days(board: Board) -> tuple[date, date]:
    return board.as_of - WEEK + timedelta(days=1), board.as_of


def _masthead(board: Board, view: View) -> Element:
    first, last = days(board)
    end = last.isoformat() if first.year != last.year else last.isoformat()[5:]
    title = (board.city.get("report") or board.city["title"])[view.language]
    return el(
        "header",
        el("b", title),
        el("span", view.say(f"{first} 至 {end}", f"{first} to {end}")),
        badge.all_demo(view.language) if board.all_demo else None,
        el("span", board.city["bureau"][view.language], class_="r"),
        class_="mast",
    )


def _foot(board: Board, view: View, number: int) -> Element:
    bureau = board.city["bureau"][view.language]
    said = view.say(
        f"来源：{bureau}，数据截至 {board.as_of}。“条”为记录数，不等于人数或户数。",
        f"Source: {bureau}, data to {board.as_of}. Records are not people or households.",
    )
    return el("footer", el("span", said), el("span", f"{number} / {PAGES}", class_="num"), class_="foot")
