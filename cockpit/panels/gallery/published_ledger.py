"""Every published figure beside the cockpit's own number: all of them, equal or not, whatever the day."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.tables.trust import FigureVerdict
from cockpit.marks import datatable
from cockpit.marks.datatable import TableColumn, TableLine, scrolled
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty, of_the_city
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, table
from cockpit.panels.value import Cell, Figure, Record, ValueColumn, ValueKind, words
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("公布数对照", "Published figures")
SAID, AS_OF = ValueColumn(Text("公布的说法", "As published")), ValueColumn(Text("日期", "Day"))
PRINTED, COCKPIT = ValueColumn(Text("公布数", "Published")), ValueColumn(Text("驾驶舱", "Cockpit"))
VERDICT = ValueColumn(Text("结论", "Verdict"))
VERDICTS = {
    FigureVerdict.EQUAL: Text("相等", "equal"),
    FigureVerdict.AGREES: Text("相符", "agrees"),
    FigureVerdict.DIFFERS: Text("不一致", "differs"),
    FigureVerdict.MISSING: Text("无对应数", "no number here"),
    FigureVerdict.TEXT: Text("文字", "a text"),
    FigureVerdict.QUOTED: Text("照录", "quoted"),
    FigureVerdict.OTHER_DAY: Text("不是同一天", "another day"),
}
ALONE = Text(
    "公布数只对全市，当前有筛选，不作对照。",
    "Published figures hold for the whole city alone; under a filter nothing is compared.",
)
SIGNS: dict[str, str] = {FigureVerdict.DIFFERS: "warn", FigureVerdict.MISSING: "info"}


def data(board: Board) -> Content:
    """Every figure in the order of the register; under a filter none is compared, and none stands here."""
    rows = () if board.scope.filters else board.rows("published")
    columns = (
        Stated(AS_OF, {row.code: _day(row) for row in rows}),
        Stated(PRINTED, {row.code: _printed(row) for row in rows}),
        Stated(COCKPIT, {row.code: _own(row) for row in rows}),
        Stated(VERDICT, {row.code: _verdict(row) for row in rows}),
    )
    return content(board, TITLE, table(TITLE, columns, rows, of="published", kind=ValueKind.LEDGER, name=SAID))


def _day(row: Row) -> Cell:
    return date.fromisoformat(row.get("as_of")) if row.get("as_of") else None


def _printed(row: Row) -> Cell:
    given = row.numbers.get("published")
    if given is None:
        return str(row.get("text") or "") or None
    return Figure(row.get("metric") or "published", given, RowKey("published", row.code), PartKey("printed"))


def _own(row: Row) -> Cell:
    if row.get("verdict") == FigureVerdict.TEXT or not row.get("metric"):
        return None
    return Figure(row.get("metric", ""), number_of(row, "cockpit"), RowKey("published", row.code), PartKey("cockpit"))


def _verdict(row: Row) -> Text:
    verdict = row.get("verdict", "")
    return VERDICTS.get(verdict, Text(verdict, verdict))


def draw(shown: Content, view: View) -> Element:
    if shown.scope.filters:
        return card(view, TITLE, of_the_city(view, ALONE))
    value = shown.values[0]
    if not value.records:
        return card(view, TITLE, empty(shown, view))
    columns = (
        TableColumn(view.tell(SAID.title)),
        TableColumn(view.tell(AS_OF.title)),
        TableColumn(view.tell(PRINTED.title), "number"),
        TableColumn(view.tell(COCKPIT.title), "number"),
        TableColumn(view.tell(VERDICT.title), "state"),
    )
    body = datatable.table(view.tell(TITLE), columns, [_line(record, view) for record in value.records])
    return card(view, TITLE, scrolled(body, view.tell(TITLE)), meta=_meta(shown.rows("published"), view))


def _meta(rows: tuple[Row, ...], view: View) -> str:
    """How many of them, and how many of each verdict."""
    counted = {name: sum(row.get("verdict") == name for row in rows) for name in VERDICTS}
    parts = [f"{view.tell(VERDICTS[name])} {count}" for name, count in counted.items() if count]
    return view.say(f"{len(rows)}项：", f"{len(rows)}: ") + view.say("，", ", ").join(parts)


def _line(record: Record, view: View) -> TableLine:
    row = record.row
    verdict = row.get("verdict", "") if row else ""
    _, as_of, printed, own, said = record.cells
    sign = el("i", class_="signal", data_s=SIGNS[verdict], aria_hidden="true") if verdict in SIGNS else None
    state = "highlighted" if verdict == FigureVerdict.DIFFERS else None
    unit = printed.number.unit if isinstance(printed, Figure) else None
    cells: tuple[Given, ...] = (
        [row.name[view.language] if row else None, counted(unit, view) if unit else None],
        el("span", as_of.isoformat() if isinstance(as_of, date) else DASH, class_="number"),
        _number(printed, view) or el("span", words(printed, view.language) or DASH, class_="note"),
        _number(own, view) or DASH,
        el("span", sign, words(said, view.language), class_="warned" if state else None),
    )
    return TableLine(cells, state=state)


def _number(given: Cell, view: View) -> Element | None:
    if not isinstance(given, Figure):
        return None
    return number(given.metric, given.number, view.language, member=given.member, part=given.part)


declare(
    Panel(
        name="published_ledger",
        title=TITLE,
        question=Text("公布过的每一个数，驾驶舱里是多少？", "What does the cockpit say for every published figure?"),
        metrics=(),
        data=data,
        draw=draw,
        tables=("published",),
        surfaces=(Surface.DESKTOP,),
    )
)
