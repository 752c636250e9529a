"""What the source of a measure has delivered, from its mark and the ledger: never from what another source says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cockpit.calendar import SHANGHAI, end_of
from cockpit.metrics.coverage import Days, Delivered, joined, shared
from cockpit.metrics.reading import Reading
from cockpit.metrics.workdays import working
from cockpit.store.delivery_coverage import COPY, ROWS
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import DeliveryMode

Line = Mapping[str, Any]


def delivered(reading: Reading, source: str, window: Sequence[tuple[str, str]], as_of: date) -> Delivered | None:
    """Of all columns together that are added up; None where nobody has ever delivered one of them."""
    found = [_of_column(reading, source, fact, column, as_of) for fact, column in dict.fromkeys(window)]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    return known[0] if len(known) == 1 else _together(known)


def level_days(reading: Reading, source: str, columns: Sequence[tuple[str, str]]) -> list[date]:
    """Of what stands on a day: the newest days on which the source said it, and the day up to which it was read."""
    found = []
    for fact, column in columns:
        lines = _lines(reading, fact, column)
        if lines:
            own, _ = _owing(reading, source, lines)
            found.append(max(date.fromisoformat(one["last"]) for one in own))
    newest = _newest(reading, source)
    return [*found, newest.date()] if newest else found


def due_on_changes(reading: Reading, source: str, fact: str) -> bool:
    """Whether a day without a row says that nothing happened: by the fact, and by what the source has declared."""
    row = _registered(reading, source)
    mode = (row or {}).get("delivers") or DeliveryMode.CHANGES
    return not FACTS[fact].daily and mode == DeliveryMode.CHANGES


def _lines(reading: Reading, fact: str, column: str) -> list[Line]:
    known = FACTS[fact].made_of(column).known
    wanted = fact, known if FACTS[fact].table.c[known].nullable else ROWS
    return [one for one in reading.registers.get(COPY, []) if (one["fact"], one["column"]) == wanted]


def _of_column(reading: Reading, source: str, fact: str, column: str, as_of: date) -> Delivered | None:
    lines = _lines(reading, fact, column)
    if not lines:
        return None
    own, others = _owing(reading, source, lines)
    newest = _newest(reading, source)
    closed = [_closed(reading, one, as_of) for one in (source, *others)]
    return Delivered(
        first=min(date.fromisoformat(one["first"]) for one in own),
        last=max(date.fromisoformat(one["last"]) for one in own),
        days=joined(span for one in own for span in _spans(one["days"])) if FACTS[fact].daily else None,
        newest=newest,
        closed=min((day for day in closed if day is not None), default=None),
        calendar=working(_registered(reading, source) or {}, reading.workdays),
        altered=joined(span for one in own for span in _spans(one.get("altered", []))),
    )


def _owing(reading: Reading, source: str, lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines that say which days are there: of the source itself and of what was filled by other means; of all where
    it has none. And the codes of other sources that deliver the same: they too have to be as far as the window goes."""
    registered = {row["code"] for row in reading.registers.get("source", [])}
    own = [one for one in lines if one["source"] == source or one["source"] not in registered]
    return own or lines, [one["source"] for one in lines if one not in own]


def _spans(said: Iterable[Sequence[str]]) -> list[Days]:
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in said]


def _newest(reading: Reading, source: str) -> datetime | None:
    marks = reading.registers.get("source_mark", [])
    said = next((row["newest_at"] for row in marks if row["source"] == source), None)
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI) if said else None


def _closed(reading: Reading, source: str, as_of: date) -> date | None:
    """The last day of which a source has spoken to the end.

    The day of its newest moment is one while the source is in time; where it should have gone on, the day broke off.
    """
    newest = _newest(reading, source)
    if newest is None:
        return None
    ends = (newest + timedelta(seconds=1)).date() > newest.date()
    return newest.date() if ends or _in_time(reading, source, newest, as_of) else newest.date() - timedelta(days=1)


def _in_time(reading: Reading, source: str, newest: datetime, as_of: date) -> bool:
    row = _registered(reading, source)
    at = end_of(as_of)
    if reading.clock is not None:
        at = reading.clock if reading.live else min(reading.clock, at)
    if row is None:
        return True
    hours, calendar = int(row["cadence_hours"]), working(row, reading.workdays)
    due = calendar.due(newest, hours, guess=True) if calendar else newest + timedelta(hours=hours)
    return due is not None and at <= due


def _registered(reading: Reading, source: str) -> Line | None:
    return next((row for row in reading.registers.get("source", []) if row["code"] == source), None)


def _together(found: list[Delivered]) -> Delivered:
    days: tuple[Days, ...] | None = None
    for one in found:
        if one.days is not None:
            days = one.days if days is None else shared(days, one.days)
    return Delivered(
        first=max(one.first for one in found),
        last=min(one.last for one in found),
        days=days,
        newest=found[0].newest,
        closed=min((one.closed for one in found if one.closed), default=None),
        calendar=found[0].calendar,
        altered=joined(span for one in found for span in one.altered),
    )
