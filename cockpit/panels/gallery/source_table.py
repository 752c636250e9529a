"""Every source: when it was last heard of, against what was agreed."""

from __future__ import annotations

from cockpit.board.board import Board, Row, Source
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.freshness_dot import UNANNOUNCED, overdue
from cockpit.metrics.freshness import STATE_NAMES, WORST_FIRST, SourceState
from cockpit.panels.cadence import every, moment
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, figures, table
from cockpit.panels.value import ValueColumn, words
from cockpit.panels.view import Surface, View
from cockpit.units import Text

TITLE = Text("数据来源", "Sources")
NAME, STATE = ValueColumn(Text("来源", "Source")), ValueColumn(Text("时效", "State"))
OWNER, AGREED = ValueColumn(Text("责任单位", "Owner")), ValueColumn(Text("约定频率", "Agreed"))
NEWEST = ValueColumn(Text("最新数据", "Newest data"))
COUNTED = ("trust.sources_current", "trust.sources", "trust.sources_unknown")


def data(board: Board) -> Content:
    ordered = sorted(board.sources, key=lambda one: WORST_FIRST.index(one.state))
    rows = [_row(one) for one in ordered]
    columns = (
        Stated(OWNER, {one.code: one.owner for one in ordered}),
        Stated(AGREED, {one.code: every(one.cadence_hours, working=one.on_working_days) for one in ordered}),
        Stated(NEWEST, {one.code: moment(one.newest_at) for one in ordered}),
        Stated(STATE, {row.code: _whole(row) for row in rows}),
    )
    sources = table(TITLE, columns, rows, of="sources", name=NAME)
    return content(board, TITLE, sources, figures(board, *COUNTED))


def _row(one: Source) -> Row:
    late = one.state == SourceState.LATE
    said = overdue(one.overdue_hours, working=one.on_working_days) if late else STATE_NAMES[one.state]
    return Row(one.code, one.name, one.name, attributes={"state": one.state, "said": said, "why": _why(one)})


def _why(one: Source) -> Text | None:
    """What failed; or when it was read without anything new in it; or which days off decide and are not announced."""
    if one.unannounced:
        return UNANNOUNCED
    if one.failure or one.state != SourceState.STOPPED or one.read_at is None:
        return one.failure
    return Text(f"最近读取 {moment(one.read_at)}", f"last read {moment(one.read_at)}")


def _whole(row: Row) -> Text:
    """The state, and behind it why."""
    said: Text = row.get("said")
    why: Text | None = row.get("why")
    return Text(f"{said.zh} {why.zh}", f"{said.en} {why.en}") if why else said


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("sources")
    if not rows:
        return card(view, TITLE, empty(shown, view))
    columns = [datatable.TableColumn(view.tell(one.title)) for one in (NAME, OWNER, AGREED, NEWEST)]
    columns.append(datatable.TableColumn(view.tell(STATE.title), "state"))
    lines = [_line(shown, row, view) for row in rows]
    current = number("trust.sources_current", shown["trust.sources_current"], view.language)
    whole = number("trust.sources", shown["trust.sources"], view.language)
    meta: list[Given] = [current, "/", whole, view.say(" 按时", " on time"), *_unknown(shown, view)]
    return card(view, TITLE, datatable.table(view.tell(TITLE), columns, lines, class_="sources"), meta=meta)


def _unknown(shown: Content, view: View) -> list[Given]:
    """How many are counted in neither way, where there are any."""
    given = shown["trust.sources_unknown"]
    if not given.value:
        return []
    return [
        view.say("，", ", "),
        number("trust.sources_unknown", given, view.language),
        view.say(" 未知", " not known"),
    ]


def _line(shown: Content, row: Row, view: View) -> TableLine:
    owner, agreed, newest = (
        words(shown.stated("sources", column).get(row.code), view.language) for column in (OWNER, AGREED, NEWEST)
    )
    why = el("small", view.tell(row.get("why")), class_="gloss") if row.get("why") else None
    state = None if row.get("state") == SourceState.CURRENT else row.get("state")
    return TableLine(
        (
            link(view.tell(row.name), here(view, metric="trust.sources", rows="open")),
            owner,
            agreed,
            el("span", newest, class_="number"),
            [el("span", view.tell(row.get("said")), class_="fresh", data_f=state), why],
        ),
        state="dim" if state == SourceState.NOT_CONNECTED else None,
    )


declare(
    Panel(
        name="source_table",
        title=TITLE,
        question=Text("哪些来源按时更新，哪些断了？", "Which sources are on time, which are silent?"),
        metrics=COUNTED,
        data=data,
        draw=draw,
        surfaces=(Surface.DESKTOP,),
    )
)
