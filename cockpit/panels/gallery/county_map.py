"""The fifteen counties and zones as equal tiles: how many datasets each has opened, and how many are up to date."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks.choropleth import choropleth
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number
from cockpit.marks.short_names import short
from cockpit.marks.tiles import spoken, tiles
from cockpit.marks.zone import zone
from cockpit.metrics.number import Note, Number, unknown
from cockpit.panels.alternative import alternative
from cockpit.panels.block import heading, nothing, stopped
from cockpit.panels.boundaries import Boundaries, supplied
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("县区分布", "By county")


def data(board: Board) -> Content:
    columns = [column(board, "opening.datasets"), column(board, "opening.updated_share")]
    counties = table(TITLE, columns, board.rows("counties"), of="counties", kind=ValueKind.TILES, hidden=True)
    return content(board, TITLE, counties, figures(board, "opening.datasets"))


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("counties")
    if (
        view.surface == Surface.WALL
        and not view.seams
        and (held := supplied(shown.city["code"], [row.code for row in rows]))
    ):
        return _on_a_map(shown, view, held)

    def on_time(row: Row) -> Element:
        given = cell(row, "opening.updated_share", "share")
        share = number("opening.updated_share", given, view.language, member=RowKey("counties", row.code))
        # The tiles of the desk are narrow; there the heading alone says what the second number is.
        said = None if view.surface == Surface.DESKTOP else view.say("按期 ", "on time ")
        return el("span", said, share, class_="also")

    label = view.say("各县区开放数据集与按期更新率", "Open datasets by county, and the share updated on time")
    squares = tiles(
        rows,
        "opening.datasets",
        view.language,
        table="counties",
        most=9,
        label=label,
        beneath=on_time,
        stopped=stopped(shown, "opening.datasets"),
    )
    return zone(
        heading(
            shown,
            view,
            view.say("县区分布", "By county"),
            metric="opening.datasets",
            number=_worst(rows),
            note=view.say("数据集，个；下为按期更新率", "datasets; below, share updated on time"),
        ),
        squares if rows else nothing(view),
        alternative(view, label, spoken(rows, ("opening.datasets", "opening.updated_share"), view.language)),
        class_="county-map",
    )


def _on_a_map(shown: Content, view: View, held: Boundaries) -> Element:
    """In their boundaries, where the operator supplied them; the desk has room for both maps.

    An area has no room for a second number, so a line over the map says who is slowest.
    """
    rows = shown.rows("counties")
    title, note = view.say("县区分布", "By county"), view.say("开放数据集，个", "open datasets")
    label = view.say("各县区开放数据集", "Open datasets by county")
    drawn = choropleth(
        rows,
        "opening.datasets",
        view.language,
        land=held,
        label=label,
        stopped=stopped(shown, "opening.datasets"),
    )
    head = heading(shown, view, title, metric="opening.datasets", number=_worst(rows), note=note)
    return zone(head, _slowest(rows, view), drawn, class_="county-map")


def _slowest(rows: tuple[Row, ...], view: View) -> Element | None:
    shares = [(cell(row, "opening.updated_share", "share"), row) for row in rows]
    known = [(share.value, at) for at, (share, _) in enumerate(shares) if share.value is not None]
    if not known:
        return None
    share, row = shares[min(known)[1]]
    least = number("opening.updated_share", share, view.language, member=RowKey("counties", row.code))
    said = view.say("按期更新率最低：", "Least on time: ")
    return el("p", said, short(row, view.language), " ", least, class_="slowest")


def _worst(rows: tuple[Row, ...]) -> Number:
    known = [cell(row, "opening.datasets") for row in rows if cell(row, "opening.datasets").value is not None]
    return next((one for one in known if one.demo), known[0] if known else unknown("dataset", Note.NO_DATA))


declare(
    Panel(
        name="county_map",
        title=TITLE,
        question=Text("哪些县区开放得多、更新得勤？", "Which counties open much, and keep it up?"),
        metrics=("opening.datasets", "opening.updated_share"),
        tables=("counties",),
        data=data,
        draw=draw,
    )
)
