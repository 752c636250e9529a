"""Thematic libraries: how many are planned, and which of them are being built."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.marks.short_names import short
from cockpit.marks.squares import cells
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, table
from cockpit.panels.view import View
from cockpit.store.vocabulary import LibraryState
from cockpit.units import Text
from cockpit.units.messages import message

NAMED = 2

TITLE = Text("专题库", "Thematic libraries")


def data(board: Board) -> Content:
    counts = ("volumes.themes_planned", "volumes.themes_building", "volumes.themes_serving")
    named = table(TITLE, [], board.rows("thematic"), of="thematic", hidden=True)
    return content(board, TITLE, figures(board, *counts), named)


def draw(shown: Content, view: View) -> Element:
    planned, building = shown["volumes.themes_planned"], shown["volumes.themes_building"]
    serving = shown["volumes.themes_serving"]
    begun = (building.value or 0) + (serving.value or 0)
    known = planned.value is not None
    label = view.tell(message("count.thematic", n=int(planned.value or 0), begun=int(begun)) if known else TITLE)
    names = [
        short(row, view.language, most=12)
        for row in shown.rows("thematic")
        if row.get("state") == LibraryState.BUILDING
    ]
    said = view.say("、", ", ").join(names[:NAMED]) + (view.say("等", " …") if len(names) > NAMED else "")
    return zone(
        heading(
            shown,
            view,
            view.say("专题库", "Thematic"),
            metric="volumes.themes_planned",
            note=view.say("规划", "planned"),
        ),
        lead(shown, view, "volumes.themes_planned", class_="side-kpi"),
        cells(begun, planned.value, label=label),
        under(shown, view, "volumes.themes_planned", *_states(shown, view), said, class_="side-note"),
    )


def _states(shown: Content, view: View) -> list[Element]:
    """How many stand in each state that any stands in."""
    words = {
        "volumes.themes_serving": Text("个已建成", " serving"),
        "volumes.themes_building": Text("个在建", " under way"),
    }
    return [
        el("b", number(metric, shown[metric], view.language), view.tell(said))
        for metric, said in words.items()
        if shown[metric].value
    ]


declare(
    Panel(
        name="thematic_libraries",
        title=TITLE,
        question=Text("规划的专题库建了几个？", "How many of the planned thematic libraries are begun?"),
        metrics=("volumes.themes_planned", "volumes.themes_building", "volumes.themes_serving"),
        tables=("thematic",),
        data=data,
        draw=draw,
    )
)
