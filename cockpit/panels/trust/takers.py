"""Units that received data in the period and provided none."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.supplement import member
from cockpit.panels.trust import unit_lists
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message

METRIC = "sharing.takers_only"
TITLE, NONE = Text("只取不供", "Only take"), Text("没有这样的单位。", "There is no such unit.")
COLUMNS = (ValueColumn(Text("单位", "Unit")), ValueColumn(Text("接收次数", "Exchanges received")))


def data(board: Board, trusted: Trusted) -> Content:
    names = {code: trusted.unit(code) for code, _ in trusted.takers}
    records = tuple(Record((names[code], exchanges), member(code, names[code])) for code, exchanges in trusted.takers)
    note = message("count.gave_nothing", n=len(records))
    return content(board, TITLE, Value(ValueKind.RANKING, TITLE, COLUMNS, records, note=note))


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    if not value.records:
        return card(view, TITLE, unit_lists.nothing(NONE, view))
    first, second = (view.tell(one.title) for one in value.columns)
    columns = (datatable.TableColumn(first), datatable.TableColumn(second, "number"))
    lines = [
        TableLine((unit_lists.unit(one.row.code, one.cells[0], view), unit_lists.rows(one.cells[1], view, METRIC)))
        for one in value.records
        if one.row is not None
    ]
    meta = view.tell(value.note) if value.note else None
    return card(view, TITLE, unit_lists.boxed(TITLE, columns, lines, view), meta=meta)
