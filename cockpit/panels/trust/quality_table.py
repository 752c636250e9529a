"""Quality by unit, in four dimensions, the worst first: whose data is incomplete, wrong, late or at odds."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.board.trust.trust_page import Trusted
from cockpit.board.trust.unit_quality import CONSISTENT, RULES, Quality
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine, scrolled
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link
from cockpit.panels.supplement import member
from cockpit.panels.tabulation import column
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message

TITLE, TABLE = Text("数据质量", "Data quality"), "quality"
UNIT = ValueColumn(Text("单位", "Unit"))
HEADS = {
    "volumes.stored_share": Text("完整性：入库率", "Complete: stored"),
    "sharing.failure_share": Text("准确性：失败率", "Accurate: failed"),
    "opening.updated_share": Text("时效性：按时更新", "Timely: updated"),
}
CHECKED = ValueColumn(Text("一致性：登记与日报", "Consistent: register and reports"))
AGREES = Text("一致", "agrees")
WRONG = {"volumes.stored_share": 1 - 1e-9, "opening.updated_share": 0.95}
FAILS = 0.02
"""Beyond these a cell is an exception: not all stored, not updated as agreed, more failures than were agreed."""


def data(board: Board, trusted: Trusted) -> Content:
    ordered = sorted(trusted.quality, key=lambda one: -_badness(one))
    columns = (UNIT, *(column(board, metric, title) for metric, title in HEADS.items()), CHECKED)
    note = message("count.exceptions_first", n=len(ordered))
    records = tuple(_record(one, trusted) for one in ordered)
    return content(board, TITLE, Value(ValueKind.TABLE, TITLE, columns, records, table=TABLE, note=note))


def _record(one: Quality, trusted: Trusted) -> Record:
    """The row knows the number that is at odds with its register, if one is."""
    name = trusted.unit(one.unit)
    apart = [check for check in one.checks if not check.agrees]
    row = member(one.unit, name, apart=apart[0].metric if apart else None)
    return Record((name, *(_cell(one, metric) for metric in HEADS), _checked(one)), row)


def _cell(one: Quality, metric: str) -> Figure | None:
    given = one.numbers.get(metric)
    return None if given is None or given.value is None else Figure(metric, given, RowKey(TABLE, one.unit))


def _checked(one: Quality) -> Text:
    apart = [check for check in one.checks if not check.agrees]
    if not apart:
        return AGREES if one.checks else Text(DASH, DASH)
    said = [(check.what, f"{check.registered}≠{check.reported}") for check in apart]
    return Text(
        "，".join(f"{what.zh} {how}" for what, how in said), ", ".join(f"{what.en} {how}" for what, how in said)
    )


def _wrong(metric: str, given: Number | None) -> bool:
    if given is None or given.value is None:
        return False
    return given.value > FAILS if metric == "sharing.failure_share" else given.value < WRONG[metric]


def _badness(one: Quality) -> int:
    wrong = sum(_wrong(metric, one.numbers.get(metric)) for metric in HEADS)
    return wrong + sum(not check.agrees for check in one.checks)


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    kinds = ("text", *("number" for _ in HEADS), "state")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    told = datatable.table(view.tell(TITLE), columns, lines, class_="qualities")
    rules = view.say("；", "; ").join(view.tell(text) for text in (*RULES.values(), CONSISTENT))
    note = el("p", f"{rules}{view.say('。', '.')}", class_="figure-note")
    meta = view.tell(value.note) if value.note else None
    return card(view, TITLE, scrolled(told, view.tell(TITLE)), note, meta=meta)


def _line(record: Record, row: Row, view: View) -> TableLine:
    name, *numbers, checked = record.cells
    unit = link(words(name, view.language), here(view, "/desk", unit=row.code))
    return TableLine((unit, *(_number(one, row, view) for one in numbers), _consistent(checked, row, view)))


def _number(one: Cell, row: Row, view: View) -> Element:
    """A number that leads to its rows."""
    if not isinstance(one, Figure):
        return el("span", DASH, class_="text-3")
    given = one.number
    wrong = _wrong(one.metric, given) and not given.demo
    classes = " ".join(name for name, so in (("warned", wrong), ("dashed", given.demo)) if so)
    shown = number(one.metric, given, view.language, member=one.member, class_=classes or None)
    return el("a", shown, href=here(view, metric=one.metric, rows="open", unit=row.code), class_="door", data_link=True)


def _consistent(checked: Cell, row: Row, view: View) -> Given:
    said, metric = words(checked, view.language), row.get("apart")
    if metric is None:
        return el("span", DASH, class_="text-3") if said == DASH else said
    sign = el("i", class_="signal", data_s="warn", aria_hidden="true")
    return [sign, el("a", said, href=here(view, metric=metric, rows="open", unit=row.code), class_="warned door",
                     data_link=True)]  # fmt: skip
