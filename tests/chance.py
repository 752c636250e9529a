"""Boards that no city ever had: zeros, ties, negatives, gaps, huge numbers, invented beside real, odd names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from cockpit.board.board import Board, BoardReconciliation, Point, Row, Source
from cockpit.metrics.freshness import OVERDUE, SourceState
from cockpit.metrics.number import Note, Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle
from tests import handmade

NAMES = (
    Text("市公安局", "Public Security"),
    Text("一窗受理。", "One-window, service."),
    Text("（测试）局", "(Test) bureau"),
    Text("  ", ""),
    Text("很长很长很长很长很长很长很长很长很长很长的单位名称", "A very very very very long name of a unit"),
    Text("甲；乙，丙", "A; B, C"),
    Text("<b>局</b>", "<b>bureau</b>"),
)
COUNTS = (0, 0, 1, 1, 2, 3, 9_999, 10_000, 99_995_000, 100_000_000, 10**15, -1, -250)
SHARES = (0.0, 1.0, 0.5, 0.96996, 0.97, 0.0004, 0.00004, 0.012, 1.5, -0.02)
QUALIFIERS = (None, "约", "多", "余", "以上")
STATES = tuple(SourceState)
VERDICTS = ("agreed", "differs", "overlaps", "unknown")


def pair(seed: int) -> tuple[Board, Board]:
    """A board and the one of a week before."""
    chance = Random(seed)
    base = handmade.board()
    mood = chance.choice(("mixed", "mixed", "demo", "measured", "gaps", "flat"))
    before = _board(base, chance, mood, back=7)
    now = before if mood == "flat" else _board(base, chance, mood, back=0)
    return replace(now, as_of=base.as_of), replace(before, as_of=base.as_of - timedelta(days=7))


def _board(base: Board, chance: Random, mood: str, *, back: int) -> Board:
    metrics = {name: _number(number.unit, chance, mood) for name, number in base.metrics.items()}
    tables = {
        name: tuple(_row(row, chance, mood) for row in _some(rows[:8], chance)) for name, rows in base.tables.items()
    }
    courses = {name: _course(points, metrics[name], chance) for name, points in base.courses.items()}
    return replace(
        base,
        as_of=base.as_of - timedelta(days=back),
        metrics=metrics,
        tables=tables,
        courses=courses,
        sources=tuple(_source(one, chance, mood) for one in _some(base.sources, chance)),
        reconciliations=tuple(_reconciled(one, chance, mood) for one in _some(base.reconciliations, chance)),
    )


def _some(things: tuple[Any, ...], chance: Random) -> tuple[Any, ...]:
    return things if chance.random() < 0.7 else tuple(one for one in things if chance.random() < 0.7)


def _number(unit: str, chance: Random, mood: str) -> Number:
    if chance.random() < (0.6 if mood == "gaps" else 0.1):
        return Number(None, unit, note=Note.NO_DATA)
    value = _value(unit, chance)
    real = ("measured", "published")
    provenance = {"demo": "demo", "measured": "measured"}.get(mood) or chance.choice(("demo", *real))
    if provenance != Provenance.PUBLISHED or not isinstance(value, int):
        return Number(value, unit, as_of=handmade.DAY, provenance=provenance)
    said = value if chance.random() < 0.7 else _value(unit, chance)
    return Number(value, unit, as_of=handmade.DAY, provenance=provenance, published=int(said),
                  published_qualifier=chance.choice(QUALIFIERS))  # fmt: skip


def _value(unit: str, chance: Random) -> int | float:
    style = UNITS[unit].style
    if style == UnitStyle.SHARE:
        return chance.choice(SHARES) if chance.random() < 0.6 else round(chance.random(), 6)
    if style == UnitStyle.MILLISECONDS:
        return round(chance.uniform(0, 5_000), 1)
    return chance.choice(COUNTS) if chance.random() < 0.5 else chance.randrange(200)


def _row(row: Row, chance: Random, mood: str) -> Row:
    name = chance.choice(NAMES) if chance.random() < 0.3 else row.short
    numbers = {metric: _number(number.unit, chance, mood) for metric, number in row.numbers.items()}
    if "targets.attainment" in numbers and chance.random() < 0.7:
        numbers["targets.current"] = _number("share", chance, mood)
        numbers["targets.goal"] = replace(_number("share", chance, mood), value=chance.choice((0.97, 0.02)))
        numbers["targets.attainment"] = replace(numbers["targets.attainment"], value=chance.choice((0.5, 1.0, 2.0)))
    return replace(row, short=name, numbers=numbers)


def _course(points: tuple[Point, ...], last: Number, chance: Random) -> tuple[Point, ...]:
    kind = chance.choice(("rising", "falling", "any", "flat", "gaps"))
    start = chance.randrange(1, 500)
    steps = [chance.randrange(1, 9) for _ in points]
    values: list[int | float | None] = [start + sum(steps[:n]) * {"rising": 1, "falling": -1}.get(kind, 0)
                                        for n in range(len(points))]  # fmt: skip
    if kind in ("any", "gaps"):
        values = [None if kind == "gaps" and chance.random() < 0.2 else chance.randrange(300) for _ in points]
    if chance.random() < 0.8:
        values[-1] = last.value
    return tuple(replace(point, value=value) for point, value in zip(points, values, strict=True))


def _source(source: Source, chance: Random, mood: str) -> Source:
    state = chance.choice(STATES)
    hours = chance.choice((0, 1, 2, 5_000)) if state in OVERDUE else 0
    name = chance.choice(NAMES) if chance.random() < 0.3 else source.name
    return replace(source, state=state, overdue_hours=hours, name=name,
                   provenance=Provenance.DEMO if mood == "demo" else chance.choice(("demo", "measured")))  # fmt: skip


def _reconciled(one: BoardReconciliation, chance: Random, mood: str) -> BoardReconciliation:
    verdict = chance.choice(VERDICTS)
    difference = None if verdict == Verdict.UNKNOWN else chance.choice((0, 1, -1, 124, -16, 10**9))
    whole = _number(one.whole.unit, chance, mood)
    return replace(one, verdict=verdict, difference=difference, whole=whole, title=chance.choice((one.title, *NAMES)))
