"""The rows behind a number, added up by member of one dimension: by unit, library, kind, scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from cockpit.board.board import Board
from cockpit.board.comparison.attribution import Members
from cockpit.board.rows.level_rows import standing
from cockpit.board.rows.register_rows import apart
from cockpit.board.rows.row_query import rows_of
from cockpit.metrics.answer import Answer
from cockpit.metrics.coverage import Days
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.reading import Reading
from cockpit.metrics.row_selection import COUNTED, Accumulation, Behind, FactRows, UnitsWithout
from cockpit.store.sums import FACTS

ITSELF = "itself"
"""The one member of a number that no rows of facts make: it explains all of its change."""


def behind(metric: Metric, board: Board) -> Behind:
    when = Answer(Reading({}, {}, {}), board.as_of, board.scope.period).when()
    return metric.measure.behind(when)


def dimensions(metric: Metric, board: Board) -> tuple[str, ...]:
    """By what the number can be taken apart; what the scope is narrowed to splits nothing any more."""
    made = behind(metric, board)
    if isinstance(made, UnitsWithout):
        return ("unit",)
    if not isinstance(made, FactRows):
        return (ITSELF,)
    if made.by:
        return (made.by,)
    names = FACTS[made.fact].dimensions
    unit = "consumer" if made.received else "provider"
    narrowed = {unit if name == "unit" and unit in names else name for name in board.scope.filters}
    left = tuple(name for name in names if name not in narrowed)
    return left or names[:1]


def members(
    connection: Connection,
    metric: Metric,
    board: Board,
    by: str,
    *,
    registers: dict[str, list[dict[str, Any]]],
    days: Sequence[Days] | None = None,
) -> Members:
    """The totals of every member; for what no rows of facts make, the number itself. `days` are all that are added."""
    made = behind(metric, board)
    if isinstance(made, UnitsWithout):
        return _grouped(apart(connection, made, registers), "unit", (COUNTED,))
    if not isinstance(made, FactRows):
        return {}
    if made.by:
        return _grouped(standing(connection, made, board.scope.filters), made.by, (*made.columns, COUNTED))
    if made.how == Accumulation.LEVEL:
        return _grouped(standing(connection, made, board.scope.filters), by, made.columns)
    rows = rows_of(made, board.scope.filters).subquery()
    query = select(rows.c[by], *(func.sum(rows.c[name]) for name in made.columns)).group_by(rows.c[by])
    if days is not None:
        query = query.where(or_(*(rows.c.day.between(first, last) for first, last in days)))
    return {
        row[0]: {name: None if value is None else int(value) for name, value in zip(made.columns, row[1:], strict=True)}
        for row in connection.execute(query)
    }


def _grouped(lines: list[dict[str, Any]], by: str, columns: tuple[str, ...]) -> Members:
    totals: dict[str, dict[str, int | float | None]] = {}
    for line in lines:
        held = totals.setdefault(line[by], dict.fromkeys(columns))
        for name in columns:
            if line[name] is not None:
                held[name] = (held[name] or 0) + line[name]
    return totals


def by_unit(connection: Connection, metric: str, board: Board) -> dict[str, int | float]:
    """The number of every unit that has one, in the scope of the board without its unit."""
    declared = METRICS[metric]
    made = behind(declared, board)
    if not isinstance(made, FactRows) or made.by or made.only:
        return {}
    names = FACTS[made.fact].dimensions
    way = "unit" if "unit" in names else "consumer" if made.received else "provider"
    found = members(connection, declared, board, way, registers={})
    values = {code: declared.measure.made(totals) for code, totals in found.items()}
    return {code: value for code, value in values.items() if value is not None}


def check(metric: str, by: str | None, board: Board) -> str:
    """The dimension that is asked for, or the first that there is."""
    known = dimensions(METRICS[metric], board)
    return by if by in known else known[0]
