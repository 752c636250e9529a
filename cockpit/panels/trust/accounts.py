"""The account of each source's last load: what was in it, and what became of every record and column."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine, scrolled
from cockpit.marks.element import Element, Given, el
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.supplement import member
from cockpit.panels.trust.unit_lists import nothing
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.store.account import Account
from cockpit.units import Text, count

TITLE = Text("来源账目", "Accounts of the sources")
NONE = Text("各来源都没有载入账目。", "No source has an account of a load.")
NOTE = Text("每条记录只有一个去向，四项相加等于源中条数", "each record once; the four add up to the source")
SOURCE = ValueColumn(Text("来源", "Source"))
COUNTED = {
    "read": ValueColumn(Text("源中", "In the source")),
    "accepted": ValueColumn(Text("接受", "Accepted")),
    "repeated": ValueColumn(Text("重复", "Repeated")),
    "refused": ValueColumn(Text("拒收", "Refused")),
    "left_out": ValueColumn(Text("未采用", "Left out")),
}
LEFT = ValueColumn(Text("未采用的内容和原因", "What was left out, and why"))
MOST = 6
"""So many reasons of one source are written out."""


def data(board: Board, trusted: Trusted) -> Content:
    """Accepted, repeated, refused and left out add up to what was in the source."""
    named = {source.code: source.name for source in board.sources}
    held = [(code, account) for code, account in trusted.accounts.items() if code in named]
    records = tuple(_record(code, account, name=named[code]) for code, account in held)
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, (SOURCE, *COUNTED.values(), LEFT), records, note=NOTE))


def _record(code: str, account: Account, *, name: Text) -> Record:
    left = _left(account)
    said = Text("；".join(one.zh for one in left), "; ".join(one.en for one in left)) if left else Text(DASH, DASH)
    return Record((name, *(getattr(account, one) for one in COUNTED), said), member(code, name, left=left))


def _left(account: Account) -> tuple[Text, ...]:
    said = [Text(one.told("zh"), one.told("en")) for one in account.left[:MOST]]
    more = len(account.left) - MOST
    return (*said, *([Text(f"另有{more}项", f"{more} more")] if more > 0 else ()))


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    if not value.records:
        return card(view, TITLE, nothing(NONE, view))
    kinds = ("text", *("number" for _ in COUNTED), "words")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    told = datatable.table(view.tell(TITLE), columns, lines)
    return card(view, TITLE, scrolled(told, view.tell(TITLE)), meta=view.tell(NOTE))


def _line(record: Record, row: Row, view: View) -> TableLine:
    name, *counted, _ = record.cells
    cells = [_counted(which, cell, row, view) for which, cell in zip(COUNTED, counted, strict=True)]
    left: list[Given] = [el("small", view.tell(one), class_="gloss") for one in row.get("left")]
    return TableLine((words(name, view.language), *cells, left or DASH))


def _counted(which: str, cell: Cell, row: Row, view: View) -> Element:
    """Refused rows can be looked at."""
    said = count(cell) if isinstance(cell, int) else DASH
    leads = which == "refused" and bool(cell)
    return link(said, here(view, refused=row.code)) if leads else el("span", said, class_="number")
