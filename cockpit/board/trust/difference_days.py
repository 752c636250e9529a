"""Since which day each difference of a reconciliation has been what it is, day by day and not week by week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import CITY, Member, Reading
from cockpit.metrics.reconciliation import Reconciliation

FURTHEST = 3 * 366
"""Days that are looked back; a difference that is older than that is said to hold since the first of them."""
STEP = 61
"""Days that are read at once."""

Look = Callable[[tuple[date, ...]], Reading]
"""What is known on these days, the newest first."""


def held_since(one: Reconciliation, look: Look, day: date, difference: int | None) -> date | None:
    """The first day of the run of days that ends on `day` and has this difference on every one of them.

    None where there is no difference, or where the whole is a published figure, which stands on single days.
    """
    if not difference or one.whole == one.part:
        return None
    first = day
    for start in range(1, FURTHEST, STEP):
        days = tuple(day - timedelta(days=back) for back in range(start, start + STEP))
        reading = look(days)
        members = reading.parts(one.dimension)
        for asked in days:
            if _difference(one, reading, asked, members) != difference:
                return first
            first = asked
    return first


def _difference(one: Reconciliation, reading: Reading, day: date, members: list[str]) -> int | None:
    """The whole less its parts on a day; None where either is not known."""
    parts = [_value(one.part, reading, day, (one.dimension, code)) for code in members]
    known = [value for value in parts if value is not None]
    whole = _value(one.whole, reading, day, CITY)
    return int(whole) - sum(int(value) for value in known) if known and whole is not None else None


def _value(metric: str, reading: Reading, day: date, member: Member) -> int | float | None:
    return METRICS[metric].measure.found(reading, When(day, day - timedelta(days=7)), member).value
