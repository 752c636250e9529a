"""The scenarios, each alone with its state and its qualifier: they are never added up."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import stage_square
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.short_names import brief, concise, short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Note, Number, unknown
from cockpit.panels.block import heading, nothing
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import Stated, column, table
from cockpit.panels.value import Cell, ValueColumn
from cockpit.panels.view import View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

MOST = 5
ROOM, MORE = 24, ", etc."
"""Letters of English beside a number, and what says that a list goes on."""
TITLE = Text("应用场景", "Scenarios")
VOLUME, ITEMS, DEPARTMENTS = "sharing.scenario_volume", "sharing.scenario_items", "sharing.scenario_departments"
STATE, PROVIDERS = ValueColumn(Text("状态", "State")), ValueColumn(Text("提供方", "Providers"))
UNSAID = Text("提供方未公布", "by: unpublished")


def data(board: Board) -> Content:
    """The first of them, who provides each counted or in words."""
    rows = board.rows("scenarios")[:MOST]
    columns = (
        Stated(
            STATE, {row.code: stage_square.said(row.get("state", ScenarioState.REQUESTED), long=True) for row in rows}
        ),
        column(board, VOLUME, Text("公布量", "Published")),
        column(board, DEPARTMENTS, Text("部门", "Departments")),
        column(board, ITEMS, Text("数据项", "Items")),
        Stated(PROVIDERS, {row.code: said for row in rows if (said := _provided(row))}),
    )
    return content(board, TITLE, table(TITLE, columns, rows, of="scenarios"))


def _provided(row: Row) -> Text | None:
    if any(cell(row, metric).value is not None for metric in (DEPARTMENTS, ITEMS)):
        return None
    note = row.get("note")
    return UNSAID if note is None else Text.from_json(note)


def draw(board: Content, view: View) -> Element:
    rows = board.rows("scenarios")
    providers = board.stated("scenarios", PROVIDERS)
    worst = _worst(rows)
    return zone(
        heading(
            board,
            view,
            view.tell(TITLE),
            metric=VOLUME,
            number=worst,
            note=view.say(
                "不相加" if worst.demo else "状态不同，不相加", "not added" if worst.demo else "never added up"
            ),
        ),
        el("ul", *(_scenario(row, providers.get(row.code), view) for row in rows), class_="scenario-list")
        if rows
        else nothing(view),
        class_="scenarios",
    )


def _worst(rows: tuple[Row, ...]) -> Number:
    """The header speaks for all: one invented volume makes it a demo."""
    known = [cell(row, VOLUME) for row in rows]
    known = [number for number in known if number.value is not None]
    return next((number for number in known if number.demo), known[0] if known else unknown("record", Note.NO_DATA))


def _scenario(row: Row, providers: Cell, view: View) -> Element:
    state = row.get("state", ScenarioState.REQUESTED)
    volume = cell(row, VOLUME, "record")
    member = RowKey("scenarios", row.code)
    name = el("b", short(row, view.language, most=20 if view.language == "zh" else 18), title=row.name[view.language])
    return el(
        "li",
        el("div", name, stage_square.stage(state, view.language, long=True), class_="first-line"),
        el(
            "div",
            kpi(VOLUME, volume, view.language, member=member, class_="big", tag="span"),
            el("span", *_by(row, providers, view, member=member), class_="byline"),
            class_="second-line",
        ),
        data_st=stage_square.MARKS.get(state),
    )


def _listed(providers: Text) -> str:
    """human resources, etc.: a list for which there is no room says that it goes on."""
    if len(providers.en) <= ROOM:
        return providers.en
    first = brief(providers, most=ROOM - len(MORE))
    return f"{first}{MORE}" if ", " in providers.en else first


def _by(row: Row, providers: Cell, view: View, *, member: RowKey) -> list[Given]:
    """Who provides it: in words, or counted."""
    if isinstance(providers, Text):
        return [_listed(providers) if view.language == "en" else concise(providers.zh, most=14)]
    said: list[Given] = []
    for metric, words in (
        (DEPARTMENTS, Text("个部门", " depts")),
        (ITEMS, Text("项", " items")),
    ):
        given = cell(row, metric)
        if given.value is not None:
            shown = number(metric, given, view.language, member=member)
            said += [view.say("，", ", ") if said else None, shown, view.tell(words)]
    return said


declare(
    Panel(
        name="scenarios",
        title=TITLE,
        question=Text("各场景用上了多少数据，到了哪一步？", "What does each scenario have, and how far has it come?"),
        metrics=(VOLUME, DEPARTMENTS, ITEMS),
        tables=("scenarios",),
        data=data,
        draw=draw,
    )
)
