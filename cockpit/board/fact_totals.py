"""Running totals of a part of the city from the fact itself, through its index on unit, kind and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, and_, bindparam, case, func, or_, select

from cockpit.store import dimensions
from cockpit.store.precedence import not_outranked
from cockpit.store.row_changes import Fillers, changes, is_so
from cockpit.store.sums import CITY, PAIR, Fact, origin_rows
from cockpit.store.vocabulary import Provenance

Row = dict[str, Any]


def read(
    connection: Connection, fact: Fact, days: list[date], *, filters: Mapping[str, str], fillers: Fillers | None = None
) -> dict[str, Any]:
    """By dimension, member and day; `days` are in their order, `fillers` the sources that fill a shared fact."""
    filled = tuple((name, tuple(sorted(sources))) for name, sources in sorted((fillers or {}).items()))
    key = read, len(days), tuple(filters), filled
    if key not in fact.table.info:
        fact.table.info[key] = _statement(fact, *key[1:])
    names = (*fact.measures, *fact.counts)
    given: dict[str, Any] = {f"day_{number}": day for number, day in enumerate(days)}
    given |= {f"only_{name}": value for name, value in filters.items()}
    gained: dict[str, Any] = defaultdict(lambda: defaultdict(dict))
    for row in _rises(fact, connection.execute(fact.table.info[key], given).mappings().all()):
        for dimension, member in _places(fact, row):
            _add(gained[dimension][member].setdefault(row["step"], {}), row, names)
    return {
        dimension: {member: _running(steps, days, names) for member, steps in members.items()}
        for dimension, members in gained.items()
    }


def _statement(fact: Fact, days: int, filters: Sequence[str], fillers: Sequence[tuple[str, Sequence[str]]]) -> Any:
    """A row for each step and line of levels: what was added up since the step before, and the levels that stand at its
    end, empty where none was said within it. The days and the codes of the filters are handed in."""
    on = [bindparam(f"day_{number}", type_=Date) for number in range(days)]
    columns = dimensions.filters(fact)
    only = [or_(*(fact.table.c[column] == bindparam(f"only_{name}") for column in columns[name])) for name in filters]
    query = changes(fact, dict(fillers), levels=False).where(*only, fact.table.c.day <= on[-1])
    if not fact.levels:  # sums are differences of totals, so nothing before the first day that is asked for is needed
        query = query.where(fact.table.c.day > on[0])
    said = {name: fact.made_of(name).value(fact.table) for name in _levels(fact)}
    days_said = (case((value.is_not(None), fact.table.c.day)).label(f"{name}_on") for name, value in said.items())
    rows = query.add_columns(*days_said).subquery()
    step = case(*((rows.c.day <= day, number) for number, day in enumerate(on)), else_=None).label("step")
    keys = [rows.c[name] for name in _line(fact)]
    held = set(_stands(fact))
    added = [func.sum(rows.c[name]).label(name) for name in (*fact.measures, *fact.counts) if name not in held]
    newest = [func.max(rows.c[f"{name}_on"]).label(f"{name}_on") for name in said]
    groups = select(step, *keys, *added, *newest).group_by(step, *keys).subquery()
    return _with_levels(fact, groups).order_by(groups.c.step)


def _with_levels(fact: Fact, groups: Any) -> Any:
    """The groups with the rows that say each level last within them: a step into the index each."""
    found, query = list(groups.c), groups
    for name, labels in _by_level(fact).items():
        last = fact.table.alias(f"last_{name}")
        value = fact.made_of(name).value(last)
        counted = (not_outranked(last),) if fact.ranked else ()
        same = [last.c[column.name] == groups.c[column.name] for column in fact.line]
        query = query.outerjoin(last, and_(*same, last.c.day == groups.c[f"{name}_on"], value.is_not(None), *counted))
        found.append(value.label(name))
        for label, provenance in labels.items():
            found.append(case((value.is_not(None), is_so(fact, last, name=name, provenance=provenance))).label(label))
    return select(*found).select_from(query)


def _line(fact: Fact) -> tuple[str, ...]:
    """The columns along which a level changes; of a fact without levels those that rows count by."""
    return tuple(column.name for column in fact.line) if fact.levels else fact.dimensions


def _levels(fact: Fact) -> tuple[str, ...]:
    return (*fact.levels, *fact.derived_levels)


def _by_level(fact: Fact) -> dict[str, dict[str, Provenance]]:
    """Every level with the counts of rows by provenance that go by it."""
    found: dict[str, dict[str, Provenance]] = {name: {} for name in _levels(fact)}
    for group, (first, *_) in fact.origins.items():
        if first in found:
            found[first] = dict(zip(origin_rows(group), (Provenance.DEMO, Provenance.MEASURED), strict=True))
    return found


def _stands(fact: Fact) -> dict[str, bool]:
    """What stands at a step rather than being added up, and whether it is a count of rows."""
    counts = (label for labels in _by_level(fact).values() for label in labels)
    return {**dict.fromkeys(_levels(fact), False), **dict.fromkeys(counts, True)}


def _rises(fact: Fact, rows: Iterable[Any]) -> Iterator[Row]:
    """The rows with their levels as changes against the step before of the same line in which each was said."""
    stands, names = _stands(fact), _line(fact)
    before: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in rows:
        made, line = dict(row), before[tuple(row[name] for name in names)]
        for name, counts in stands.items():
            if row[name] is not None:
                made[name], line[name] = row[name] - line.get(name, 0), row[name]
            elif counts:
                made[name] = 0
        yield made


def _places(fact: Fact, row: dict[str, Any]) -> list[tuple[str, str]]:
    pair = [(PAIR, ">".join(row[name] for name in fact.pair))] if fact.pair else []
    return [*pair, (CITY, ""), *((name, row[name]) for name in fact.dimensions)]


def _add(total: dict[str, int | None], row: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if row[name] is not None:
            total[name] = (total.get(name) or 0) + int(row[name])


def _running(steps: Mapping[int, dict[str, int]], days: list[date], names: tuple[str, ...]) -> dict[date, Any]:
    running: dict[str, int | None] = dict.fromkeys(names)
    found = {}
    held: dict[str, int | None] | None = None
    for number, day in enumerate(days):
        if number in steps:
            _add(running, {name: steps[number].get(name) for name in names}, names)
            held = dict(running)
        if held is not None:  # days between which nothing changed have one total
            found[day] = held
    return found
