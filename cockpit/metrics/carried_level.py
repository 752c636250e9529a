"""Since when a level stands: the day of its own newest row, where that lies before the day of the number."""

from __future__ import annotations

from datetime import date
from functools import cache

from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Member, Reading
from cockpit.metrics.row_selection import Accumulation, FactRows
from cockpit.store.sums import FACTS


def since(reading: Reading, metric: str, *, member: Member, as_of: date | None) -> date | None:
    """None where it was said on the day itself, and of what is no level of rows."""
    columns, only = _level(metric)
    if not columns or as_of is None:
        return None
    said = [reading.newest.get(column, {}).get(only or member) for column in columns]
    newest = max((day for day in said if day is not None), default=None)
    return newest if newest is not None and newest < as_of else None


@cache
def columns() -> frozenset[tuple[str, str]]:
    """The facts and columns of every level that may be carried."""
    return frozenset(pair for name in METRICS.names() for pair in _level(name)[0])


@cache
def _level(metric: str) -> tuple[tuple[tuple[str, str], ...], Member | None]:
    """The facts and columns of a level, and its fixed member; none of what is added up, counted, or ages."""
    behind = METRICS[metric].measure.behind(When(date.max, date.max))
    if not isinstance(behind, FactRows) or behind.how != Accumulation.LEVEL or behind.by or behind.ages:
        return (), None
    fact = FACTS[behind.fact]
    return tuple((fact.name, fact.made_of(column).known) for column in behind.columns), behind.only
