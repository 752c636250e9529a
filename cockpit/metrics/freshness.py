"""Freshness: how old the newest accepted data of a source is, against its agreed cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SourceState(StrEnum):
    """How fresh a source is, the best first."""

    CURRENT = "current"
    LATE = "late"
    BROKEN = "broken"
    NOT_CONNECTED = "none"


@dataclass(frozen=True)
class Fresh:
    state: SourceState
    overdue_hours: int


def fresh(newest: datetime | None, *, cadence_hours: int, at: datetime, failure: str | None = None) -> Fresh:
    """Late: overdue by up to two of its own cycles. Broken: the last read failed, or overdue by more."""
    if newest is None:
        return Fresh(SourceState.NOT_CONNECTED, 0)
    cycle = timedelta(hours=cadence_hours)
    overdue = at - newest - cycle
    hours = max(0, int(overdue.total_seconds() // 3600))
    if failure or overdue > 2 * cycle:
        return Fresh(SourceState.BROKEN, hours)
    return Fresh(SourceState.LATE if overdue > timedelta(0) else SourceState.CURRENT, hours)
