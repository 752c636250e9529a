"""Numbers that were said otherwise as tables: all of them on the page of trust, those of one number in its drawer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.subject import is_area, subject_of
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.supplement import member
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.screens.restatement_marks import Restated
from cockpit.screens.top_bar import WEEKLY, address
from cockpit.units import Text

TITLE = Text("更正", "Restatements")
RESTATED = Text("更正", "Restated")
WHAT, DAY = ValueColumn(Text("指标", "Number")), ValueColumn(Text("所属日期", "Of the day"))
WHERE, OWNER = ValueColumn(Text("何处公布", "Where published")), ValueColumn(Text("责任单位", "Owner"))
THEN, NOW = ValueColumn(Text("当时公布", "As published")), ValueColumn(Text("现为", "Restated"))
WHENCE = ValueColumn(Text("何处", "Where"))
MOST = 4


def data(board: Board, said: Iterable[Restated]) -> Content:
    """Every number that was said otherwise, with the day that it is of and who answers for it."""
    records = tuple(_record(board, one) for one in said)
    value = Value(ValueKind.LEDGER, TITLE, (WHAT, DAY, WHERE, THEN, NOW, OWNER), records)
    return content(board, TITLE, value)


def _record(board: Board, one: Restated) -> Record:
    told = board.definitions[one.metric]
    title = Text.from_json(told["title"])
    if one.name:
        title = Text(f"{title.zh}，{one.name.zh}", f"{title.en}, {one.name.en}")
    owner = Text.from_json(told["owner"]) if told.get("owner") else Text(DASH, DASH)
    row = member(one.metric, title, member=one.member, day=one.day, week=one.week)
    return Record((title, one.day, one.said, *_sides(one), owner), row)


def _sides(one: Restated) -> tuple[Figure, Figure]:
    return (
        Figure(one.metric, one.published, one.member, PartKey("sealed")),
        Figure(one.metric, one.restated, one.member, PartKey("restated")),
    )


def of_one(metric: str, member_: RowKey | None, said: Iterable[Restated]) -> Value | None:
    """In the drawer: both values side by side, the newest week first; a note says how many more there are."""
    mine = [one for one in said if one.whose == (metric, member_)]
    if not mine:
        return None
    rest = len(mine) - MOST
    note = Text(f"另有{rest}项", f"{rest} more") if rest > 0 else None
    records = tuple(
        Record((one.said, *_sides(one)), member(one.metric, one.said, week=one.week)) for one in mine[:MOST]
    )
    return Value(ValueKind.LEDGER, RESTATED, (WHENCE, THEN, NOW), records, note=note)


def draw(shown: Content, view: View) -> Element:
    """With a door to the day that a number is of."""
    value = shown.values[0]
    if not value.records:
        # Figures were published of the whole city and are held against nothing else.
        nothing = (
            Text("没有封存的周报与现在的数据不一致。", "No sealed week differs from today's data.")
            if shown.scope.filters
            else Text(
                "没有封存的周报或公布的数与现在的数据不一致。",
                "No sealed week or published figure differs from today's data.",
            )
        )
        return card(view, TITLE, empty(shown, view, nothing))
    meta = view.say("后到的数据不改动已封存的周报", "later data never alters a sealed week")
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    return card(view, TITLE, datatable.table(view.tell(TITLE), _columns(value.columns, view), lines), meta=meta)


def section(value: Value, view: View) -> Element:
    """A section of the drawer."""
    lines = [
        TableLine((_where(cells[0], row, view), cells_then, el("b", cells_now)))
        for record in value.records
        if (row := record.row) is not None
        for cells in (record.cells,)
        for cells_then, cells_now in (_numbers(cells[1:3], view),)
    ]
    told = datatable.table(view.tell(RESTATED), _columns(value.columns, view), lines, class_="twice")
    more = el("p", view.tell(value.note), class_="help") if value.note else None
    return el("section", el("h3", view.tell(RESTATED)), told, more)


def _columns(columns: Sequence[ValueColumn], view: View) -> list[datatable.TableColumn]:
    return [datatable.TableColumn(view.tell(one.title), "number" if one in (THEN, NOW) else "text") for one in columns]


def _line(record: Record, row: Row, view: View) -> TableLine:
    name, of_day, where, then, now, owner = record.cells
    page = subject_of(row.code)
    day = of_day.isoformat() if isinstance(of_day, date) else ""
    place = address(page if is_area(page) else "overview")
    there = here(view, place, as_of=day, metric=row.code, member=row.get("member"), period=None)
    before, after = _numbers((then, now), view)
    said = link(words(name, view.language), there)
    return TableLine(
        (
            said,
            el("span", day, class_="number"),
            _where(where, row, view),
            before,
            el("b", after),
            words(owner, view.language),
        )
    )


def _where(said: Cell, row: Row, view: View) -> Given:
    where = words(said, view.language)
    week = row.get("week")
    return el("a", where, href=here(view, WEEKLY, week=week, metric=None)) if week else where


def _numbers(sides: Sequence[Cell], view: View) -> tuple[Element, ...]:
    return tuple(
        number(
            one.metric,
            one.number,
            view.language,
            member=one.member,
            part=one.part,
            class_="dashed" if one.number.demo else None,
        )
        for one in sides
        if isinstance(one, Figure)
    )
