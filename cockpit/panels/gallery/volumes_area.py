"""归集 in one column: how much the base libraries hold, and which of them is not complete."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number, word
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Number
from cockpit.panels.block import heading, lead, line, numbered, spoken, summary, under
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Content, content
from cockpit.panels.omission import items, listed
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import Figure
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.units import Text
from cockpit.units.messages import message

MOST = 6
ROOM = {"zh": 12, "en": 15}
"""Letters of a name that stand beside the two columns; a Chinese character takes two."""

TITLE, NOTE = Text("归集", "Volumes"), Text("基础库记录", "records held")


def data(board: Board) -> Content:
    metrics = ("volumes.records", "volumes.items_stored", "volumes.items_catalogued", "volumes.stored_share")
    columns = [column(board, metric) for metric in metrics]
    values = (
        figures(
            board,
            "volumes.records",
            "volumes.return_records",
            "volumes.return_items",
            "volumes.departments",
            parts=("published",),
        ),
        table(TITLE, columns, board.rows("libraries"), of="libraries", hidden=True),
        *items(board, "libraries"),
    )
    said = {language: _said(board, View(Surface.REPORT, language=language)) for language in LANGUAGES}
    return content(board, TITLE, *values, summary=summary(board, "volumes.records", *values, note=NOTE, under=said))


def draw(shown: Content, view: View) -> Element:
    libraries = shown.rows("libraries")
    columns = (_departments(shown, view), view.say("记录", "records"), view.say("入库/编目", "stored/listed"))
    rows = [_library(row, view) for row in libraries[:MOST]]
    return zone(
        heading(
            shown,
            view,
            view.say("归集", "Volumes"),
            metric="volumes.records",
            note=view.tell(NOTE),
        ),
        lead(shown, view, "volumes.records"),
        under(shown, view, "volumes.records", *line(shown, view)),
        bars.evidence([*rows, _returns(shown, view)], head=bars.head(*columns), columns=3),
        class_="area",
        tag="article",
    )


def _departments(shown: Content, view: View) -> Element | str:
    """Over the libraries, from how many departments they come, each counted once."""
    departments = shown["volumes.departments"]
    if departments.value is None:
        return view.say("基础库", "library")
    said = number("volumes.departments", departments, view.language)
    return el("span", view.say("基础库 · ", ""), said, view.say("个部门", " departments"))


def _said(board: Board, view: View) -> list[str | Figure]:
    total = board["volumes.records"]
    libraries = sum(cell(row, "volumes.records").value is not None for row in board.rows("libraries"))
    added = view.tell(message("count.libraries_sum", n=numbered(libraries)))
    if total.published is None or total.value == total.published:
        return [added] if libraries else []
    published = spoken("volumes.records", total, part=PartKey("published"), sentence=True)
    return [added, view.say("，公布口径“", "; published "), published, view.say("”", "")]


def _library(row: Row, view: View) -> Element:
    records = cell(row, "volumes.records", "record")
    said = number("volumes.records", records, view.language, member=RowKey("libraries", row.code))
    if records.value is None:
        name = bars.name(short(row, view.language, most=ROOM[view.language]), muted=True)
        return bars.row(name, bars.value(), bars.value(said, muted=True), bar=bars.bar(None))
    share = cell(row, "volumes.stored_share", "share").value
    gap = share is not None and share < 1
    ratio: list[Given] = [
        _stored(cell(row, "volumes.items_stored"), view, member=RowKey("libraries", row.code)),
        "/",
        listed(row, view, member=RowKey("libraries", row.code)),
    ]
    return bars.row(
        bars.name(short(row, view.language, most=ROOM[view.language])),
        bars.value(said),
        bars.value(*ratio, warn=gap),
        bar=bars.bar(share, "warn" if gap else "done"),
        strong=gap,
    )


def _stored(given: Number, view: View, *, member: RowKey) -> Element:
    """未公布 stands before the slash; the English words are too long for the column."""
    said = number("volumes.items_stored", given, view.language, member=member)
    short_word = given.value is None and view.language == "en"
    return rewritten(said, "unpubl.").having(title=word(given, view.language)) if short_word else said


def _returns(shown: Content, view: View) -> Element:
    return bars.row(
        bars.name(view.say("省级回流", "From province")),
        bars.value(number("volumes.return_records", shown["volumes.return_records"], view.language)),
        bars.value(number("volumes.return_items", shown["volumes.return_items"], view.language, unit=True)),
    )


declare(
    Panel(
        name="volumes_area",
        title=TITLE,
        question=Text("各库归集了多少，哪个库还不完整？", "How much do the libraries hold, and which is not complete?"),
        metrics=(
            "volumes.records",
            "volumes.items_stored",
            "volumes.items_catalogued",
            "volumes.stored_share",
            "volumes.return_records",
            "volumes.return_items",
            "volumes.departments",
        ),
        tables=("libraries",),
        data=data,
        draw=draw,
        area=True,
    )
)
