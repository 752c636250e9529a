"""A part of the city out of the joint sums: who gives and takes what, for which scenario, without reading history.

The finest dimension is kept where weeks end; the days since then are few, and are added up from the fact itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Date, and_, bindparam, case, cast, func, or_, select

from cockpit.board.keys import FlowKey
from cockpit.metrics.reading import RECEIVED
from cockpit.store import sum_reader
from cockpit.store.member import BETWEEN, codes_of
from cockpit.store.row_changes import changes
from cockpit.store.sums import CITY, COUNTS, FACTS, PAIR, Fact, known_rows, origin_rows

SORT, GIVEN, TAKEN, WAY = "sort", "given", "taken", "way"
ASKED = ("exchanges", "failed", "records", *COUNTS, known_rows("records"), *origin_rows("records"))
"""What is asked of who exchanges with whom; the other measures of so many members would cost most of a board."""


class Ways(dict[str, int | None]):
    """What is asked of one of so many members; any other measure of the fact is unknown there, and never 0."""

    def __missing__(self, column: str) -> None:
        if column not in KNOWN:
            raise KeyError(column)


KNOWN = frozenset(name for fact in FACTS.values() if fact.joint for name in (*fact.measures, *fact.counts))
Filters = Mapping[str, str]
Values = tuple[int | None, ...]
Member = tuple[str, str]


def read(
    connection: Connection,
    fact: Fact,
    days: Sequence[date],
    *,
    wide: Sequence[date],
    ends: Sequence[date],
    filters: Filters,
) -> dict[str, Any]:
    """Running totals by dimension, member and day; where members are many, only on the days of `wide`.

    The pairs of the whole city are thousands and only known on `ends`; those of one unit are few, and on `wide` too.
    """
    names = (*fact.measures, *fact.counts)
    ways = (PAIR, "sender", "consumer") if "unit" in filters else (PAIR,)
    of_ways = wide if "unit" in filters else ends
    sundays = {day: day - timedelta(days=day.isoweekday() % 7) for day in of_ways}
    after = {sunday: [day for day in of_ways if sundays[day] == sunday] for sunday in sundays.values()}
    within = {day: [one for one in of_ways if sundays[one] < day <= one] for day in of_ways}
    found: dict[Member, dict[date, Values]] = defaultdict(dict)
    for dimension, day, parts, values in _held(connection, fact, days, wide=wide, sundays=sundays, filters=filters):
        at = (day,) if dimension != WAY else after[day]
        for place in _places(dimension, parts, filters):
            _add(found[place], at, values)
    for day, parts, values in _since(connection, fact, sundays=sundays, filters=filters):
        for place in _places(WAY, parts, filters):
            _add(found[place], within[day], values)
    by_dimension: dict[str, Any] = defaultdict(dict)
    for (dimension, member), held in found.items():
        kind: type[dict[str, int | None]] = Ways if dimension in ways else dict
        said = ASKED if dimension in ways else names
        by_dimension[dimension][member] = {day: kind(zip(said, values, strict=True)) for day, values in held.items()}
    return by_dimension


def whole(connection: Connection, fact: Fact, days: Sequence[date], *, filters: Filters) -> dict[str, Any]:
    """Running totals of the part alone, by dimension, member and day, and apart from it what its unit receives."""
    names = (*fact.measures, *fact.counts)
    found: dict[Member, dict[date, Values]] = defaultdict(dict)
    for dimension in (GIVEN, TAKEN) if "unit" in filters else (SORT,):
        columns = fact.joint[dimension]
        query = sum_reader.SumQuery((dimension,), days, like=_patterns(columns, filters))
        wanted, place = _wanted(columns, filters), RECEIVED if dimension == TAKEN else (CITY, "")
        for row in sum_reader.read(connection, fact, [query], names):
            if _is_wanted(codes_of(row[2]), wanted):
                _add(found[place], (row[1],), tuple(row[3 : 3 + len(names)]))
    return {
        place[0]: {place[1]: {day: dict(zip(names, values, strict=True)) for day, values in held.items()}}
        for place, held in found.items()
    }


def _add(held: dict[date, Values], days: Iterable[date], values: Values) -> None:
    for day in days:
        before = held.get(day)
        held[day] = values if before is None else tuple(map(_total, before, values))


def _total(left: int | None, right: int | None) -> int | None:
    return right if left is None else left if right is None else left + right


def _places(dimension: str, parts: Sequence[str], filters: Filters) -> list[Member]:
    """Where a row counts. What a unit receives is kept apart from what it provides."""
    unit = filters.get("unit")
    if dimension == SORT:
        return [(CITY, ""), ("kind", parts[0]), ("scenario", parts[1])]
    if dimension == GIVEN:
        provided = [("provider", parts[0])]
        return [*provided, (CITY, ""), ("kind", parts[1]), ("scenario", parts[2])] if unit else provided
    if dimension == TAKEN:
        return [RECEIVED if unit else ("consumer", parts[0])]
    pair = (PAIR, FlowKey(parts[0], parts[1]))
    if unit is None:
        return [pair]
    places = [("sender", parts[0])] if unit == parts[1] else []
    return [*places, pair, ("consumer", parts[1])] if unit == parts[0] else places


def _held(
    connection: Connection,
    fact: Fact,
    days: Sequence[date],
    *,
    wide: Sequence[date],
    sundays: Mapping[date, date],
    filters: Filters,
) -> Iterator[tuple[str, date, list[str], Values]]:
    """The joint sums, the ways on the Sundays before the wide days."""
    # What one unit gives and takes has a course of its own; of the city it is that of kinds and scenarios.
    narrow, course = ({}, days) if "unit" in filters else ({SORT: days}, wide)
    asked = [
        sum_reader.SumQuery((dimension,), on, like=_patterns(fact.joint[dimension], filters))
        for dimension, on in {**narrow, GIVEN: course, TAKEN: course, WAY: sorted(set(sundays.values()))}.items()
    ]
    # Ways are many: what is not asked of them is not fetched either.
    queries = [(asked[:-1], (*fact.measures, *fact.counts)), (asked[-1:], ASKED)]
    wanted = {dimension: _wanted(columns, filters) for dimension, columns in fact.joint.items()}
    for some, columns in queries:
        ends = 3 + len(columns)
        for row in sum_reader.read(connection, fact, some, columns):
            dimension, day, member = row[:3]
            parts = codes_of(member)
            # A pattern looks past the bounds between parts, and past upper and lower case where SQLite compares.
            if _is_wanted(parts, wanted[dimension]):
                yield dimension, day, parts, tuple(row[3:ends])


Wanted = list[tuple[int, str]]


def _wanted(columns: Sequence[str], filters: Filters) -> tuple[Wanted, Wanted]:
    """Places in a member with what must stand there: in one of the first, in all of the second."""
    ends = [(place, filters["unit"]) for place, name in enumerate(columns) if _end(name) and "unit" in filters]
    return ends, [(place, filters[name]) for place, name in enumerate(columns) if name in filters]


def _is_wanted(parts: Sequence[str], wanted: tuple[Wanted, Wanted]) -> bool:
    ends, rest = wanted
    for place, value in rest:
        if parts[place] != value:
            return False
    return not ends or any(parts[place] == value for place, value in ends)


def _end(column: str) -> bool:
    return column in ("provider", "consumer")


def _patterns(columns: Sequence[str], filters: Filters) -> list[str]:
    """Patterns of the members that are asked for; a unit may stand at either end."""
    ends = [name for name in columns if _end(name)] if "unit" in filters else [""]
    found = []
    for end in ends:
        wanted = {**filters, end: filters["unit"]} if end else filters
        signs = (_literal(wanted[name]) if name in wanted else "%" for name in columns)
        found.append(BETWEEN.join(signs))
    return found


def _literal(code: str) -> str:
    return code.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _since(
    connection: Connection, fact: Fact, *, sundays: Mapping[date, date], filters: Filters
) -> Iterator[tuple[date, list[str], Values]]:
    """The facts between those Sundays and the wide days: by the wide day before which they lie, and by both ends."""
    spans = [(sunday, day) for day, sunday in sorted(sundays.items()) if sunday < day]
    if not spans:
        return
    key = _since, len(spans), tuple(filters)
    if key not in fact.table.info:
        fact.table.info[key] = _statement(fact, *key[1:])
    given: dict[str, Any] = {f"only_{name}": value for name, value in filters.items()}
    for at, (begins, last) in enumerate(spans):
        given |= {f"after_{at}": begins, f"upto_{at}": last}
    for day, *row in connection.execute(fact.table.info[key], given).all():
        yield day, row[:2], tuple(row[2:])


def _statement(fact: Fact, spans: int, filters: Sequence[str]) -> Any:
    """For so many spans and these filters; days and codes are handed in."""
    table = fact.table
    after, upto = ([bindparam(f"{name}_{at}", type_=Date) for at in range(spans)] for name in ("after", "upto"))
    step = case(*((table.c.day <= day, day) for day in upto), else_=None)
    only: dict[str, Any] = {name: bindparam(f"only_{name}") for name in filters}
    rest = [table.c[name] == value for name, value in only.items() if name != "unit"]
    ends = [[table.c[end] == only["unit"]] for end in ("provider", "consumer")] if "unit" in only else [[]]
    # Spelled out for every span and end, so that each is found through its index.
    asked = [
        and_(*end, *rest, table.c.day > begins, table.c.day <= last)
        for begins, last in zip(after, upto, strict=True)
        for end in ends
    ]
    rows = changes(fact).add_columns(step.label("step")).where(or_(*asked)).subquery()
    keys = [rows.c[name] for name in ("provider", "consumer")]
    names = [cast(func.sum(rows.c[name]), BigInteger) for name in ASKED]
    return select(rows.c.step, *keys, *names).group_by(rows.c.step, *keys)
