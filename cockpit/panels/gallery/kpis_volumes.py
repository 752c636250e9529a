"""How much has been gathered, how much of the catalogue is stored, and by how many."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import PartKey
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import cell, number
from cockpit.panels.block import counted
from cockpit.panels.content import Content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import Item, changed, strip, strip_data
from cockpit.panels.tabulation import column, table
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("归集指标", "Volumes at a glance")


def _records(board: Content, view: View) -> Given:
    """The published wording stands beside the exact sum."""
    given = board["volumes.records"]
    if given.published is None or given.published == given.value:
        return changed(board, view, "volumes.records")
    said = number("volumes.records", given, view.language, part=PartKey("published"), sentence=True)
    known = sum(cell(row, "volumes.records").value is not None for row in board.rows("libraries"))
    added = view.say(f"{counted(known, view)}库合计，", f"sum of {known} libraries; ") if known > 1 else ""
    return [f"{added}{view.say('公布口径“', 'published as ')}", said, view.say("”", "")]


def _stored(board: Content, view: View) -> Given:
    missing = board["volumes.items_missing"]
    if missing.value is None:
        return None
    said = number("volumes.items_missing", missing, view.language, unit=True)
    return [view.say("尚有", ""), said, view.say("未入库", " not yet stored")]


def _returns(board: Content, view: View) -> Given:
    if board["volumes.return_items"].value is None:
        return None
    items = number("volumes.return_items", board["volumes.return_items"], view.language, unit=True)
    return [items, view.say("，另计", ", counted apart")]


def _themes(board: Content, view: View) -> Given:
    if board["volumes.themes_building"].value is None:
        return None
    building = number("volumes.themes_building", board["volumes.themes_building"], view.language)
    return [view.say("在建 ", "under way "), building]


ITEMS = (
    Item("volumes.records", below=_records),
    Item("volumes.stored_share", below=_stored),
    Item("volumes.departments"),
    Item("volumes.themes_planned", below=_themes),
    Item("volumes.return_records", below=_returns),
)


def data(board: Board) -> Content:
    libraries = table(TITLE, [column(board, "volumes.records")], board.rows("libraries"), of="libraries", hidden=True)
    more = ("volumes.items_missing", "volumes.themes_building", "volumes.return_items")
    return strip_data(board, TITLE, ITEMS, *more, values=[libraries])


def draw(board: Content, view: View) -> Element:
    return strip(board, view, ITEMS)


KPIS_VOLUMES = declare(
    Panel(
        name="kpis_volumes",
        title=TITLE,
        question=Text(
            "归集了多少，编目的入库了多少？", "How much is gathered, and how much of the catalogue is stored?"
        ),
        metrics=(
            *(item.metric for item in ITEMS),
            "volumes.items_missing",
            "volumes.themes_building",
            "volumes.return_items",
        ),
        data=data,
        tables=("libraries",),
        draw=draw,
        surfaces=(Surface.DESKTOP,),
    )
)
