"""What days without a row say of a member: that nothing happened, or that nobody knows."""

from __future__ import annotations

from cockpit.metrics.delivery_days import due_on_changes
from cockpit.metrics.measure import Sum, When
from cockpit.metrics.metric import Metric
from cockpit.metrics.reading import Found, Member, Reading


def unchanged(reading: Reading, metric: Metric, when: When, member: Member) -> Found | None:
    """0 over days without a row, of a member that had rows before and owes one only where something happened.

    None where it was never heard of, or owes a row every day."""
    measure = metric.measure
    if not isinstance(measure, Sum) or not due_on_changes(reading, metric.source, measure.fact):
        return None
    before = reading.heard(measure.fact, measure.column, member=member, day=when.after)
    return None if before is None else Found(0, before)
