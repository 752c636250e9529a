"""What a slide is: one sentence, at most two exhibits; and how a sentence stays honest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cockpit.board.board import Board, Phrase
from cockpit.marks import week_chart
from cockpit.marks.chart import ChartKind
from cockpit.marks.slide_exhibit import Exhibit, Picture
from cockpit.metrics.subject import title_of as subject_title
from cockpit.panels import panel
from cockpit.panels.card import title_of
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import slide_table
from cockpit.units import Text

TOPICS = {"overview": Text("总览", "Overview"), "report": Text("对账", "Reconciliation")}
"""What a slide is about that is about no subject alone."""
LINES = 11
"""So many lines of a table stand on a slide beside its heading."""


@dataclass(frozen=True)
class Slide:
    """`sentence` is its title; `lead` a second text, on the first slide only. `broken` names panels that failed.

    `under` is a line below its foot; `explained` are metrics that its notes define beside those of its numbers.
    """

    name: str
    sentence: tuple[Phrase, ...]
    exhibits: tuple[Exhibit, ...]
    lead: str = ""
    broken: tuple[str, ...] = ()
    under: str = ""
    explained: tuple[str, ...] = ()


def with_tables(name: str, board: Board, view: View, *, sentence: tuple[Phrase, ...], names: tuple[str, ...]) -> Slide:
    exhibits, broken = [], []
    for one in names:
        made = panel.made(one, board)
        if made is None:
            broken.append(f"panel-{one}")
        elif found := slide_table.table(one, made, view):
            note = made.values[0].note
            exhibits.append(Exhibit(view.tell(PANELS[one].title), view.tell(note) if note else "", found))
    return Slide(name, sentence, tuple(exhibits), broken=tuple(broken))


def with_figure(name: str, board: Board, view: View) -> Slide:
    """A panel that draws a Plotly figure: the figure, and as much of its table as a slide holds."""
    shown = panel.made(name, board)
    if shown is None or not (found := slide_table.table(name, shown, view)):
        return Slide(name, (), (), broken=() if shown else (f"panel-{name}",))
    title, table = view.tell(shown.title), replace(found, lines=found.lines[:LINES])
    made = PANELS[name].plotted(shown, view)
    body = Picture(made.figure, made.label, table) if made else table
    return Slide(name, (), (Exhibit(title, made.note if made else "", body),))


def course(board: Board, view: View, metric: str, *, kind: ChartKind, zero: bool = True) -> Iterator[Exhibit]:
    points = board.courses.get(metric, ())
    if any(one.value is not None for one in points):
        chart = week_chart.weeks(metric, points, board[metric].unit, view.language, kind=kind, zero=zero)
        title = view.say(f"近12周{title_of(board, metric).zh}", f"{title_of(board, metric).en}, 12 weeks")
        yield Exhibit(title, chart.scale.label, chart)


def shown_of(exhibit: Exhibit) -> tuple[Exhibit, ...]:
    """Nothing stands on a slide that has nothing to show."""
    known = any(one.value is not None for one in exhibit.numbers)
    return (exhibit,) if known else ()


def conclusion(board: Board, scene: str, view: View, exhibits: Sequence[Exhibit] = ()) -> tuple[Phrase, ...]:
    """The conclusion of the scene; where it has none of its own, what the slide shows."""
    said, whole = board.headline.get(scene), board.headline.get("overview")
    if said and (scene == "overview" or said != whole):
        return said[view.language]
    topic = view.tell(TOPICS.get(scene) or subject_title(scene))
    return honest(topic, exhibits, view)


def honest(said: str, exhibits: Sequence[Exhibit], view: View) -> tuple[Phrase, ...]:
    """An invented number never enters the sentence of a slide."""
    if not exhibits or not all(one.demo for one in exhibits):
        return plain(said)
    titles = view.say("、", "; ").join(one.title for one in exhibits)
    return plain(view.say(f"{titles}：只有演示数据，不作结论", f"{titles}: demo only, no conclusion"))


def plain(said: str) -> tuple[Phrase, ...]:
    return (Phrase(said),)
