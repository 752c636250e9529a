"""How a number comes out of running totals: levels, sums, and shares that are added up before they are divided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol

from cockpit.metrics.number import Note
from cockpit.metrics.reading import CITY, RECEIVED, Found, Member, Reading, worst
from cockpit.metrics.row_selection import Accumulation, Behind, FactRows, Totals, joined, whole
from cockpit.store.latency import BUCKETS, beyond, percentile
from cockpit.store.sums import FACTS


class MeasureKind(StrEnum):
    """How a number comes out of facts, as the handbook calls it."""

    LEVEL = "level"
    SUM = "sum"
    GAIN = "gain"
    SHARE = "share"
    PERCENTILE = "percentile"
    COUNT = "count"
    PUBLISHED = "published"
    TARGET = "target"


@dataclass(frozen=True)
class When:
    """The as-of day, and the day before its period."""

    day: date
    after: date


Window = tuple[tuple[str, str], ...]
"""Facts, each with a column."""


class Measure(Protocol):
    """`kind` is the word of the handbook, `facts` the tables it reads; without `history` there is no change to tell."""

    kind: ClassVar[MeasureKind]
    history: ClassVar[bool]

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts that it reads; none where it reads registers or what was published."""
        ...

    @property
    def window(self) -> Window:
        """What is added up over the days of a period; nothing for a number of a day."""
        ...

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        """The value of a member in the unit of the metric, with its provenance; without a value where it is unknown."""
        ...

    def behind(self, when: When) -> Behind:
        """Which rows make the number, for those who read and add them up."""
        ...

    def made(self, totals: Totals) -> int | float | None:
        """The number out of the totals of those rows by column; the same that `found` finds."""
        ...


@dataclass(frozen=True)
class Level:
    """A level on the as-of day."""

    fact: str
    column: str
    fixed: Member | None = None
    kind: ClassVar[MeasureKind] = MeasureKind.LEVEL
    history: ClassVar[bool] = True
    window: ClassVar[Window] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if self.fixed and member != CITY:
            return Found(None, note=Note.NOT_SPLIT)
        return reading.level(self.fact, self.column, member=self.fixed or member, day=when.day)

    def behind(self, when: When) -> Behind:
        return FactRows(self.fact, Accumulation.LEVEL, (self.column,), when.day, only=self.fixed)

    def made(self, totals: Totals) -> int:
        return whole(totals, self.column)


@dataclass(frozen=True)
class Sum:
    """A sum over the period. `received` asks for what a unit takes where the scope is one unit."""

    fact: str
    column: str
    received: bool = False
    kind: ClassVar[MeasureKind] = MeasureKind.SUM
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    @property
    def window(self) -> Window:
        return ((self.fact, self.column),)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if self.received and member == CITY and "unit" in reading.filters:
            member = RECEIVED
        return reading.total(self.fact, self.column, member=member, after=when.after, day=when.day)

    def behind(self, when: When) -> Behind:
        return FactRows(self.fact, Accumulation.SUM, (self.column,), when.day, after=when.after, received=self.received)

    def made(self, totals: Totals) -> int:
        return whole(totals, self.column)


@dataclass(frozen=True)
class NetSum:
    """A sum over the period less another of the same rows: what succeeded of what was tried."""

    fact: str
    column: str
    less: str
    kind: ClassVar[MeasureKind] = MeasureKind.SUM
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    @property
    def window(self) -> Window:
        return ((self.fact, self.column), (self.fact, self.less))

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        most, less = (
            reading.total(self.fact, name, member=member, after=when.after, day=when.day)
            for name in (self.column, self.less)
        )
        if most.value is None or less.value is None:
            return Found(None, unknown=max(most.unknown, less.unknown))
        unknown = max(most.unknown, less.unknown)
        return Found(most.value - less.value, worst(most.provenance, less.provenance), unknown=unknown)

    def behind(self, when: When) -> Behind:
        return FactRows(self.fact, Accumulation.SUM, (self.column, self.less), when.day, after=when.after)

    def made(self, totals: Totals) -> int:
        return whole(totals, self.column) - whole(totals, self.less)


