"""Where the numbers of the report come from, and what they mean: published, derived or invented."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.metrics.subject import title_of
from cockpit.panels.card import card
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("来源与口径", "Sources and definitions")
METRICS = (
    "volumes.records",
    "volumes.items_stored",
    "volumes.return_records",
    "sharing.records",
    "sharing.resources",
    "opening.datasets",
    "meetings.units",
    "meetings.served",
    "meetings.held",
)
ORIGINS = {
    "published": Text("公布", "published"),
    "measured": Text("实测", "measured"),
    "demo": Text("演示", "demo"),
}
DERIVED = Text("推算", "derived")


def draw(board: Board, view: View) -> Element:
    columns = (
        Column(view.say("领域", "Area"), quiet=True),
        Column(view.say("数", "Number"), quiet=True),
        Column(view.say("来历", "Origin"), quiet=True),
        Column(view.say("口径", "Definition"), "words", quiet=True),
    )
    lines, before = [], ""
    for metric in METRICS:
        area = metric.partition(".")[0]
        lines.append(_line(board, view, metric, area=view.tell(title_of(area)) if area != before else ""))
        before = area
    note = view.say(
        "公布：市大数据局公布数。推算：由公布数算得。演示：不作决策依据。",
        "Published by the bureau. Derived: computed from published figures. Demo: not for decisions.",
    )
    return card(view, TITLE, table(view.tell(TITLE), columns, lines, class_="def"), el("p", note, class_="fignote"))


def _line(board: Board, view: View, metric: str, *, area: str) -> Line:
    given = board[metric]
    said = Text.from_json(board.definitions[metric]["definition"])
    cells: tuple[Given, ...] = (
        area,
        number(metric, given, view.language, unit=True),
        _origin(given, view),
        view.tell(said),
    )
    return Line(cells, state="g" if area else None)


def _origin(given: Number, view: View) -> Element:
    """A number more exact than what was published is derived from published ones."""
    if given.demo:
        return el("span", view.tell(ORIGINS["demo"]), class_="o demo")
    derived = given.provenance == "published" and given.published is not None and given.value != given.published
    said = DERIVED if derived else ORIGINS.get(given.provenance or "", Text("—", "—"))
    return el("span", view.tell(said), class_="o")


DEFINITIONS_TABLE = declare(
    Panel(
        name="definitions_table",
        title=TITLE,
        question=Text("这些数从哪里来，怎么算？", "Where do these numbers come from, and what do they mean?"),
        metrics=METRICS,
        draw=draw,
        surfaces=("desktop", "report"),
    )
)
