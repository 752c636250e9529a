"""Reading running totals: what stands beside a fact, and what late rows have added to it since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Table,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from cockpit.store.sums import COUNTS, Fact, known_rows

Totals = list[int | None]


@dataclass(frozen=True)
class SumQuery:
    """Members of some dimensions on some days: all, one by its code, or those that are like one of some patterns, in
    which "/" takes the meaning from a sign."""

    dimensions: Collection[str]
    days: Collection[date]
    member: str | None = None
    like: Sequence[str] = ()

    @property
    def shape(self) -> Shape:
        return tuple(self.dimensions), self.member is not None, len(self.like)


Shape = tuple[tuple[str, ...], bool, int]
"""What of a query its statement is made by: dimensions, whether one member is asked for, how many patterns."""


def read(
    connection: Connection, fact: Fact, asked: Sequence[SumQuery], columns: Sequence[str]
) -> Sequence[Sequence[Any]]:
    """Rows of dimension, day, member and the running totals of `columns`, in no order; what follows is to be ignored.

    A member that has not begun on a day has no row; what is unknown is None. The days are between the first and the
    last of which there are running totals.
    """
    telling = (*COUNTS, *(known_rows(name) for name in fact.uncertain if name in columns))
    said = (*columns, *(name for name in telling if name not in columns))
    asked = [one for one in asked if one.days]
    if not asked:
        return []
    # A statement is kept beside its table, by what it asks: to make one costs more than to run it.
    key = (read, tuple(one.shape for one in asked), said)
    if key not in fact.table.info:
        fact.table.info[key] = _statement(fact, *key[1:])
    found = connection.execute(fact.table.info[key], _given(asked)).all()
    if not any(row[-1] for row in found):
        return found
    return _added(fact, asked, found, said)


def newest(connection: Connection, fact: Fact, dimension: str, day: date) -> date | None:
    """The last day up to this one on which there are running totals; they hold on every later day up to it."""
    sums = fact.sums
    query = select(func.max(sums.c.day)).where(sums.c.dimension == dimension, sums.c.day <= day)
    found: date | None = connection.execute(query).scalar()
    return found


def _statement(fact: Fact, shapes: Sequence[Shape], columns: Sequence[str]) -> Any:
    """One statement, so that both are of one moment; days, members and patterns are handed in by `_given`."""
    sums, offsets = fact.sums, fact.offsets
    on = [sums.c.day.in_(bindparam(f"days_{at}", type_=Date, expanding=True)) for at in range(len(shapes))]
    upto = [offsets.c.since <= bindparam(f"last_{at}", type_=Date) for at in range(len(shapes))]
    return union_all(
        select(
            *(sums.c.dimension, sums.c.day, sums.c.member),
            *(sums.c[name] for name in columns),
            literal_column("0").label("is_offset"),
        ).where(or_(*(_of(sums, shape, at, on[at]) for at, shape in enumerate(shapes)))),
        select(
            *(offsets.c.dimension, offsets.c.since, offsets.c.member),
            *(offsets.c[name] for name in columns),
            literal_column("1"),
        ).where(or_(*(_of(offsets, shape, at, upto[at]) for at, shape in enumerate(shapes)))),
    )


def _of(table: Table, shape: Shape, at: int, days: ColumnElement[bool]) -> ColumnElement[bool]:
    dimensions, one, patterns = shape
    which = [table.c.member == bindparam(f"member_{at}")] if one else []
    if patterns:
        like = (table.c.member.like(bindparam(f"like_{at}_{number}"), escape="/") for number in range(patterns))
        which.append(or_(*like))
    return and_(table.c.dimension.in_(dimensions), days, *which)


def _given(asked: Sequence[SumQuery]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for at, one in enumerate(asked):
        given |= {f"days_{at}": sorted(one.days), f"last_{at}": max(one.days)}
        given |= {f"member_{at}": one.member} if one.member is not None else {}
        given |= {f"like_{at}_{number}": pattern for number, pattern in enumerate(one.like)}
    return given


def _added(
    fact: Fact, asked: Sequence[SumQuery], found: Sequence[Sequence[Any]], columns: Sequence[str]
) -> list[Sequence[Any]]:
    """The totals with the offsets that begin before their days; of some days there is nothing but these."""
    days: dict[str, set[date]] = {}
    for one in asked:
        for dimension in one.dimensions:
            days.setdefault(dimension, set()).update(one.days)
    held: dict[tuple[str, date, str], list[Any]] = {tuple(row[:3]): list(row[3:-1]) for row in found if not row[-1]}
    moved = set()
    for dimension, since, member, *values in (row[:-1] for row in found if row[-1]):
        for day in (day for day in days[dimension] if day >= since):
            place = dimension, day, member
            held[place] = _sum(held[place], values) if place in held else values
            moved.add(place)
    counts = [columns.index(name) for name in COUNTS]
    known = [(columns.index(name), columns.index(known_rows(name))) for name in fact.uncertain if name in columns]
    for place in moved:
        values = held[place]
        if not any(values[number] for number in counts):
            del held[place]
        for total, rows in known:
            if not values[rows]:
                values[total] = None
    return [(*place, *values) for place, values in held.items()]


def _sum(left: Totals, right: Totals) -> Totals:
    return [
        one if other is None else other if one is None else one + other for one, other in zip(left, right, strict=True)
    ]
