"""Measures about the numbers themselves: sources in time, differences found, targets ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from cockpit.calendar import Period, end_of
from cockpit.metrics.answer import Answer
from cockpit.metrics.freshness import Fresh, SourceState, fresh
from cockpit.metrics.last_reading import NOT_KNOWN, LastReading
from cockpit.metrics.measure import MeasureKind, When, Window
from cockpit.metrics.metric import METRICS, Direction
from cockpit.metrics.number import Note
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst
from cockpit.metrics.reconciliation import RECONCILIATIONS, Verdict, reconcile
from cockpit.metrics.row_selection import COUNTED, Behind, RegisterLines, Totals, whole
from cockpit.metrics.workdays import working
from cockpit.store.vocabulary import Provenance


def looked_at(reading: Reading, day: date) -> datetime:
    """The moment at which freshness is judged: now; or the end of a day that was asked for, where that is over."""
    if reading.clock is None:
        return end_of(day)
    return reading.clock if reading.live else min(reading.clock, end_of(day))


def today(reading: Reading, day: date) -> date:
    """The day from which days are counted: a day that was asked for, else that of the clock."""
    return looked_at(reading, day).date()


def freshness(reading: Reading, source: dict[str, Any], day: date) -> Fresh:
    """The state of a source at that moment, by what was known of it then and not by what was read later."""
    last, at = last_reading(reading, source["code"]), looked_at(reading, day)
    if not last.known:
        return Fresh(SourceState.UNKNOWN, 0)
    return fresh(
        min(last.newest_at, at) if last.newest_at else None,
        cadence_hours=int(source["cadence_hours"]),
        at=at,
        failure=last.failure.en if last.failure else None,
        working=working(source, reading.workdays),
    )


def last_reading(reading: Reading, code: str) -> LastReading:
    return reading.last.get(code, NOT_KNOWN)


@dataclass(frozen=True)
class Sources:
    """How many sources are in one of these states, of those whose state is known; all where none is named."""

    states: tuple[SourceState, ...] = ()
    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()
    window: ClassVar[Window] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        rows = reading.registers.get("source", [])
        if member != CITY or not rows:
            return Found(None)
        day = today(reading, when.day)
        states = [freshness(reading, row, when.day).state for row in rows]
        if self.states and SourceState.UNKNOWN not in self.states and set(states) == {SourceState.UNKNOWN}:
            return Found(None, day=day)
        so = [state for state in states if not self.states or state in self.states]
        return Found(len(so), worst(*(last_reading(reading, row["code"]).provenance for row in rows)), day=day)

    def behind(self, when: When) -> Behind:
        return RegisterLines("source")

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class Differences:
    """How many reconciliations come out with a difference that nothing explains."""

    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()
    window: ClassVar[Window] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note=Note.NOT_SPLIT)
        answer = Answer(reading, when.day, Period.WEEK)
        reckoned = [reconcile(one, answer, reading.parts(one.dimension)) for one in RECONCILIATIONS]
        if all(one.verdict == Verdict.UNKNOWN for one in reckoned):
            return Found(None)
        differing = [one for one in reckoned if one.verdict == Verdict.DIFFERS]
        return Found(len(differing), worst(*(one.whole.provenance for one in reckoned)))

    def behind(self, when: When) -> Behind:
        return RegisterLines("reconciliation")

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class NextTarget:
    """The target that falls due next: its `goal`, or the `days` that are left."""

    what: str
    kind: ClassVar[MeasureKind] = MeasureKind.TARGET
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()
    window: ClassVar[Window] = ()

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
        return RegisterLines("target", ("days_left",) if self.what == "days" else ("value",))

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
    window: ClassVar[Window] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        target = next_target(reading, today(reading, when.day))
        if member != CITY or target is None or not target["metric"]:
            return Found(None, note=Note.NOT_CONNECTED)
        if not holds(target, reading):
            return Found(None, note=Note.NOT_SPLIT)
        current = Answer(reading, when.day, Period.WEEK).number(target["metric"])
        return attained(current.value, target, provenance=current.provenance)

    def behind(self, when: When) -> Behind:
        return RegisterLines("target", ("current", "value", "reached"))

    def made(self, totals: Totals) -> int | float | None:
        return totals.get("reached")


def attained(current: int | float | None, target: dict[str, Any], *, provenance: Provenance | None) -> Found:
    """Current value over target; where less is better, 1 within the limit, and beyond it the limit over the value."""
    goal = float(target["value"])
    if current is None or not goal:
        return Found(None, note=Note.NO_DATA)
    ceiling = METRICS[target["metric"]].good == Direction.DOWN
    reached = (min(1.0, goal / current) if current else 1.0) if ceiling else current / goal
    return Found(round(reached, 6), worst(provenance, target["provenance"]))
