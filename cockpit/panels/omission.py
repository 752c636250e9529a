"""Libraries that no total of stored items counts, because nobody has said how many of theirs are stored."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, Row
from cockpit.board.items import CATALOGUED, MISSING, STORED, Items, comparable, left_out
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number, written
from cockpit.marks.short_names import short
from cockpit.metrics.number import Number
from cockpit.panels.content import Known
from cockpit.panels.tabulation import column, labelled, table
from cockpit.panels.value import Figure, Value
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import Counted, message

TITLE = Text("未计入合计的数据项", "Items that no total counts")


def items(board: Board, of: str, rows: Sequence[Row] | None = None) -> list[Value]:
    """The items of a table's rows, those that are comparable and those that are left out, as values beside a table."""
    shown = board.rows(of) if rows is None else rows
    columns = [column(board, metric) for metric in (CATALOGUED, STORED, MISSING)]
    parts = [
        (row.name, Figure(CATALOGUED, one.number, RowKey(of, row.code), one.part))
        for row in shown
        for one in (comparable(row.numbers), left_out(row))
        if one is not None and one.part
    ]
    return [table(TITLE, columns, shown, of=of, hidden=True), labelled(parts, title=TITLE)]


def omission(board: Known, view: View) -> list[Element | str]:
    """公共信用库101项未计, one after the other; empty where every stored count is known."""
    said: list[Element | str] = []
    for row, items in _left_out(board):
        things = " item not counted" if items.number.value == 1 else " items not counted"
        named = f"{view.say('、', '; ') if said else ''}{view.tell(row.short)}{view.say('', ': ')}"
        said += [named, _counted(row, items, view), view.say("项未计", things)]
    return said


def left_out_of(board: Known) -> Text:
    """The same as text; empty where every stored count is known."""
    found = [(row.short, items.number) for row, items in _left_out(board)]
    said = [message("count.not_counted", name=name, n=_items(items)) for name, items in found]
    return Text("、".join(one.zh for one in said), "; ".join(one.en for one in said))


def _items(items: Number) -> Counted:
    return Counted(Text(written(items, "zh"), written(items, "en")), items.value or 0)


def ends(board: Known, view: View, *, most: int) -> tuple[list[Given], list[Given]] | None:
    """The same for a line with two ends: a name in `most` letters and what is not counted, or of several the sum."""
    found = _left_out(board)
    if not found:
        return None
    row, items = found[0]
    if len(found) == 1:
        shown: Given = _counted(row, items, view)
        name = short(row, view.language, most=most)
    else:
        shown = str(sum(int(one.number.value or 0) for _, one in found))
        name = view.tell(message("count.libraries", n=len(found)))
    return [name], [shown, view.say("项未计", " left out")]


def _left_out(board: Known) -> list[tuple[Row, Items]]:
    return [(row, items) for row in board.rows("libraries") if (items := left_out(row)) is not None]


def _counted(row: Row, items: Items, view: View) -> Element:
    return number(CATALOGUED, items.number, view.language, member=RowKey("libraries", row.code), part=items.part)


def footnote(board: Known, view: View) -> Element | None:
    """The same in plain words, which make a card of invented numbers no card of real ones."""
    said = "".join(one if isinstance(one, str) else one.text for one in omission(board, view) if one)
    return (
        el("p", f"{said}{view.say('，入库数未公布。', ', stored not published.')}", class_="figure-note")
        if said
        else None
    )


def listed(row: Row, view: View, *, member: RowKey, dashed: bool = False) -> Element:
    """The catalogued items beside the stored ones: of all that are catalogued those of which it is known."""
    items = comparable(row.numbers)
    given, part = (items.number, items.part) if items else (cell(row, CATALOGUED), None)
    mark = "dashed" if dashed and given.demo else None
    return number(CATALOGUED, given, view.language, member=member, part=part, class_=mark)
