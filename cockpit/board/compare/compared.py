"""A number beside another: both values, the change, and what each member explains of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from cockpit.board import query as database
from cockpit.board.board import Board
from cockpit.board.compare.against import Against
from cockpit.board.compare.explain import Contribution, explain
from cockpit.board.compare.members import ITSELF, check, dimensions, members
from cockpit.board.rows.names import Names
from cockpit.metrics.difference import difference
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.units import Text


@dataclass(frozen=True)
class Compared:
    """`change` is None where either side is unknown; then nothing explains it. `ways` are the dimensions there are."""

    metric: str
    against: Against
    now: Number
    then: Number
    then_place: Text | None
    change: Number
    by: str
    ways: tuple[str, ...]
    parts: tuple[Contribution, ...]
    names: dict[str, Text]

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "against": self.against.asked,
            "now": self.now.to_json(),
            "then": self.then.to_json(),
            "change": self.change.to_json(),
            "by": self.by,
            "ways": list(self.ways),
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


def change_of(now: Number, then: Number) -> Number:
    """How far apart two numbers are, as exact as they are; the worse of both provenances holds."""
    apart = difference(now, then, unit=now.unit)
    return Number(apart.value, now.unit, as_of=now.as_of, provenance=apart.provenance, note=apart.note)


def compared(
    connection: Connection, board: Board, other: Board, *, metric: str, against: Against, by: str | None
) -> Compared:
    """`other` is the board of the scope that `against` asks for, built from the same database."""
    declared, now, then = METRICS[metric], board[metric], other[metric]
    change, way = change_of(now, then), check(metric, by, board)
    registers = database.registers(connection)
    parts: tuple[Contribution, ...] = ()
    if change.value is not None and way == ITSELF:
        parts = (Contribution(ITSELF, then.value, now.value, change.value),)
    elif change.value is not None:
        sides = [members(connection, declared, one, way, registers=registers) for one in (other, board)]
        parts = explain(declared.measure, *sides, unit=declared.unit, change=change.value)
    named = Names(registers)
    names = {one.code: _name(named, way, one.code, declared.title) for one in parts}
    unit = named.short("unit", other.scope.unit) if against.unit or against.middle else None
    return Compared(
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
    )


def _name(names: Names, way: str, code: str, title: Text) -> Text:
    return title if way == ITSELF else names.short(way, code) or Text(code, code)
