"""The scenarios, each alone with its state and its qualifier: they are never added up."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import stage
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.names import brief, concise, short
from cockpit.marks.zone import zone
from cockpit.metrics.number import Number, unknown
from cockpit.panels.block import heading, nothing
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

MOST = 5


def draw(board: Board, view: View) -> Element:
    rows = board.rows("scenarios")[:MOST]
    worst = _worst(rows)
    return zone(
        heading(
            board,
            view,
            view.say("应用场景", "Scenarios"),
            metric="sharing.scenario_volume",
            number=worst,
            note=view.say(
                "不相加" if worst.demo else "状态不同，不相加", "not added" if worst.demo else "never added up"
            ),
        ),
        el("ul", *(_scenario(row, view) for row in rows), class_="scn") if rows else nothing(view),
        class_="scenarios",
    )


def _worst(rows: tuple[Row, ...]) -> Number:
    """The header speaks for all: one invented volume makes it a demo."""
    known = [cell(row, "sharing.scenario_volume") for row in rows]
    known = [number for number in known if number.value is not None]
    return next((number for number in known if number.demo), known[0] if known else unknown("record", "no_data"))


def _scenario(row: Row, view: View) -> Element:
    state = row.get("state", "requested")
    volume = cell(row, "sharing.scenario_volume", "record")
    member = f"scenarios:{row.code}"
    name = el("b", short(row, view.language, most=20 if view.language == "zh" else 18), title=row.name[view.language])
    return el(
        "li",
        el("div", name, stage.stage(state, view.language, long=True), class_="r1"),
        el(
            "div",
            kpi("sharing.scenario_volume", volume, view.language, member=member, class_="big", tag="span"),
            el("span", *_by(row, view, member=member), class_="by"),
            class_="r2",
        ),
        data_st=stage.MARKS.get(state),
    )


def _by(row: Row, view: View, *, member: str) -> list[Given]:
    """Who provides it: counted, or in words, or that it was not published."""
    said: list[Given] = []
    for metric, words in (
        ("sharing.scenario_departments", Text("个部门", " depts")),
        ("sharing.scenario_items", Text("项", " items")),
    ):
        given = cell(row, metric)
        if given.value is not None:
            shown = number(metric, given, view.language, member=member)
            said += [view.say("，", ", ") if said else None, shown, view.tell(words)]
    if said:
        return said
    note = row.get("note")
    if note is None:
        return [view.say("提供方未公布", "by: unpublished")]
    return [brief(Text.from_json(note), most=24) if view.language == "en" else concise(note["zh"], most=14)]


SCENARIOS = declare(
    Panel(
        name="scenarios",
        title=Text("应用场景", "Scenarios"),
        question=Text("各场景用上了多少数据，到了哪一步？", "What does each scenario have, and how far has it come?"),
        metrics=("sharing.scenario_volume", "sharing.scenario_departments", "sharing.scenario_items"),
        tables=("scenarios",),
        draw=draw,
    )
)