@dataclass(frozen=True)
class Gain:
    """By how much a level rose over the period, or over a fixed number of days."""

    fact: str
    column: str
    days: int | None = None
    kind: ClassVar[MeasureKind] = MeasureKind.GAIN
    history: ClassVar[bool] = True
    window: ClassVar[Window] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        after = self._after(when)
        end = reading.level(self.fact, self.column, member=member, day=when.day)
        start = reading.level(self.fact, self.column, member=member, day=after)
        if end.value is None or start.value is None:
            return Found(None)
        return Found(end.value - start.value, worst(end.provenance, start.provenance))

    def behind(self, when: When) -> Behind:
        return FactRows(self.fact, Accumulation.GAIN, (self.column,), when.day, after=self._after(when))

    def made(self, totals: Totals) -> int:
        return whole(totals, self.column)

    def _after(self, when: When) -> date:
        return when.after if self.days is None else when.day - timedelta(days=self.days)


@dataclass(frozen=True)
class Share:
    """One sum or level over another: both are added up first, then divided."""

    part: Measure
    whole: Measure
    kind: ClassVar[MeasureKind] = MeasureKind.SHARE
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.part.facts + self.whole.facts))

    @property
    def window(self) -> Window:
        return tuple(dict.fromkeys(self.part.window + self.whole.window))

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        part, under = (side.found(reading, when, member) for side in (self.part, self.whole))
        if part.value is None or not under.value:
            return Found(None, note=part.note or under.note)
        # Below the line stand the rows that know what is above it: they alone say how many do not.
        unknown = under.unknown if self._alike else max(part.unknown, under.unknown)
        return Found(part.value / under.value, worst(part.provenance, under.provenance), unknown=unknown)

    @property
    def _alike(self) -> bool:
        """Whether what it is divided by is counted only where its part is known."""
        return isinstance(self.whole, Sum) and self.whole.column in FACTS[self.whole.fact].derived_flows

    def behind(self, when: When) -> Behind:
        return joined(self.part.behind(when), self.whole.behind(when))

    def made(self, totals: Totals) -> float | None:
        under = self.whole.made(totals)
        return (self.part.made(totals) or 0) / under if under else None


@dataclass(frozen=True)
class Difference:
    """A level less others of the same fact; unknown where any of them is."""

    fact: str
    whole: str
    less: tuple[str, ...]
    kind: ClassVar[MeasureKind] = MeasureKind.LEVEL
    history: ClassVar[bool] = True
    window: ClassVar[Window] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        names = (self.whole, *self.less)
        most, *less = (reading.level(self.fact, name, member=member, day=when.day) for name in names)
        if most.value is None or any(one.value is None for one in less):
            return Found(None)
        provenance = worst(most.provenance, *(one.provenance for one in less))
        return Found(most.value - sum(one.value or 0 for one in less), provenance)

    def behind(self, when: When) -> Behind:
        return FactRows(self.fact, Accumulation.LEVEL, (self.whole, *self.less), when.day)

    def made(self, totals: Totals) -> int:
        return whole(totals, self.whole) - sum(whole(totals, name) for name in self.less)


@dataclass(frozen=True)
class Percentile:
    """Milliseconds below which a share of the exchanges of the period lies, from the added-up histogram."""

    fact: str
    quantile: float
    kind: ClassVar[MeasureKind] = MeasureKind.PERCENTILE
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    @property
    def window(self) -> Window:
        return tuple((self.fact, bucket.column) for bucket in BUCKETS[-1:])

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        parts = [
            reading.total(self.fact, bucket.column, member=member, after=when.after, day=when.day) for bucket in BUCKETS
        ]
        if any(part.value is None for part in parts):
            return Found(None)
        counts = [int(part.value or 0) for part in parts]
        value = percentile(counts, self.quantile)
        return Found(value, worst(*(part.provenance for part in parts)), floor=beyond(counts, self.quantile))

    def behind(self, when: When) -> Behind:
        columns = tuple(bucket.column for bucket in BUCKETS)
        return FactRows(self.fact, Accumulation.SUM, columns, when.day, after=when.after)

    def made(self, totals: Totals) -> float | None:
        return percentile([whole(totals, bucket.column) for bucket in BUCKETS], self.quantile)
