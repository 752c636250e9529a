"""A card with the twelve weeks of one number, and the table of it for those who cannot see the line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from cockpit.board.board import Point
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.marks.axis import Scale, scale
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.expected_mark import EDGES, ForecastPoint, continued, expected_words
from cockpit.marks.figure import point
from cockpit.marks.trend import trend
from cockpit.metrics.measure import MeasureKind
from cockpit.panels.card import card
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Known, content
from cockpit.panels.empty_state import empty
from cockpit.panels.panel import Panel
from cockpit.panels.tabulation import figures, series
from cockpit.panels.view import Surface, View
from cockpit.units import Text

WEEK = timedelta(days=7)


def course_panel(name: str, metric: str, *, title: Text, question: Text) -> Panel:
    """A panel of the desk that shows the course of a metric."""
    return Panel(
        name,
        title,
        question,
        metrics=(metric,),
        data=lambda board: content(board, title, series(board, metric, title), figures(board, metric)),
        draw=lambda shown, view: course_card(shown, view, metric, title=title),
        surfaces=(Surface.DESKTOP,),
    )


def course_card(board: Known, view: View, metric: str, *, title: Text) -> Element:
    points = board.courses.get(metric, ())
    written = scale([one.value for one in points], board[metric].unit, view.language)
    return card(
        view,
        title,
        course(board, view, metric, title=title) or empty(board, view),
        meta=written.label if any(one.value is not None for one in points) else None,
    )


def course(board: Known, view: View, metric: str, *, title: Text) -> list[Given] | None:
    """None where no week is known. The axis of a level may begin higher than 0, because it moves little."""
    points = board.courses.get(metric, ())
    known = [at for at, one in enumerate(points) if one.value is not None]
    if not known:
        return None
    unit = board[metric].unit
    written = scale([one.value for one in points], unit, view.language)
    first, last = known[0], known[-1]
    ends = (
        _end(view, metric, points, first, unit=unit, text=written.write(points[first].value)),
        [
            _end(view, metric, points, last, unit=unit, text=f"{written.write(points[last].value)}{_word(written)}"),
            _covered(points[last], view),
        ],
    )
    steps = continued(points, board.forecasts.get(metric))
    said, zero = view.tell(title), board.definitions[metric]["kind"] != MeasureKind.LEVEL
    return [
        trend(
            steps,
            written,
            title=said,
            theme=view.theme,
            ends=ends,
            zero=zero,
            flags=_flags(board, metric, points),
            language=view.language,
        ),
        el("div", _behind(view, metric, steps, unit=unit, title=said, written=written), class_="visually-hidden"),
    ]


def _flags(board: Known, metric: str, points: Sequence[Point]) -> dict[int, str]:
    """What was remarked of the days of each step."""
    said: dict[int, list[str]] = {}
    for one in reversed(board.remarks_on(metric)):
        at = next((at for at, point in enumerate(points) if one.day <= point.day), None)
        if at is not None and (at > 0 or points[0].day - one.day < WEEK):
            said.setdefault(at, []).append(f"{one.day.isoformat()} {one.text}（{one.author}）")
    return {at: " ".join(texts) for at, texts in said.items()}


def _end(view: View, metric: str, points: Sequence[Point], at: int, *, unit: str, text: str) -> Element:
    """In the scale of the axis, which stands in the header."""
    return rewritten(point(metric, points[at], unit, view.language, index=at), text)


def _covered(one: Point, view: View) -> Given:
    """5/7天 under the last number of a line."""
    if not one.partial or one.coverage is None:
        return None
    return el("small", view.tell(portion(one.coverage)), class_="coverage")


def _word(written: Scale) -> str:
    """The end of the line says its scale once more; English words are too long for it."""
    return "" if written.word.isascii() and written.word != "%" else written.word


def _behind(view: View, metric: str, points: Sequence[Point], *, unit: str, title: str, written: Scale) -> Element:
    """The line as a table; where anything was expected, between which values, in the scale of the axis."""
    bands = any(one.expected and one.expected.low is not None for one in points)
    edges = [TableColumn(view.tell(said), "number") for said in EDGES] if bands else []
    columns = (TableColumn(view.say("截至", "to")), TableColumn(title, "number"), *edges)
    lines = [
        TableLine(
            (
                expected_words(one, one.day.isoformat(), view.language),
                None if isinstance(one, ForecastPoint) else point(metric, one, unit, view.language, index=at),
                *(_edges(one, written) if bands else ()),
            )
        )
        for at, one in enumerate(points)
    ]
    return table(title, columns, lines)


def _edges(one: Point, written: Scale) -> tuple[str, str]:
    low, high = (one.expected.low, one.expected.high) if one.expected else (None, None)
    return written.write(low), written.write(high)
