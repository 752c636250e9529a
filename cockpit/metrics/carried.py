"""Since when a level stands: the day of its own newest row, where that lies before the day of the number."""

from __future__ import annotations

from datetime import date

from cockpit.metrics.behind import Accumulation, Rows
from cockpit.metrics.measure import Measure, When
from cockpit.metrics.reading import Member, Reading
from cockpit.store.sums import FACTS


def since(reading: Reading, measure: Measure, when: When, *, member: Member, as_of: date | None) -> date | None:
    """None where it was said on the day itself, and of what is no level of rows."""
    behind = measure.behind(when)
    if not isinstance(behind, Rows) or behind.how != Accumulation.LEVEL or behind.by or behind.ages or as_of is None:
        return None
    known = {one.name: one.known for one in FACTS[behind.fact].derived}
    days = [
        reading.newest.get((behind.fact, known.get(column, column)), {}).get(behind.only or member)
        for column in behind.columns
    ]
    newest = max((day for day in days if day is not None), default=None)
    return newest if newest is not None and newest < as_of else None
