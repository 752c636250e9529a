"""What the province handed back, and what became of it."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Board
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.content import Content, content, entry
from cockpit.panels.link import here, link
from cockpit.panels.tabulation import figures, labelled
from cockpit.panels.trust.history_cards import owner
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text, count, day

METRIC = "volumes.return_records"
TITLE = Text("省级回流及去向", "Returned by the province, and what became of it")
COLUMNS = (
    ValueColumn(Text("返还日", "Handed back")),
    ValueColumn(Text("累计数据项", "Items so far")),
    ValueColumn(Text("累计记录", "Records so far")),
)
PASSED, OWNER = Text("期内经平台转供", "Passed on in the period"), Text("责任单位", "Owner")
MOST = 6


def data(board: Board, trusted: Trusted) -> Content:
    """The last days on which more was handed back; what is held now, and what was passed on in the period."""
    records = tuple(Record((one.day, one.items, one.records)) for one in trusted.returned[:MOST])
    value = Value(ValueKind.TABLE, TITLE, COLUMNS, records)
    said = labelled([(PASSED, trusted.passed_on), (OWNER, owner(board, METRIC))])
    return content(board, TITLE, value, figures(board, METRIC), said)


def draw(shown: Content, view: View) -> Element:
    first, *others = COLUMNS
    columns = (
        datatable.TableColumn(view.tell(first.title)),
        *(datatable.TableColumn(view.tell(one.title), "number") for one in others),
    )
    lines = [
        TableLine(tuple(el("span", _text(cell), class_="number") for cell in one.cells))
        for one in shown.values[0].records
    ]
    rows = link(view.say("背后的行", "Rows behind"), here(view, metric=METRIC, rows="open"))
    return card(view, TITLE, datatable.table(view.tell(TITLE), columns, lines), _became(shown, view), end=rows)


def _text(cell: Cell) -> str:
    return day(cell, short=False) if isinstance(cell, date) else count(cell) if isinstance(cell, int) else ""


def _became(shown: Content, view: View) -> Element:
    passed = entry(shown, PASSED)
    told = count(passed) if isinstance(passed, int) else ""
    return el(
        "p",
        view.say("现有 ", "Held now: "),
        number(METRIC, shown[METRIC], view.language, unit=True),
        view.say(
            f"；期内经平台转供各单位 {told} 条。" if passed else "；期内没有经平台转供各单位的记录，去向待各单位登记。",
            f"; passed on over the platform in the period: {told} records."
            if passed
            else "; none was passed on over the platform in the period; what became of it is still to be registered.",
        ),
        view.say(" 责任单位：", " Owner: "),
        words(entry(shown, OWNER), view.language),
        view.say("。", "."),
        class_="figure-note",
    )
