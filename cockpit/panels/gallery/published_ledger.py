"""Every published figure beside the cockpit's own number: all of them, equal or not, whatever the day."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks.datatable import Column, Line, scrolled, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.gap import empty, of_the_city
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("公布数对照", "Published figures")
VERDICTS = {
    "equal": Text("相等", "equal"),
    "agrees": Text("相符", "agrees"),
    "differs": Text("不一致", "differs"),
    "missing": Text("无对应数", "no number here"),
    "text": Text("文字", "a text"),
    "quoted": Text("照录", "quoted"),
    "other_day": Text("不是同一天", "another day"),
}
ALONE = Text(
    "公布数只对全市，当前有筛选，不作对照。",
    "Published figures hold for the whole city alone; under a filter nothing is compared.",
)
SIGNS = {"differs": "warn", "missing": "info"}


def draw(board: Board, view: View) -> Element:
    rows = board.rows("published")
    if not rows:
        return card(view, TITLE, empty(board, view))
    if board.scope.filters:
        return card(view, TITLE, of_the_city(view, ALONE))
    columns = (
        Column(view.say("公布的说法", "As published")),
        Column(view.say("日期", "Day")),
        Column(view.say("公布数", "Published"), "number"),
        Column(view.say("驾驶舱", "Cockpit"), "number"),
        Column(view.say("结论", "Verdict"), "state"),
    )
    body = table(view.tell(TITLE), columns, [_line(row, view) for row in rows])
    return card(view, TITLE, scrolled(body, view.tell(TITLE)), meta=_meta(rows, view))


def _meta(rows: tuple[Row, ...], view: View) -> str:
    """How many of them, and how many of each verdict."""
    counted = {name: sum(row.get("verdict") == name for row in rows) for name in VERDICTS}
    parts = [f"{view.tell(VERDICTS[name])} {count}" for name, count in counted.items() if count]
    return view.say(f"{len(rows)}项：", f"{len(rows)}: ") + view.say("，", ", ").join(parts)


def _line(row: Row, view: View) -> Line:
    verdict = row.get("verdict", "")
    said = view.tell(VERDICTS.get(verdict, Text(verdict, verdict)))
    sign = el("i", class_="sig", data_s=SIGNS[verdict], aria_hidden="true") if verdict in SIGNS else None
    state = "hl" if verdict == "differs" else None
    cells: tuple[Given, ...] = (
        [view.tell(row.name), counted(row["published"].unit, view) if "published" in row.numbers else None],
        el("span", row.get("as_of") or DASH, class_="num"),
        _published(row, view),
        _cockpit(row, view),
        el("span", sign, said, class_="w" if state else None),
    )
    return Line(cells, state=state)


def _published(row: Row, view: View) -> Given:
    given = row.numbers.get("published")
    if given is None:
        return el("span", row.get("text") or DASH, class_="note")
    return number(
        row.get("metric") or "published", given, view.language, member=f"published:{row.code}", part="printed"
    )


def _cockpit(row: Row, view: View) -> Given:
    if row.get("verdict") == "text" or not row.get("metric"):
        return DASH
    given = number_of(row, "cockpit")
    return number(row.get("metric", ""), given, view.language, member=f"published:{row.code}", part="cockpit")


PUBLISHED_LEDGER = declare(
    Panel(
        name="published_ledger",
        title=TITLE,
        question=Text("公布过的每一个数，驾驶舱里是多少？", "What does the cockpit say for every published figure?"),
        metrics=(),
        draw=draw,
        tables=("published",),
        surfaces=("desktop",),
    )
)
