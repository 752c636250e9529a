"""Where the numbers of the report come from, and what they mean: published, derived or invented."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.metrics.subject import subject_of, title_of
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

TITLE = Text("来源与口径", "Sources and definitions")
METRICS = (
    "volumes.records",
    "volumes.items_stored",
    "volumes.return_records",
    "sharing.records",
    "sharing.resources",
    "opening.datasets",
    "meetings.units",
    "meetings.served",
    "meetings.held",
)
ORIGINS: dict[str, Text] = {
    Provenance.PUBLISHED: Text("公布", "published"),
    Provenance.MEASURED: Text("实测", "measured"),
    Provenance.DEMO: Text("演示", "demo"),
}
DERIVED = Text("推算", "derived")
COLUMNS = (
    ValueColumn(Text("领域", "Area")),
    ValueColumn(Text("数", "Number")),
    ValueColumn(Text("来历", "Origin")),
    ValueColumn(Text("口径", "Definition")),
)


def data(board: Board) -> Content:
    """An area is named at the first of its numbers."""
    records, before = [], ""
    for metric in METRICS:
        area = subject_of(metric)
        said = Text.from_json(board.definitions[metric]["definition"])
        first = title_of(area) if area != before else None
        records.append(Record((first, Figure(metric, board[metric]), _origin(board[metric]), said)))
        before = area
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, COLUMNS, tuple(records)))


def _origin(given: Number) -> Text:
    """A number more exact than what was published is derived from published ones."""
    derived = (
        given.provenance == Provenance.PUBLISHED and given.published is not None and given.value != given.published
    )
    return DERIVED if derived else ORIGINS.get(given.provenance or "", Text("—", "—"))


def draw(shown: Content, view: View) -> Element:
    columns = [
        datatable.TableColumn(view.tell(one.title), "words" if one is COLUMNS[-1] else "text", quiet=True)
        for one in COLUMNS
    ]
    lines = [
        _line(shown, view, metric, record) for metric, record in zip(METRICS, shown.values[0].records, strict=True)
    ]
    note = view.say(
        "公布：市大数据局公布数。推算：由公布数算得。演示：不作决策依据。",
        "Published by the bureau. Derived: computed from published figures. Demo: not for decisions.",
    )
    told = datatable.table(view.tell(TITLE), columns, lines, class_="definitions")
    return card(view, TITLE, told, el("p", note, class_="figure-note"))


def _line(shown: Content, view: View, metric: str, record: Record) -> TableLine:
    given = shown[metric]
    area, _, origin, said = (
        words(cell, view.language) if not isinstance(cell, Figure) else "" for cell in record.cells
    )
    cells: tuple[Given, ...] = (
        area,
        number(metric, given, view.language, unit=True),
        el("span", origin, class_="origin demo" if given.demo else "origin"),
        said,
    )
    return TableLine(cells, state="group" if area else None)


declare(
    Panel(
        name="definitions_table",
        title=TITLE,
        question=Text("这些数从哪里来，怎么算？", "Where do these numbers come from, and what do they mean?"),
        metrics=METRICS,
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP, Surface.REPORT),
    )
)
