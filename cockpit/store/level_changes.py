"""The rows of a fact as the sums add them up: levels as their changes, and what every row counts as."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import COUNTS, LEVEL, Fact, empty_rows, known_rows, origin_rows
from cockpit.store.vocabulary import Provenance

Fillers = Mapping[str, Collection[str]]
"""By column the sources that fill it."""


def changes(fact: Fact, fillers: Fillers | None = None) -> Any:
    """Every counted row of the fact with its levels as changes against the row before of the same key.

    `fillers` are asked for where a fact is shared; without them no row counts as empty.
    """
    table = fact.table
    keys = [column for column in table.primary_key.columns if column.name != "day"]
    columns: list[ColumnElement[Any]] = [table.c.day, *keys]
    levels: dict[str, ColumnElement[Any]] = {name: table.c[name] for name in fact.levels}
    levels.update({one.name: case((table.c[one.known].is_not(None), table.c[one.column])) for one in fact.derived})
    for name, column in levels.items():
        # A day of which a level is not known must not be taken for zero by the day after it.
        columns.append(_change(fact, column, _lines(fact, name, column)).label(name))
    columns.extend(table.c[name] for name in fact.flows)
    for count in COUNTS:
        is_so = table.c.provenance == count.removesuffix("_rows")
        columns.append(case((is_so, 1), else_=0).label(count))
    for name in fact.uncertain:
        columns.append(case((table.c[name].is_not(None), 1), else_=0).label(known_rows(name)))
        if fact.shared:
            filled = table.c[DELIVERED_BY].in_(sorted((fillers or {}).get(name, ())))
            columns.append(case((and_(table.c[name].is_(None), filled), 1), else_=0).label(empty_rows(name)))
    return select(*columns, *_origins(fact, levels)).where(*fact.counted)


def _lines(fact: Fact, name: str, column: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """What a level changes along: its key, and the rows in which it is known apart from those in which it is not."""
    table = fact.table
    keys: list[ColumnElement[Any]] = list(fact.line)
    return [*keys, column.is_(None)] if name not in table.c or table.c[name].nullable else keys


def _change(fact: Fact, column: ColumnElement[Any], lines: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    table = fact.table
    before = func.lag(column).over(partition_by=lines, order_by=(table.c.day, table.c[DELIVERED_BY]))
    return column - func.coalesce(before, 0)


def _origins(fact: Fact, levels: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Of a level the row that holds counts, and of what is added up every row that says it."""
    table = fact.table
    found: list[ColumnElement[Any]] = []
    for group, names in fact.origins.items():
        column = levels[names[0]] if names[0] in levels else table.c[names[0]]
        for provenance, label in zip((Provenance.DEMO, Provenance.MEASURED), origin_rows(group), strict=True):
            so = table.c.provenance == provenance
            said = case((and_(column.is_not(None), so) if group != LEVEL else so, 1), else_=0)
            made = _change(fact, said, _lines(fact, names[0], column)) if names[0] in levels else said
            found.append(made.label(label))
    return found
