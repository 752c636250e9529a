"""What each row of a fact adds to the running totals: its sums as they are, its levels as changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from cockpit.store.precedence import not_outranked
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import COUNTS, Fact, empty_rows, known_rows, origin_rows
from cockpit.store.vocabulary import Provenance

Fillers = Mapping[str, Collection[str]]
"""By column the sources that fill it."""


def changes(
    fact: Fact, fillers: Fillers | None = None, *, few: tuple[date, date] | None = None, levels: bool = True
) -> Any:
    """Every counted row of the fact with its levels as changes against the row before of the same key.

    `fillers` are asked for where a fact is shared; without them no row counts as empty. `few` names the first and last
    day where they hold few of the rows: the row before of each is then looked up, and history is not read. Without
    `levels` only what is added up is there.
    """
    table = fact.table
    keys = [column for column in table.primary_key.columns if column.name != "day"]
    columns: list[ColumnElement[Any]] = [table.c.day, *keys]
    for name in (*fact.levels, *fact.derived_levels) if levels else ():
        columns.append(_changed(fact, name, fact.made_of(name).value, few=bool(few)).label(name))
    columns.extend(fact.made_of(name).value(table).label(name) for name in (*fact.flows, *fact.derived_flows))
    for count in COUNTS:
        counted = table.c.provenance == count.removesuffix("_rows")
        columns.append(case((counted, 1), else_=0).label(count))
    for name in fact.uncertain:
        columns.append(case((table.c[name].is_not(None), 1), else_=0).label(known_rows(name)))
        if fact.shared:
            filled = table.c[DELIVERED_BY].in_(sorted((fillers or {}).get(name, ())))
            columns.append(case((and_(table.c[name].is_(None), filled), 1), else_=0).label(empty_rows(name)))
    query = select(*columns, *_origins(fact, few=bool(few), levels=levels)).where(*fact.counted)
    return query.where(table.c.day.between(*few)) if few else query


Said = Callable[[Any], ColumnElement[Any]]
"""What is taken of a row of the fact, or of an alias of it."""


def _changed(fact: Fact, name: str, said: Said, *, few: bool) -> ColumnElement[Any]:
    """What a row says against the row before of the same key in which the level is known."""
    before = _looked_up(fact, name, said) if few else _lagging(fact, name, said)
    return said(fact.table) - func.coalesce(before, 0)


def _origins(fact: Fact, *, few: bool, levels: bool) -> list[ColumnElement[Any]]:
    """Of a level the row that holds counts, and of what is added up every row that says it."""
    found: list[ColumnElement[Any]] = []
    held = (*fact.levels, *fact.derived_levels)
    for group, names in fact.origins.items():
        if names[0] in held and not levels:
            continue
        for provenance, label in zip((Provenance.DEMO, Provenance.MEASURED), origin_rows(group), strict=True):
            said = partial(is_so, fact, name=names[0], provenance=provenance)
            counted = said(fact.table)
            if names[0] in held:
                # A row that does not say the level leaves the one before in its place.
                known = fact.made_of(names[0]).value(fact.table).is_not(None)
                counted = case((known, _changed(fact, names[0], said, few=few)), else_=0)
            found.append(counted.label(label))
    return found


def is_so(fact: Fact, table: Any, *, name: str, provenance: Provenance) -> ColumnElement[Any]:
    """1 where a row of the fact, or of an alias of it, says a measure and is of this provenance; else 0."""
    return case((and_(fact.made_of(name).value(table).is_not(None), table.c.provenance == provenance), 1), else_=0)


def _lagging(fact: Fact, name: str, said: Said) -> ColumnElement[Any]:
    table, level = fact.table, fact.made_of(name).value(fact.table)
    # A day of which a level is not known must not be taken for zero by the day after it.
    lines = [*fact.line, level.is_(None)] if name not in table.c or table.c[name].nullable else fact.line
    return func.lag(said(table)).over(partition_by=lines, order_by=table.c.day)


def _looked_up(fact: Fact, name: str, said: Said) -> ColumnElement[Any]:
    earlier = fact.table.alias("earlier")
    level = fact.made_of(name).value(earlier)
    counted = (not_outranked(earlier),) if fact.ranked else ()
    known = (earlier.c.day < fact.table.c.day, level.is_not(None), *counted)
    query = select(said(earlier)).where(same_key(fact, earlier), *known)
    last: ColumnElement[Any] = query.order_by(earlier.c.day.desc()).limit(1).correlate(fact.table).scalar_subquery()
    return last


def same_key(fact: Fact, other: Any) -> ColumnElement[bool]:
    """Rows of an alias that say something of the same as a row of the fact, on whatever day."""
    return and_(*(other.c[column.name] == column for column in fact.line))
