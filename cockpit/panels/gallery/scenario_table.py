"""The scenarios one by one, each with its state: their volumes mean different things and are never added up."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import badge, freshness_dot, ledger
from cockpit.marks.axis import Scale, scale
from cockpit.marks.bars import bar
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.short_names import short
from cockpit.marks.stage_square import ORDER, bar_role, said, stage
from cockpit.panels import reconciliation_line
from cockpit.panels import tabulation as made
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, cell, covered, titled
from cockpit.panels.content import Content, Known, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.tabulation import PERIODS, Stated
from cockpit.panels.value import Cell, Figure, Value, ValueColumn
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text
from cockpit.units.messages import message

TITLE = Text("应用场景", "Scenarios")
VOLUME, ITEMS, DEPARTMENTS, RECORDS = (
    "sharing.scenario_volume",
    "sharing.scenario_items",
    "sharing.scenario_departments",
    "sharing.records",
)
RESOURCES, MOUNTED = "sharing.resources", "sharing.mounted"
NAME, STATE = ValueColumn(Text("场景", "Scenario")), ValueColumn(Text("状态", "State"))
PROVIDERS, AS_OF = ValueColumn(Text("提供方", "Providers")), ValueColumn(Text("时效", "As of"))
COUNTED, PUBLISHED = Text("数据项", "Items"), Text("公布量", "Published")
SUPPLY = Text("供给侧", "Supply")


def data(board: Board) -> Content:
    one = board.reconciliation(RESOURCES)
    supply = made.table(SUPPLY, [made.column(board, MOUNTED)], board.rows("resources"), of="resources", hidden=True)
    closing = reconciliation_line.sides(one, "total", "whole", "difference") if supply.records else []
    values = (_scenarios(board), supply, made.labelled(closing, title=SUPPLY))
    return content(board, TITLE, *values, reconciliations=[RESOURCES])


def _scenarios(board: Board) -> Value:
    rows = sorted(board.rows("scenarios"), key=_order)
    columns = (
        Stated(STATE, {row.code: said(row.get("state", "")) for row in rows}),
        Stated(PROVIDERS, {row.code: _provided(row) for row in rows}),
        made.column(board, ITEMS, COUNTED),
        made.column(board, VOLUME, PUBLISHED),
        made.column(board, RECORDS, PERIODS[board.scope.period]),
        Stated(AS_OF, {row.code: _dated(board, row) for row in rows}),
    )
    value = made.table(TITLE, columns, rows, of="scenarios", name=NAME)
    value = made.renamed(value, {row.code: Text(f"{row.short.zh} {_user(row)}".rstrip(), row.short.en) for row in rows})
    return made.named_at(made.emptied(value, lambda row, column: _unsaid(board, row, column)), 1)


def _order(row: Row) -> tuple[int, float]:
    state = row.get("state", "")
    return (ORDER.index(state) if state in ORDER else len(ORDER), -(number_of(row, VOLUME).value or 0))


def _provided(row: Row) -> Cell:
    """By how many departments; where that is not known, by whom, in words. Of a demand nobody provides anything yet."""
    given, note = number_of(row, DEPARTMENTS), row.get("note")
    if note and given.value is None and row.get("state") != ScenarioState.REQUESTED:
        return Text.from_json(note)
    said = None if given.value is None else message("count.departments", n=int(given.value))
    return Figure(DEPARTMENTS, given, RowKey("scenarios", row.code), said=said)


def _dated(board: Board, row: Row) -> Text | None:
    words = badge.SHORT if number_of(row, VOLUME).demo else _freshness(board, row).words
    return words if words.zh else None


def _freshness(board: Known, row: Row) -> freshness_dot.FreshnessMark:
    return freshness_dot.of(number_of(row, VOLUME), board.source_of(VOLUME), board.stale)


def _unsaid(board: Board, row: Row, column: ValueColumn) -> bool:
    """What the chosen scenario leaves out is not unpublished: it is only not asked for. And what was published for the
    whole city is not unpublished because somebody asked for a part of it."""
    if not _asked(board, row):
        return column not in (STATE, AS_OF, NAME)
    if column == PROVIDERS:
        known = isinstance(_provided(row), Text) or number_of(row, DEPARTMENTS).value is not None
    else:
        known = column.metric not in (ITEMS, VOLUME) or number_of(row, column.metric).value is not None
    return not known and bool(board.scope.filters)


def _asked(board: Known, row: Row) -> bool:
    return board.scope.scenario in (None, row.code)


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("scenarios")
    if not rows:
        return card(view, TITLE, empty(shown, view))
    published = scale([number_of(row, VOLUME).value for row in rows], "record", view.language)
    moved = scale([number_of(row, RECORDS).value for row in rows], "record", view.language)
    recent = view.tell(PERIODS[shown.scope.period])
    meta = view.say(
        f"公布量，{published.label}；状态不同，不相加", f"published, {published.label}; states differ, not added up"
    )
    columns = (
        TableColumn(view.tell(STATE.title)),
        TableColumn(view.tell(NAME.title)),
        TableColumn(view.tell(PROVIDERS.title)),
        TableColumn(view.tell(COUNTED), "number"),
        TableColumn(view.tell(PUBLISHED), "bar", quiet=True),
        TableColumn(titled(view.tell(PUBLISHED), published, view), "number"),
        TableColumn(covered(titled(recent, moved, view), (number_of(row, RECORDS) for row in rows), view), "number"),
        TableColumn(view.tell(AS_OF.title)),
    )
    told = [one for row in rows if (one := number_of(row, RECORDS)).value is not None]
    whole = Text("为演示", "demo") if all(one.demo for one in told) else Text("部分为演示", "partly demo")
    marked = view.say(f"{recent}{whole.zh}", f"{recent}: {whole.en}")
    mark = el("span", marked, class_="demo") if any(one.demo for one in told) else None
    most = largest(rows, VOLUME)
    lines = [
        _line(record.row, record.cells, shown, view, published=published, moved=moved, most=most)
        for record in shown.values[0].records
        if record.row is not None
    ]
    body = table(view.tell(TITLE), columns, lines, class_="scenarios")
    return card(view, TITLE, body, _supply(shown, view), meta=meta, end=mark)


def _line(
    row: Row,
    cells: tuple[Cell, ...],
    shown: Content,
    view: View,
    *,
    published: Scale,
    moved: Scale,
    most: float,
) -> TableLine:
    chosen = shown.scope.scenario == row.code
    name = link(short(row, view.language, most=24), here(view, scenario=None if chosen else row.code))
    role = "hi" if chosen else bar_role(row.get("state", ""))
    _, _, providers, items, volume, records, _ = cells
    told = DASH if volume is None else cell(view, "scenarios", row, metric=VOLUME, scale=published)
    return TableLine(
        (
            stage(row.get("state", ""), view.language),
            [name, el("small", _user(row), class_="gloss") if _user(row) and view.language == "zh" else None],
            _providers(row, providers, view),
            DASH if items is None else cell(view, "scenarios", row, metric=ITEMS),
            bar(proportion(row, VOLUME, most), role),
            el("b", told) if _asked(shown, row) else DASH,
            DASH if records is None else cell(view, "scenarios", row, metric=RECORDS, scale=moved),
            _fresh(shown, row, view),
        ),
        state="selected" if chosen else None,
        heading=1,
    )


def _fresh(shown: Content, row: Row, view: View) -> Given:
    if number_of(row, VOLUME).demo:
        return badge.demo(view.language, short=True)
    return freshness_dot.dot(_freshness(shown, row), view.language)


def _user(row: Row) -> str:
    """Whom it is for, in Chinese, where its name does not say so; English has no room for it."""
    consumer = row.get("consumer")
    name = Text.from_json(consumer).zh if consumer else ""
    return "" if name == row.short.zh else name.removeprefix("市")


def _providers(row: Row, given: Cell, view: View) -> Given:
    if isinstance(given, Text):
        return view.tell(given)
    if not isinstance(given, Figure):
        return DASH
    count = cell(view, "scenarios", row, metric=DEPARTMENTS)
    return count if given.number.value is None else [count, view.say("个部门", " departments")]


def _supply(shown: Content, view: View) -> Element | None:
    """The supply side as a ledger line: parts, what they add up to, what was published, what is between."""
    one = shown.reconciliation(RESOURCES)
    parts = [
        el("span", f"{view.tell(row.short)} ", el("b", cell(view, "resources", row, metric=MOUNTED)))
        for row in shown.rows("resources")
    ]
    if not parts:
        return None
    closing: list[Given] = []
    if one is not None:
        closing = [
            el("span", view.say("分项合计 ", "parts "), el("b", reconciliation_line.written(one, "total", view))),
            el("span", view.say("公布总数 ", "published "), el("b", reconciliation_line.written(one, "whole", view))),
        ]
        if reconciliation_line.differs(one):
            sign = el("i", class_="signal", data_s="warn", aria_hidden="true")
            apart = ledger.apart(one, view.language, metric=reconciliation_line.metric_of(one))
            closing.append(el("span", sign, view.say("差 ", "apart "), el("b", apart), class_="is-warn"))
    return el("p", el("span", view.tell(SUPPLY)), [*parts], closing, class_="totals")


declare(
    Panel(
        name="scenario_table",
        title=TITLE,
        question=Text("哪些场景已用上数据，哪些还在对接？", "Which scenarios are served, which still wait?"),
        metrics=(VOLUME, ITEMS, DEPARTMENTS, RECORDS, RESOURCES, MOUNTED),
        data=data,
        draw=draw,
        tables=("scenarios", "resources"),
        surfaces=(Surface.DESKTOP,),
    )
)
