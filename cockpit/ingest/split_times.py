"""A day and a time of the day that a source writes apart from each other."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.clock import time_of
from cockpit.ingest.doubt import Doubtful
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.spelling import Spelled, Spelling, spelled


def put_together(found: Spelled, apart: Any, field: str, spelling: Spelling) -> Spelled:
    """A day and a time that stand apart. Where the day has a clock time too, it must be the same, or midnight."""
    only_day = found.clock in (None, time()) and not found.ends_day
    try:
        whole = spelled(apart, spelling) if isinstance(apart, str) else found
    except Doubtful:
        whole = found
    if whole is found or whole.clock is None:
        try:
            clock = time_of(apart, f"{field}_time")
        except Unfit:
            if only_day:
                raise
            return found
        whole = Spelled(found.day, clock.time, clock.ends_day)
    if only_day and found.day in (whole.day, _local(whole, spelling)):
        return whole
    if (whole.day, whole.ends_day) == (found.day, found.ends_day) and _same(whole.clock, found.clock):
        return found
    raise Unfit(
        zh=("写有两个不同的时刻。", f"请在fields中写明哪一个是{field}和{field}_time。"),
        en=("it says two times that differ.", f"Say in fields which is {field} and which {field}_time."),
        field=field,
        value=f"{found} {apart}",
    )


def _local(whole: Spelled, spelling: Spelling) -> date | None:
    return None if whole.ends_day else whole.local_day(spelling, spelling.zone or SHANGHAI)


def _same(one: time | None, other: time | None) -> bool:
    """Where one of two times says no offset, it is that of the other."""
    if one is None or other is None:
        return one == other
    return one == other or (
        None in (one.tzinfo, other.tzinfo) and one.replace(tzinfo=None) == other.replace(tzinfo=None)
    )
