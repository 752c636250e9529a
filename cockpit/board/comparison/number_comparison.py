"""A number beside another: both values, the change, and what each member explains of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from cockpit.board import query as database
from cockpit.board.board import Board
from cockpit.board.comparison.attribution import Contribution, explain
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.member_totals import ITSELF, check, dimensions, members
from cockpit.board.rows.code_names import CodeNames
from cockpit.metrics.answer import Answer
from cockpit.metrics.coverage import Days, gaps, moved, shared
from cockpit.metrics.difference import difference
from cockpit.metrics.measure import Sum
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Note, Number
from cockpit.metrics.partial_comparison import SameDays
from cockpit.metrics.reading import Reading, worst
from cockpit.units import Text


@dataclass(frozen=True)
class NumberComparison:
    """`change` has no value where either side is unknown or not whole; `ways` are the dimensions there are.

    Where days are missing on one side, the parts explain the difference over the days that both have: `same_days`.
    """

    metric: str
    against: Baseline
    now: Number
    then: Number
    then_place: Text | None
    change: Number
    by: str
    ways: tuple[str, ...]
    parts: tuple[Contribution, ...]
    names: dict[str, Text]
    same_days: SameDays | None = None

    @property
    def explained(self) -> int | float | None:
        """What the parts add up to."""
        return self.same_days.change if self.same_days else self.change.value

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "against": self.against.asked,
            "now": self.now.to_json(),
            "then": self.then.to_json(),
            "change": self.change.to_json(),
            "by": self.by,
            "ways": list(self.ways),
            **({"same_days": self.same_days.to_json()} if self.same_days else {}),
            "parts": [
                {
                    "code": one.code,
                    "name": self.names[one.code].to_json(),
                    "before": one.before,
                    "after": one.after,
                    "change": one.change,
                    "rate": one.rate,
                    "mix": one.mix,
                }
                for one in self.parts
            ],
        }


def change_of(now: Number, then: Number, against: Baseline) -> Number:
    """How far apart two numbers are, as exact as they are; the worse of both provenances holds.

    Two periods of which one lacks days are not compared, two places within the same days are.
    """
    if now.bound or then.bound or (against.days and (now.partial or then.partial)):
        return Number(None, now.unit, as_of=now.as_of, note=Note.INCOMPLETE)
    apart = difference(now, then, unit=now.unit)
    return Number(apart.value, now.unit, as_of=now.as_of, provenance=apart.provenance, note=apart.note)


def compared(
    connection: Connection, board: Board, other: Board, *, metric: str, against: Baseline, by: str | None
) -> NumberComparison:
    """`other` is the board of the scope that `against` asks for, built from the same database."""
    declared, now, then = METRICS[metric], board[metric], other[metric]
    change, way = change_of(now, then, against), check(metric, by, board)
    registers = database.registers(connection)
    parts: tuple[Contribution, ...] = ()
    same = None
    if change.note is Note.INCOMPLETE and isinstance(declared.measure, Sum):
        same, parts = _same_days(connection, board, other, metric=declared, against=against, by=way)
    if change.value is not None and way == ITSELF:
        parts = (Contribution(ITSELF, then.value, now.value, change.value),)
    elif change.value is not None:
        sides = [members(connection, declared, one, way, registers=registers) for one in (other, board)]
        parts = explain(declared.measure, *sides, unit=declared.unit, change=change.value)
    named = CodeNames(registers)
    names = {one.code: _name(named, way, one.code, declared.title) for one in parts}
    unit = named.short("unit", other.scope.unit) if against.unit or against.middle else None
    return NumberComparison(
        metric=metric,
        against=against,
        now=now,
        then=then,
        then_place=unit,
        change=change,
        by=way,
        ways=dimensions(declared, board),
        parts=parts,
        names=names,
        same_days=same,
    )


def _same_days(
    connection: Connection, board: Board, other: Board, *, metric: Metric, against: Baseline, by: str
) -> tuple[SameDays | None, tuple[Contribution, ...]]:
    """The days that both periods have, the later ones, and who explains the difference over them."""
    now, then = _there(board, metric.name), _there(other, metric.name)
    days = shared(now, moved(then, against.days))
    if not days:
        return None, ()
    before = members(connection, metric, other, by, registers={}, days=moved(days, -against.days))
    after = members(connection, metric, board, by, registers={}, days=days)
    sides = [sum(int(metric.measure.made(totals) or 0) for totals in one.values()) for one in (after, before)]
    change = sides[0] - sides[1]
    provenance = worst(board[metric.name].provenance, other[metric.name].provenance)
    parts = explain(metric.measure, before, after, unit=metric.unit, change=change)
    return SameDays(days, sides[0], sides[1], change, provenance), parts


def _there(board: Board, metric: str) -> tuple[Days, ...]:
    coverage = board[metric].coverage
    when = Answer(Reading({}, {}, {}), board.as_of, board.scope.period).when()
    return gaps(coverage.missing if coverage else (), when.after, when.day)


def _name(names: CodeNames, way: str, code: str, title: Text) -> Text:
    return title if way == ITSELF else names.short(way, code) or Text(code, code)
