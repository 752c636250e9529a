"""The scenarios one by one, each with its state: their volumes mean different things and are never added up."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import badge, freshness
from cockpit.marks.axis import Scale, scale
from cockpit.marks.bars import bar
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.names import short
from cockpit.marks.stage import ORDER, bar_role, stage
from cockpit.panels import difference
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, cell, titled
from cockpit.panels.gap import empty
from cockpit.panels.link import here, link
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.strip import period
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("应用场景", "Scenarios")
VOLUME, ITEMS, DEPARTMENTS, RECORDS = (
    "sharing.scenario_volume",
    "sharing.scenario_items",
    "sharing.scenario_departments",
    "sharing.records",
)


def draw(board: Board, view: View) -> Element:
    rows = sorted(board.rows("scenarios"), key=_order)
    if not rows:
        return card(view, TITLE, empty(board, view))
    published = scale([number_of(row, VOLUME).value for row in rows], "record", view.language)
    moved = scale([number_of(row, RECORDS).value for row in rows], "record", view.language)
    recent = period(board, view)
    meta = view.say(
        f"公布量，{published.label}；状态不同，不相加", f"published, {published.label}; states differ, not added up"
    )
    columns = (
        Column(view.say("状态", "State")),
        Column(view.say("场景", "Scenario")),
        Column(view.say("提供方", "Providers")),
        Column(view.say("数据项", "Items"), "number"),
        Column(view.say("公布量", "Published"), "bar", quiet=True),
        Column(titled(view.say("公布量", "Published"), published, view), "number"),
        Column(titled(recent, moved, view), "number"),
        Column(view.say("时效", "As of")),
    )
    told = [one for row in rows if (one := number_of(row, RECORDS)).value is not None]
    whole = Text("为演示", "demo") if all(one.demo for one in told) else Text("部分为演示", "partly demo")
    marked = view.say(f"{recent}{whole.zh}", f"{recent}: {whole.en}")
    mark = el("span", marked, class_="demo") if any(one.demo for one in told) else None
    lines = [_line(row, board, view, published=published) for row in rows]
    body = table(view.tell(TITLE), columns, lines, class_="scenarios")
    return card(view, TITLE, body, _supply(board, view), meta=meta, end=mark)


def _order(row: Row) -> tuple[int, float]:
    state = row.get("state", "")
    return (ORDER.index(state) if state in ORDER else len(ORDER), -(number_of(row, VOLUME).value or 0))


def _line(row: Row, board: Board, view: View, *, published: Scale) -> Line:
    chosen = board.scope.scenario == row.code
    name = link(short(row, view.language, most=24), here(view, scenario=None if chosen else row.code))
    role = "hi" if chosen else bar_role(row.get("state", ""))
    recent = scale([number_of(one, RECORDS).value for one in board.rows("scenarios")], "record", view.language)
    most = largest(board.rows("scenarios"), VOLUME)
    volume = number_of(row, VOLUME)
    # What the chosen scenario leaves out is not unpublished: it is only not asked for.
    asked = chosen or not board.scope.scenario
    return Line(
        (
            stage(row.get("state", ""), view.language),
            [name, _user(row, view)],
            _providers(board, row, view) if asked else DASH,
            _cell(board, view, row, metric=ITEMS) if asked else DASH,
            bar(proportion(row, VOLUME, most), role),
            el("b", _cell(board, view, row, metric=VOLUME, scale=published)) if asked else DASH,
            cell(view, "scenarios", row, metric=RECORDS, scale=recent) if asked else DASH,
            badge.demo(view.language, short=True) if volume.demo else _fresh(board, row, view),
        ),
        state="sel" if chosen else None,
        heading=1,
    )


def _fresh(board: Board, row: Row, view: View) -> Given:
    return freshness.dot(freshness.of(number_of(row, VOLUME), board.source_of(VOLUME), board.stale), view.language)


def _user(row: Row, view: View) -> Given:
    """Whom it is for, where its name does not say so; English has no room for it."""
    if view.language == "en":
        return None
    consumer = row.get("consumer")
    said = Text.from_json(consumer)[view.language] if consumer else ""
    return el("small", said.removeprefix("市"), class_="n") if said and said != view.tell(row.short) else None


def _providers(board: Board, row: Row, view: View) -> Given:
    if number_of(row, DEPARTMENTS).value is not None:
        count = cell(view, "scenarios", row, metric=DEPARTMENTS)
        return [count, view.say("个部门", " departments")]
    note = row.get("note")
    if note:
        return Text.from_json(note)[view.language]
    return _cell(board, view, row, metric=DEPARTMENTS)


def _cell(board: Board, view: View, row: Row, *, metric: str, scale: Scale | None = None) -> Given:
    """What was published for the whole city is not unpublished because somebody asked for a part of it."""
    if number_of(row, metric).value is None and board.scope.filters:
        return DASH
    return cell(view, "scenarios", row, metric=metric, scale=scale)


def _supply(board: Board, view: View) -> Element | None:
    """The supply side as a ledger line: parts, what they add up to, what was published, what is between."""
    one = board.reconciliation("sharing.resources")
    parts = [
        el("span", f"{view.tell(row.short)} ", el("b", cell(view, "resources", row, metric="sharing.mounted")))
        for row in board.rows("resources")
    ]
    if not parts:
        return None
    closing: list[Given] = []
    if one is not None:
        closing = [
            el("span", view.say("分项合计 ", "parts "), el("b", difference.written(one, "total", view))),
            el("span", view.say("公布总数 ", "published "), el("b", difference.written(one, "whole", view))),
        ]
        if one.verdict == "differs":
            sign = el("i", class_="sig", data_s="warn", aria_hidden="true")
            apart = difference.written(one, "difference", view)
            closing.append(el("span", sign, view.say("差 ", "apart "), el("b", apart), class_="is-warn"))
    return el("p", el("span", view.say("供给侧", "Supply")), [*parts], closing, class_="led")


SCENARIO_TABLE = declare(
    Panel(
        name="scenario_table",
        title=TITLE,
        question=Text("哪些场景已用上数据，哪些还在对接？", "Which scenarios are served, which still wait?"),
        metrics=(VOLUME, ITEMS, DEPARTMENTS, RECORDS, "sharing.resources", "sharing.mounted"),
        draw=draw,
        tables=("scenarios", "resources"),
        surfaces=("desktop",),
    )
)
