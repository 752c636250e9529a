"""Measures about the numbers themselves: sources in time, differences found, targets ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from cockpit.calendar import SHANGHAI, Period, end_of
from cockpit.metrics.answer import Answer
from cockpit.metrics.behind import COUNTED, Behind, Listed, Totals, whole
from cockpit.metrics.freshness import Fresh, SourceState, fresh
from cockpit.metrics.measure import MeasureKind, When
from cockpit.metrics.metric import METRICS, Direction
from cockpit.metrics.number import Note
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst
from cockpit.metrics.reconciliation import RECONCILIATIONS, Verdict, reckon
from cockpit.store.vocabulary import Provenance


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) if text else None


def looked_at(reading: Reading, day: date) -> datetime:
    """The moment at which freshness is judged: now; or the end of a day that was asked for, where that is over."""
    if reading.clock is None:
        return end_of(day)
    return reading.clock if reading.live else min(reading.clock, end_of(day))


def today(reading: Reading, day: date) -> date:
    """The day from which days are counted: a day that was asked for, else that of the clock."""
    return looked_at(reading, day).date()


def freshness(reading: Reading, source: dict[str, Any], day: date) -> Fresh:
    mark = mark_of(reading, source["code"])
    at = looked_at(reading, day)
    newest = moment(mark["newest_at"]) if mark else None
    return fresh(
        min(newest, at) if newest else None,
        cadence_hours=int(source["cadence_hours"]),
        at=at,
        failure=failure_of(mark, at),
    )


def failure_of(mark: Mapping[str, Any] | None, at: datetime) -> str | None:
    """Why the last reading failed; nothing where it failed after the moment that is judged."""
    if mark is None:
        return None
    read_at = moment(mark["read_at"])
    return None if read_at is not None and read_at > at else mark["failure"]


def mark_of(reading: Reading, code: str) -> dict[str, Any] | None:
    return next((row for row in reading.registers.get("source_mark", []) if row["source"] == code), None)


@dataclass(frozen=True)
class Sources:
    """How many sources are in one of these states; all of them where none is named."""

    states: tuple[SourceState, ...] = ()
    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        rows = reading.registers.get("source", [])
        if member != CITY or not rows:
            return Found(None)
        so = [row for row in rows if not self.states or freshness(reading, row, when.day).state in self.states]
        marks = [mark_of(reading, row["code"]) for row in rows]
        provenance = worst(*(mark["provenance"] for mark in marks if mark))
        return Found(len(so), provenance, day=today(reading, when.day))

    def behind(self, when: When) -> Behind:
        return Listed("source")

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class Differences:
    """How many reconciliations come out with a difference that nothing explains."""

    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note=Note.NOT_SPLIT)
        answer = Answer(reading, when.day, Period.WEEK)
        reckoned = [reckon(one, answer, reading.parts(one.dimension)) for one in RECONCILIATIONS]
        if all(one.verdict == Verdict.UNKNOWN for one in reckoned):
            return Found(None)
        differing = [one for one in reckoned if one.verdict == Verdict.DIFFERS]
        return Found(len(differing), worst(*(one.whole.provenance for one in reckoned)))

    def behind(self, when: When) -> Behind:
        return Listed("reconciliation")

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class NextTarget:
    """The target that falls due next: its `goal`, or the `days` that are left."""

    what: str
    kind: ClassVar[MeasureKind] = MeasureKind.TARGET
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        day = today(reading, when.day)
        target = next_target(reading, day)
        if member != CITY or target is None:
            return Found(None)
        if not holds(target, reading):
            return Found(None, note=Note.NOT_SPLIT)
        value = days_left(target, day) if self.what == "days" else plain(target["value"])
        return Found(value, target["provenance"], day=day)

    def behind(self, when: When) -> Behind:
        return Listed("target", ("days_left",) if self.what == "days" else ("value",))

    def made(self, totals: Totals) -> int | float | None:
        return totals.get("days_left" if self.what == "days" else "value")


def next_target(reading: Reading, day: date) -> dict[str, Any] | None:
    ahead = [
        row
        for row in reading.registers.get("target", [])
        if row["due_on"] and date.fromisoformat(row["due_on"]) >= day and date.fromisoformat(row["effective_on"]) <= day
    ]
    return min(ahead, key=lambda row: (row["due_on"], row["position"])) if ahead else None


def holds(target: dict[str, Any], reading: Reading) -> bool:
    """A share that was agreed is one for every part of the city; a number of things is one of the city alone."""
    return not reading.filters or target["unit_of_measure"] == "share"


def days_left(target: dict[str, Any], day: date) -> int | None:
    return (date.fromisoformat(target["due_on"]) - day).days if target["due_on"] else None


def plain(value: str | float | int) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number


@dataclass(frozen=True)
class Attainment:
    """How much of the next target is reached; unknown until its metric is connected."""

    kind: ClassVar[MeasureKind] = MeasureKind.SHARE
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        target = next_target(reading, today(reading, when.day))
        if member != CITY or target is None or not target["metric"]:
            return Found(None, note=Note.NOT_CONNECTED)
        if not holds(target, reading):
            return Found(None, note=Note.NOT_SPLIT)
        current = Answer(reading, when.day, Period.WEEK).number(target["metric"])
        return attained(current.value, target, provenance=current.provenance)

    def behind(self, when: When) -> Behind:
        return Listed("target", ("current", "value", "reached"))

    def made(self, totals: Totals) -> int | float | None:
        return totals.get("reached")


def attained(current: int | float | None, target: dict[str, Any], *, provenance: Provenance | None) -> Found:
    """Current value over target; where less is better, target over current value, and 1 where there is nothing."""
    goal = float(target["value"])
    if current is None or not goal:
        return Found(None, note=Note.NO_DATA)
    ceiling = METRICS[target["metric"]].good == Direction.DOWN
    reached = (goal / current if current else 1.0) if ceiling else current / goal
    return Found(round(reached, 6), worst(provenance, target["provenance"]))
