"""A part of the city out of the joint sums: who gives and takes what, for which scenario, without reading history.

The finest dimension is kept where weeks end; the days since then are few, and are added up from the fact itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, case, cast, func, or_, select

from cockpit.metrics.reading import RECEIVED
from cockpit.store.sums import CITY, COUNTS, PAIR, Fact, changes

GIVEN, TAKEN, WAY = "given", "taken", "way"
Values = tuple[int | None, ...]
Place = tuple[str, str, date]
"""Dimension, member and day of a running total."""


def read(
    connection: Connection, fact: Fact, days: Sequence[date], *, wide: Sequence[date], filters: Mapping[str, str]
) -> dict[str, Any]:
    """Running totals by dimension, member and day; who exchanges with whom only on the days of `wide`. Two queries."""
    names = (*fact.measures, *COUNTS)
    found: dict[Place, list[Values]] = defaultdict(list)
    sundays = {day: day - timedelta(days=day.isoweekday() % 7) for day in wide}
    held = _held(connection, fact, days, wide=wide, sundays=sundays.values(), filters=filters)
    for dimension, day, parts, values in held:
        at = (day,) if dimension != WAY else (one for one in wide if sundays[one] == day)
        for one in at:
            _put(found, dimension, one, parts, values, filters=filters)
    for day, parts, values in _since(connection, fact, wide, sundays=sundays, filters=filters):
        for one in wide:
            if sundays[one] < day <= one:
                _put(found, WAY, one, parts, values, filters=filters)
    totals: dict[str, Any] = defaultdict(lambda: defaultdict(dict))
    for (dimension, member, day), rows in found.items():
        totals[dimension][member][day] = dict(zip(names, map(_total, zip(*rows, strict=True)), strict=True))
    return totals


def _total(values: Values) -> int | None:
    if None in values:
        known = [value for value in values if value is not None]
        return sum(known) if known else None
    return sum(values)  # type: ignore[arg-type]


def _put(
    found: dict[Place, list[Values]],
    dimension: str,
    day: date,
    parts: Mapping[str, str],
    values: Values,
    *,
    filters: Mapping[str, str],
) -> None:
    """What a unit receives is kept apart from what it provides."""
    unit = filters.get("unit")
    places: list[tuple[str, str]]
    if dimension == GIVEN:
        places = [(CITY, ""), *((name, parts[name]) for name in ("provider", "kind", "scenario"))]
    elif dimension == TAKEN:
        places = [RECEIVED if unit else ("consumer", parts["consumer"])]
    else:
        places = [("sender", parts["provider"])] if unit == parts["consumer"] else []
        if unit in (None, parts["provider"]):
            places.append((PAIR, f"{parts['provider']}>{parts['consumer']}"))
        if unit == parts["provider"]:
            places.append(("consumer", parts["consumer"]))
    for place in places:
        found[(*place, day)].append(values)


def _held(
    connection: Connection,
    fact: Fact,
    days: Sequence[date],
    *,
    wide: Sequence[date],
    sundays: Iterable[date],
    filters: Mapping[str, str],
) -> Iterator[tuple[str, date, dict[str, str], Values]]:
    """The joint sums: what is given and taken, and the ways on the Sundays before the wide days."""
    sums = fact.sums
    taken = days if "unit" in filters else wide  # what one unit takes has a course of its own
    asked = []
    for dimension, on in ((GIVEN, days), (TAKEN, taken), (WAY, sorted(set(sundays)))):
        mine = (sums.c.dimension == dimension, sums.c.day.in_(on))
        asked.append(and_(*mine, or_(*_like(sums.c.member, fact.joint[dimension], filters))))
    names = [sums.c[name] for name in (*fact.measures, *COUNTS)]
    query = select(sums.c.dimension, sums.c.day, sums.c.member, *names).where(or_(*asked))
    for dimension, day, member, *values in connection.execute(query):
        parts = dict(zip(fact.joint[dimension], member.split(">"), strict=True))
        if _wanted(parts, filters):
            yield dimension, day, parts, tuple(values)


def _like(member: ColumnElement[str], columns: Sequence[str], filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """Patterns of the members that are asked for; a unit may stand at either end."""
    ends = [name for name in columns if name in ("provider", "consumer")] if "unit" in filters else [""]
    found: list[ColumnElement[bool]] = []
    for end in ends:
        wanted = {**filters, end: filters.get("unit", "")} if end else filters
        signs = (_literal(wanted[name]) if name in wanted else "%" for name in columns)
        found.append(member.like(">".join(signs), escape="/"))
    return found


def _literal(code: str) -> str:
    return code.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _wanted(parts: Mapping[str, str], filters: Mapping[str, str]) -> bool:
    unit = filters.get("unit")
    if unit is not None and unit not in (parts.get("provider"), parts.get("consumer")):
        return False
    return all(name == "unit" or parts[name] == value for name, value in filters.items())


def _since(
    connection: Connection,
    fact: Fact,
    wide: Sequence[date],
    *,
    sundays: Mapping[date, date],
    filters: Mapping[str, str],
) -> Iterator[tuple[date, dict[str, str], Values]]:
    """The facts between those Sundays and the wide days, added up by the wide day that they come before."""
    table = fact.table
    spans = [(sundays[day], day) for day in wide if sundays[day] < day]
    if not spans:
        return
    step = case(*((table.c.day <= day, day) for _, day in spans), else_=None)
    conditions = [or_(*(and_(table.c.day > begins, table.c.day <= ends) for begins, ends in spans))]
    for name, value in filters.items():
        columns = ("provider", "consumer") if name == "unit" else (name,)
        conditions.append(or_(*(table.c[column] == value for column in columns)))
    rows = changes(fact).add_columns(step.label("step")).where(*conditions).subquery()
    keys = [rows.c[name] for name in fact.joint[WAY]]
    names = [cast(func.sum(rows.c[name]), BigInteger) for name in (*fact.measures, *COUNTS)]
    query = select(rows.c.step, *keys, *names).group_by(rows.c.step, *keys)
    for day, *row in connection.execute(query):
        yield day, dict(zip(fact.joint[WAY], row[: len(keys)], strict=True)), tuple(row[len(keys) :])
