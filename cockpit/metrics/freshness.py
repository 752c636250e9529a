"""Freshness: how old the newest accepted data of a source is, against its agreed cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cockpit.metrics.workdays import Workdays
from cockpit.units import Text


class SourceState(StrEnum):
    """Broken: the last reading failed. Stopped: it can be read, and has had nothing new for long. Not connected: it was
    never read. Unknown: no reading is kept from which it could be judged."""

    CURRENT = "current"
    LATE = "late"
    STOPPED = "stopped"
    BROKEN = "broken"
    NOT_CONNECTED = "none"
    UNKNOWN = "unknown"


STATE_NAMES = {
    SourceState.CURRENT: Text("当期", "current"),
    SourceState.LATE: Text("延迟", "late"),
    SourceState.STOPPED: Text("停更", "stopped"),
    SourceState.BROKEN: Text("中断", "broken"),
    SourceState.NOT_CONNECTED: Text("待接入", "not connected"),
    SourceState.UNKNOWN: Text("未知", "not known"),
}
WORST_FIRST = (
    SourceState.BROKEN,
    SourceState.STOPPED,
    SourceState.LATE,
    SourceState.UNKNOWN,
    SourceState.NOT_CONNECTED,
    SourceState.CURRENT,
)
OVERDUE = (SourceState.BROKEN, SourceState.STOPPED, SourceState.LATE)
"""The states in which a source owes something."""


@dataclass(frozen=True)
class Fresh:
    state: SourceState
    overdue_hours: int


def fresh(
    newest: datetime | None,
    *,
    cadence_hours: int,
    at: datetime,
    failure: str | None = None,
    working: Workdays | None = None,
) -> Fresh:
    """Late: overdue by up to two of its own cycles; stopped: by more. Broken: the last reading failed, however old.

    `working` is the calendar of a source that delivers on working days alone: its hours are working time. Where it
    depends on days off that nobody has announced whether it is late, that is not known.
    """
    if newest is None:
        return Fresh(SourceState.BROKEN if failure else SourceState.NOT_CONNECTED, 0)
    if working is not None:
        return _in_working_time(newest, cadence_hours, at, working=working, failure=failure)
    cycle = timedelta(hours=cadence_hours)
    overdue = at - newest - cycle
    hours = max(0, int(overdue.total_seconds() // 3600))
    if failure:
        return Fresh(SourceState.BROKEN, hours)
    if overdue > 2 * cycle:
        return Fresh(SourceState.STOPPED, hours)
    return Fresh(SourceState.LATE if overdue > timedelta(0) else SourceState.CURRENT, hours)


def _in_working_time(newest: datetime, hours: int, at: datetime, *, working: Workdays, failure: str | None) -> Fresh:
    due = working.due(newest, hours, guess=False)
    overdue = int(working.between(due, at, hours).total_seconds() // 3600) if due and due < at else 0
    if failure:
        return Fresh(SourceState.BROKEN, overdue)
    if due is not None and at > due:
        for _ in range(2):
            due = None if due is None else working.due(due, hours, guess=False)
        return Fresh(SourceState.STOPPED if due is not None and at > due else SourceState.LATE, overdue)
    earliest = working.due(newest, hours, guess=True)
    sure = earliest is not None and at <= earliest
    return Fresh(SourceState.CURRENT if sure else SourceState.UNKNOWN, 0)
