"""What is catalogued and not stored, by library and unit."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.supplement import member
from cockpit.panels.trust import unit_lists
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "volumes.items_missing"
TITLE = Text("编目未入库", "Catalogued, not stored")
COLUMNS = (
    ValueColumn(Text("基础库", "Library")),
    ValueColumn(Text("责任单位", "Unit")),
    ValueColumn(Text("项", "Items")),
)


def data(board: Board, trusted: Trusted) -> Content:
    records = []
    for gap in trusted.gaps:
        library = unit_lists.named(trusted, "library", gap.library)
        row = member(gap.unit, trusted.unit(gap.unit), library=gap.library)
        records.append(Record((library, row.short, gap.items), row))
    total = sum(gap.items for gap in trusted.gaps)
    note = Text(f"共{total}项，仅计入库数已知的库", f"{total} in all, where stored is known")
    return content(board, TITLE, Value(ValueKind.RANKING, TITLE, COLUMNS, tuple(records), note=note))


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    kinds = ("text", "text", "number")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    meta = view.tell(value.note) if value.note else None
    return card(view, TITLE, unit_lists.boxed(TITLE, columns, lines, view), meta=meta)


def _line(record: Record, row: Row, view: View) -> TableLine:
    library, unit, items = record.cells
    counted = unit_lists.rows(items, view, METRIC, library=row.get("library"), unit=row.code)
    return TableLine((words(library, view.language), unit_lists.unit(row.code, unit, view), counted))
