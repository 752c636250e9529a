"""Sharing that was agreed and does not happen: not delivered yet, or said to be and without an exchange."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import cell, number, word
from cockpit.metrics.row_columns import WORDS
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.tabulation import column
from cockpit.panels.trust.unit_lists import nothing
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

METRIC, TABLE = "sharing.records", "scenarios"
TITLE = Text("约定未落实的共享", "Agreed sharing that has not taken place")
ALL = Text("约定的共享均已发生。", "All agreed sharing happens.")
COLUMNS = (
    ValueColumn(Text("场景", "Scenario")),
    ValueColumn(Text("使用方", "Consumer")),
    ValueColumn(Text("状态", "State")),
)
EXCHANGED = Text("期内交换", "Exchanged")
NOBODY = Text(DASH, DASH)


def data(board: Board) -> Content:
    waiting = [
        row for row in board.rows(TABLE) if row.get("state") != ScenarioState.SHARED or not cell(row, METRIC).value
    ]
    columns = (*COLUMNS, column(board, METRIC, EXCHANGED))
    value = Value(ValueKind.TABLE, TITLE, columns, tuple(_record(row) for row in waiting), table=TABLE)
    return content(board, TITLE, value)


def _record(row: Row) -> Record:
    """Here it is the point that there is no number, so the word for it stands in files too."""
    given = cell(row, METRIC, "record")
    said = Text(word(given, "zh"), word(given, "en")) if given.value is None else None
    state, consumer = WORDS.get(str(row.get("state")), NOBODY), row.get("consumer") or {}
    named = Text(str(consumer.get("zh") or DASH), str(consumer.get("en") or DASH))
    return Record((row.short, named, state, Figure(METRIC, given, RowKey(TABLE, row.code), said=said)), row)


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    if not value.records:
        return card(view, TITLE, nothing(ALL, view))
    kinds = ("text", "text", "text", "number")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    return card(view, TITLE, datatable.table(view.tell(TITLE), columns, lines))


def _line(record: Record, row: Row, view: View) -> TableLine:
    name, consumer, state, moved = record.cells
    exchanged: Given = None
    if isinstance(moved, Figure):
        class_ = "dashed" if moved.number.demo else None
        exchanged = number(moved.metric, moved.number, view.language, member=moved.member, class_=class_)
    scenario = link(words(name, view.language), here(view, "/desk/sharing", scenario=row.code))
    return TableLine((scenario, words(consumer, view.language), words(state, view.language), exchanged))
