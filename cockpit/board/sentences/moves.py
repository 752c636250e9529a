"""The largest moves of the week, each with what it mainly comes from, and whether it is a record or ends a run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cockpit.board.change import Change, ChangeKind, change
from cockpit.board.keys import RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import amount, name, value, worded
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.metric import METRICS, Metric, Told
from cockpit.metrics.number import Number
from cockpit.units import UNITS, Text
from cockpit.units.messages import message
from cockpit.units.unit import UnitStyle

if TYPE_CHECKING:
    from cockpit.board.board import Board, Row


LARGEST = 30.0
"""What a move weighs that is as large as the number itself."""
SLOW = 10
"""A level moves slowly: a tenth of it is as much as the whole of a sum."""
RECORD, RUN_ENDS = 8.0, 6.0
LEAST_PART = 0.2
"""What explains less than a fifth of a move is not named."""
LEAST_RUN = 3
OTHERS = "others"


def moves(board: Board, *, usual: bool = True) -> Iterator[Change]:
    """`usual`: the other board is the one of a week before, so that weeks can be spoken of."""
    for metric in METRICS:
        number = board.metrics.get(metric.name)
        moved = amount(metric.name, number) if number and metric.told else None
        if number is None or number.value is None or moved is None or _expected(board, metric.name):
            continue
        kind = board.definitions[metric.name]["kind"]
        title = Text.from_json(board.definitions[metric.name]["title"])
        remark, more = _remark(board, metric.name, number) if usual else (None, 0.0)
        yield change(
            ChangeKind.MOVE,
            metric.name,
            [
                message("move.title", title=title),
                value(metric.name, number),
                *_moved(metric.name, number, moved, kind, usual=usual),
            ],
            more=[*_mainly(board, metric, number, kind), remark],
            weight=_size(number, kind) + more,
        )


def _expected(board: Board, metric: str) -> bool:
    """Whether the newest week of its course was to be expected, or that cannot be told yet; a metric without a course,
    and a board from before bands were known, are told of by their change alone."""
    points = board.courses.get(metric, ())
    return bool(points) and points[-1].expected is not None and not points[-1].unusual


def _size(number: Number, kind: MeasureKind) -> float:
    """From 0 to LARGEST: the move against the larger of the two sides."""
    sides = max(abs(number.value or 0), abs(number.previous or 0))
    part = abs(number.change or 0) / sides if sides else 0.0
    return LARGEST * min(1.0, part * (SLOW if kind in (MeasureKind.LEVEL, MeasureKind.COUNT) else 1))


def _moved(metric: str, number: Number, moved: Quote, kind: MeasureKind, *, usual: bool) -> list[Text | Quote]:
    """A sum is more or less than the week before, a level has risen or fallen within the week.

    What has come so far does not become less: it is said otherwise than before.
    """
    up = (number.change or 0) > 0
    if kind == MeasureKind.SUM:
        less = "less" if UNITS[number.unit].style == UnitStyle.BYTES or number.unit == "minute" else "fewer"
        way, other = "more" if up else less, message("move.week_before" if usual else "move.week_compared")
        return [message(f"move.{way}", other=other), moved, message(f"move.{way}_end", other=other)]
    smooth = UNITS[number.unit].style in (UnitStyle.SHARE, UnitStyle.MILLISECONDS)
    way = ("rose" if up else "fell") if smooth else ("grew" if up else "shrank")
    way = "restated" if METRICS[metric].cumulative and not up else way
    span = message("move.in_week" if usual else "move.in_between")
    return [message(f"move.{way}", span=span), moved, message("move.span_end", span=span)]


def _mainly(board: Board, moved: Metric, number: Number, kind: MeasureKind) -> list[Text | Quote]:
    """The rows that explain most of it, from the first table that explains enough."""
    told = moved.told or Told()
    metric = told.part or moved.name
    whole, own = number.change or 0, board.scope.unit
    leaders = ((table, _leading(board.tables.get(table, ()), metric, whole, own=own)) for table in told.parts)
    table, rows = next((found for found in leaders if found[1]), ("", []))
    if not rows:
        return []
    up = (number.change or 0) > 0
    verb = ("more" if up else "less") if kind == MeasureKind.SUM else ("grew" if up else "shrank")
    said: list[Text | Quote] = []
    for row in rows:
        part = amount(metric, row.numbers[metric], member=RowKey(table, row.code))
        if part is None:
            return []
        lead = message("mark.and") if said else Text("", "")
        said += [message(f"move.part_{verb}", lead=lead, name=name(row.short)), part]
    alone = abs(rows[0].numbers[metric].change or 0) > abs(number.change or 0)
    of = "alone" if alone else "of_it"
    return [message(f"move.{of}"), *said, message(f"move.{of}_end")]


def _leading(rows: tuple[Row, ...], metric: str, whole: int | float, *, own: str | None) -> list[Row]:
    """One or two rows that moved most the same way; where the next one moved as much, none is singled out.

    `own` is the unit that the board is of: it is no part of itself.
    """
    moved = [
        (abs(row.numbers[metric].change or 0), row)
        for row in rows
        if row.code not in (OTHERS, own) and metric in row.numbers and (row.numbers[metric].change or 0) * whole > 0
    ]
    moved.sort(key=lambda one: (-one[0], one[1].code))
    sizes = [size for size, _ in moved] + [0, 0, 0]
    two = sizes[1] > sizes[2] and sizes[1] >= LEAST_PART * abs(whole) and sizes[0] + sizes[1] <= abs(whole)
    one = sizes[0] > sizes[1] and sizes[0] >= LEAST_PART * abs(whole)
    return [row for _, row in moved[: 2 if two else 1 if one else 0]]


def _remark(board: Board, metric: str, number: Number) -> tuple[Text | None, float]:
    """Highest or lowest of the whole course, or the end of a run; nothing where a week of the course is missing."""
    points = board.courses.get(metric, ())
    course = [point.value for point in points if point.value is not None and not point.partial]
    slow = board.definitions[metric]["kind"] in (MeasureKind.LEVEL, MeasureKind.COUNT)
    if slow or len(course) < max(len(points), 2 * LEAST_RUN) or course[-2:] != [number.previous, number.value]:
        return None, 0.0
    *past, last = course
    weeks = worded(len(course))
    if last > max(past):
        return message("move.highest", weeks=weeks), RECORD
    if last < min(past):
        return message("move.lowest", weeks=weeks), RECORD
    return _run_ends(past, up=last < past[-1])


def _run_ends(past: list[int | float], *, up: bool) -> tuple[Text | None, float]:
    """`past` went up (or down) every week until now."""
    steps = [after - ago for ago, after in itertools.pairwise(past)]
    run = next((back for back, step in enumerate(reversed(steps)) if (step > 0) != up or step == 0), len(steps))
    if run < LEAST_RUN:
        return None, 0.0
    return message("move.first_fall" if up else "move.first_rise", weeks=worded(run)), RUN_ENDS
