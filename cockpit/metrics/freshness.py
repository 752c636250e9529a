"""Freshness: how old the newest accepted data of a source is, against its agreed cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CURRENT, LATE, BROKEN, NOT_CONNECTED = "current", "late", "broken", "none"
STATES = (CURRENT, LATE, BROKEN, NOT_CONNECTED)


@dataclass(frozen=True)
class Fresh:
    state: str
    overdue_hours: int


def fresh(newest: datetime | None, *, cadence_hours: int, at: datetime, failure: str | None = None) -> Fresh:
    """Late: overdue by up to two of its own cycles. Broken: the last read failed, or overdue by more."""
    if newest is None:
        return Fresh(NOT_CONNECTED, 0)
    cycle = timedelta(hours=cadence_hours)
    overdue = at - newest - cycle
    hours = max(0, int(overdue.total_seconds() // 3600))
    if failure or overdue > 2 * cycle:
        return Fresh(BROKEN, hours)
    return Fresh(LATE if overdue > timedelta(0) else CURRENT, hours)
