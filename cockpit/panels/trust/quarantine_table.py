"""How many rows of each source wait outside until somebody corrects or dismisses them."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, el
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.supplement import member
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text, count
from cockpit.units.messages import message

TITLE = Text("隔离区", "Quarantine")
COLUMNS = (ValueColumn(Text("来源", "Source")), ValueColumn(Text("责任单位", "Owner")), ValueColumn(Text("行", "Rows")))


def data(board: Board, trusted: Trusted) -> Content:
    known = {source.code: source for source in board.sources}
    records = []
    for code, rows in trusted.refused:
        source = known.get(code)
        name, answers = (source.name, source.owner) if source else (Text(code, code), Text(DASH, DASH))
        records.append(Record((name, answers, rows), member(code, name)))
    note = message("count.rows_wait", n=sum(rows for _, rows in trusted.refused))
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, COLUMNS, tuple(records), note=note))


def draw(shown: Content, view: View) -> Element:
    """From a number to the rows themselves."""
    value = shown.values[0]
    if not value.records:
        said = view.say("没有被拒绝而待处理的行。", "No refused row waits.")
        return card(view, TITLE, el("div", el("p", said, class_="why"), class_="empty"))
    kinds = ("text", "text", "number")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    help_ = view.say(
        "点开可见每一行的出处、字段、值、问题和处理办法；由管理员用 quarantine 命令更正、重试或放弃。",
        "Open one to see from where each row came, what is wrong and what to do; the administrator corrects, retries "
        "or dismisses them (quarantine).",
    )
    told = datatable.table(view.tell(TITLE), columns, [_line(one, view) for one in value.records])
    note = view.tell(value.note) if value.note else None
    return card(view, TITLE, told, el("p", help_, class_="figure-note"), meta=note)


def _line(record: Record, view: View) -> TableLine:
    name, answers, rows = record.cells
    address = here(view, refused=record.row.code if record.row else None)
    shown = el("a", count(rows) if isinstance(rows, int) else "", href=address, class_="door number", data_link=True)
    return TableLine((link(words(name, view.language), address), words(answers, view.language), shown))
