"""What days without a row say of a member: that nothing happened, or that nobody knows."""

from __future__ import annotations

from cockpit.metrics.delivery_days import due_on_changes
from cockpit.metrics.measure import Sum, When
from cockpit.metrics.metric import Metric
from cockpit.metrics.reading import CITY, RECEIVED, Found, Member, Reading
from cockpit.metrics.row_selection import FactRows
from cockpit.store.sums import FACTS


def heard(reading: Reading, metric: Metric, when: When, member: Member) -> bool:
    """Whether rows up to the day say of a member what is added up: without one it has no history that were short."""
    behind = metric.measure.behind(when)
    if isinstance(behind, FactRows):
        if behind.received and member == CITY and "unit" in reading.filters:
            member = RECEIVED
        if behind.by and member[0] == "level" and not FACTS[behind.fact].by_unit_level:
            member = CITY
    window = metric.measure.window
    return all(reading.heard(fact, name, member=member, day=when.day) for fact, name in window)


def unchanged(reading: Reading, metric: Metric, when: When, member: Member) -> Found | None:
    """0 over days without a row, of a member that had rows before and owes one only where something happened.

    None where it was never heard of, or owes a row every day."""
    measure = metric.measure
    if not isinstance(measure, Sum) or not due_on_changes(reading, metric.source, measure.fact):
        return None
    before = reading.heard(measure.fact, measure.column, member=member, day=when.after)
    return None if before is None else Found(0, before)
