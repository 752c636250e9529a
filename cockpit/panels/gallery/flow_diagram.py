"""Who gives to whom: departments on the left, those who use it on the right, one family of flows in the light."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks.axis import Scale, scale
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.sankey import Flow, SankeyEnd, sankey
from cockpit.marks.short_names import short
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.tabulation import Stated, column
from cockpit.panels.tabulation import table as values_table
from cockpit.panels.value import Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

METRIC = "sharing.records"
TITLE = Text("提供部门 → 使用方", "Providers → consumers")
GROUPS = ("others", "counties")
RECORDS = Text("记录", "records")
SCENARIO, MEMBERS = ValueColumn(Text("应用场景", "Scenario")), ValueColumn(Text("个数", "Count"))


def data(board: Board) -> Content:
    """The flows one by one; beside them both sides, without those who gave or took nothing."""
    columns = [column(board, METRIC, RECORDS)]
    flows = values_table(
        TITLE, columns, board.rows("flows"), of="flows", kind=ValueKind.FLOW, name=ValueColumn(Text("流向", "flow"))
    )
    takers = board.rows("consumers")
    scenarios = {row.code: Text.from_json(row.get("scenario")) for row in takers if row.get("scenario")}
    members = {row.code: row.get("members") for row in takers if row.code in GROUPS and row.get("members")}
    what = (Stated(SCENARIO, scenarios), Stated(MEMBERS, members))
    given = _side(board, "providers", Text("提供部门", "Providers"))
    return content(board, TITLE, flows, given, _side(board, "consumers", Text("使用方", "Consumers"), *what))


def _side(board: Board, of: str, title: Text, *stated: Stated) -> Value:
    rows = [row for row in board.rows(of) if number_of(row, METRIC).value]
    columns: list[ValueColumn | Stated] = [column(board, METRIC, RECORDS), *stated]
    return values_table(title, columns, rows, of=of, kind=ValueKind.FLOW, name=ValueColumn(title), hidden=True)


def draw(board: Content, view: View) -> Element:
    given, taken = board.rows("providers"), board.rows("consumers")
    if not given or not taken:
        return card(view, TITLE, empty(board, view), class_="flow")
    written = scale([number_of(row, METRIC).value for row in (*given, *taken)], "record", view.language)
    lit = _lit(board, view, [*given, *taken])
    flows = [_flow(row, view, written) for row in board.rows("flows")]
    feeding = {flow.source for flow in flows if flow.target == lit and flow.value}
    said = view.say(
        f"{period(board, view)}经平台交换，带宽＝记录数，{written.label}",
        f"over the platform, {period(board, view)}; width = records, {written.label}",
    )
    return card(
        view,
        TITLE,
        sankey(
            [_giver(row, view, written, off=row.code not in feeding) for row in given],
            [_taker(row, view, written, board) for row in taken],
            flows=flows,
            lit=lit,
            title=f"{view.tell(TITLE)}, {said}",
            theme=view.theme,
        ),
        el("div", _behind(board, view), class_="visually-hidden"),
        meta=said,
        class_="flow",
    )


def _lit(board: Content, view: View, ends: list[Row]) -> str | None:
    """What is highlighted, or the consumer of the chosen scenario; without one the largest that has a name."""
    for chosen in (view.highlight, board.scope.scenario):
        for row in ends:
            if chosen and chosen in (row.code, row.get("scenario_code")):
                return row.code
    taken = {row.code for row in board.rows("consumers")}
    named = [row for row in ends if row.code in taken and row.code not in GROUPS]
    return max(named, key=lambda row: number_of(row, METRIC).value or 0).code if named else None


def _flow(row: Row, view: View, written: Scale) -> Flow:
    value = number_of(row, METRIC).value or 0
    said = f"{view.tell(row.short)} {written.write(value)}{written.label}"
    opens = here(view, metric=METRIC, member=RowKey("flows", row.code))
    return Flow(row.get("provider", ""), row.get("consumer", ""), value, said, opens)


def _end(row: Row, written: Scale, view: View, label: Given) -> SankeyEnd:
    value = number_of(row, METRIC).value or 0
    return SankeyEnd(row.code, f"{view.tell(row.name)} {written.write(value)}{written.label}", value, label)


def _giver(row: Row, view: View, written: Scale, *, off: bool) -> SankeyEnd:
    name = el(
        "span", short(row, view.language, most=15), class_="name off" if off else "name", title=view.tell(row.name)
    )
    value = cell(view, "providers", row, metric=METRIC, scale=written, dashed=False)
    return _end(row, written, view, [name, el("span", value, class_="value")])


def _taker(row: Row, view: View, written: Scale, board: Content) -> SankeyEnd:
    scenario = board.stated("consumers", SCENARIO).get(row.code)
    members = board.stated("consumers", MEMBERS).get(row.code)
    if view.language == "en" or not isinstance(scenario, Text) or view.tell(scenario) == view.tell(row.short):
        scenario = None
    small = view.tell(scenario) if scenario else view.say(f"{members}个", str(members)) if members else None
    name = el("span", short(row, view.language, most=22), class_="name", title=view.tell(row.name))
    value = cell(view, "consumers", row, metric=METRIC, scale=written, dashed=False)
    scaled = el("small", written.word) if view.language == "zh" else None
    return _end(
        row, written, view, [name, el("small", small) if small else None, el("span", value, scaled, class_="value")]
    )


def _behind(board: Content, view: View) -> Element:
    """The same flows as a table, for those who cannot see the ribbons."""
    columns = (
        TableColumn(view.say("流向", "flow")),
        TableColumn(view.tell(RECORDS), "number"),
    )
    lines = [
        TableLine((view.tell(row.name), cell(view, "flows", row, metric=METRIC, dashed=False)))
        for row in board.rows("flows")
    ]
    return table(view.tell(TITLE), columns, lines)


declare(
    Panel(
        name="flow_diagram",
        title=TITLE,
        question=Text("谁把数据给了谁？", "Who gives data to whom?"),
        metrics=(METRIC,),
        data=data,
        draw=draw,
        tables=("providers", "consumers", "flows"),
        surfaces=(Surface.DESKTOP,),
    )
)
