"""The rows that make a level: of each key the newest one in which a column is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, case, func, select

from cockpit.board.rows.plain_rows import Lines
from cockpit.board.rows.row_query import conditions, keys
from cockpit.metrics.row_selection import FactRows
from cockpit.store.sums import FACTS

MOST_DAYS = 500
"""Days that one statement may name."""


def level(
    connection: Connection, behind: FactRows, filters: Mapping[str, str], *, units: Collection[str] | None = None
) -> Lines:
    """Of each key the newest row in which a column is known; a row may stand for one column and not for another.

    `units`: of these alone.
    """
    fact = FACTS[behind.fact]
    table, where = fact.table, conditions(behind, filters)
    if units is not None:
        where.append(table.c.unit.in_(sorted(units)))
    known = {name: fact.made_of(name).known for name in behind.columns}
    newest = [func.max(case((table.c[name].is_not(None), table.c.day))) for name in known.values()]
    line = fact.line
    query = select(*line, *newest).where(table.c.day <= behind.day, *where).group_by(*line)
    width = len(line)
    stands: dict[tuple[Any, ...], tuple[Any, ...]] = {
        tuple(row[:width]): tuple(row[width:]) for row in connection.execute(query)
    }
    days = sorted({day for held in stands.values() for day in held if day is not None}, reverse=True)
    columns = [table.c[fact.made_of(name).column].label(name) for name in behind.columns]
    lines: Lines = []
    for at in range(0, len(days), MOST_DAYS):
        rows = select(table.c.day, *keys(fact), table.c.provenance, *columns)
        rows = rows.where(table.c.day.in_(days[at : at + MOST_DAYS]), *where)
        for row in connection.execute(rows.order_by(table.c.day.desc(), *keys(fact))).mappings():
            held = stands[tuple(row[key.name] for key in line)]
            if row["day"] in held:
                made = {name: row[name] if day == row["day"] else None for name, day in zip(known, held, strict=True)}
                lines.append({str(name): value for name, value in {**row, **made}.items()})
    return lines
