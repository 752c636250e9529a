"""What each row of a fact adds to the running totals: its sums as they are, its levels as changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, select

from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import COUNTS, Fact, empty_rows, known_rows

Fillers = Mapping[str, Collection[str]]
"""By column the sources that fill it."""


def changes(fact: Fact, fillers: Fillers | None = None, *, few: tuple[date, date] | None = None) -> Any:
    """Every counted row of the fact with its levels as changes against the row before of the same key.

    `fillers` are asked for where a fact is shared; without them no row counts as empty. `few` names the first and last
    day where they hold few of the rows: the row before of each is then looked up, and history is not read.
    """
    table = fact.table
    keys = [column for column in table.primary_key.columns if column.name != "day"]
    columns: list[ColumnElement[Any]] = [table.c.day, *keys]
    for name in (*fact.levels, *(one.name for one in fact.derived)):
        level = level_of(fact, table, name)
        before = _looked_up(fact, name) if few else _lagging(fact, name)
        columns.append((level - func.coalesce(before, 0)).label(name))
    columns.extend(table.c[name] for name in fact.flows)
    for count in COUNTS:
        is_so = table.c.provenance == count.removesuffix("_rows")
        columns.append(case((is_so, 1), else_=0).label(count))
    for name in fact.uncertain:
        columns.append(case((table.c[name].is_not(None), 1), else_=0).label(known_rows(name)))
        if fact.shared:
            filled = table.c[DELIVERED_BY].in_(sorted((fillers or {}).get(name, ())))
            columns.append(case((and_(table.c[name].is_(None), filled), 1), else_=0).label(empty_rows(name)))
    query = select(*columns).where(*fact.counted)
    return query.where(table.c.day.between(*few)) if few else query


def level_of(fact: Fact, table: Table | Any, name: str) -> ColumnElement[Any]:
    """The value of a level or derived level in a row of `table`, which may be an alias of the fact's."""
    for one in fact.derived:
        if one.name == name:
            return case((table.c[one.known].is_not(None), table.c[one.column]))
    level: ColumnElement[Any] = table.c[name]
    return level


def _lagging(fact: Fact, name: str) -> ColumnElement[Any]:
    table, level = fact.table, level_of(fact, fact.table, name)
    keys = [column for column in table.primary_key.columns if column.name != "day"]
    # A day of which a level is not known must not be taken for zero by the day after it.
    lines = [*keys, level.is_(None)] if name not in table.c or table.c[name].nullable else keys
    return func.lag(level).over(partition_by=lines, order_by=table.c.day)


def _looked_up(fact: Fact, name: str) -> ColumnElement[Any]:
    earlier = fact.table.alias("earlier")
    level = level_of(fact, earlier, name)
    query = select(level).where(same_key(fact, earlier), earlier.c.day < fact.table.c.day, level.is_not(None))
    last: ColumnElement[Any] = query.order_by(earlier.c.day.desc()).limit(1).correlate(fact.table).scalar_subquery()
    return last


def same_key(fact: Fact, other: Any) -> ColumnElement[bool]:
    """Rows of an alias that say something of the same as a row of the fact, on whatever day."""
    keys = [column.name for column in fact.table.primary_key.columns if column.name != "day"]
    return and_(*(other.c[name] == fact.table.c[name] for name in keys))
