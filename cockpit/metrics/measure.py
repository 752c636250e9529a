"""How a number comes out of running totals: levels, sums, shares that are added up before they are divided, counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Protocol

from cockpit.metrics.reading import CITY, RECEIVED, Found, Member, Reading, worst
from cockpit.store.latency import BUCKETS, percentile


@dataclass(frozen=True)
class When:
    """The as-of day, and the day before its period."""

    day: date
    after: date


class Measure(Protocol):
    """`kind` is the word of the handbook, `facts` the tables it reads; without `history` there is no change to tell."""

    kind: ClassVar[str]
    history: ClassVar[bool]

    @property
    def facts(self) -> tuple[str, ...]: ...

    def found(self, reading: Reading, when: When, member: Member) -> Found: ...


@dataclass(frozen=True)
class Level:
    """A level on the as-of day."""

    fact: str
    column: str
    fixed: Member | None = None
    kind: ClassVar[str] = "level"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if self.fixed and member != CITY:
            return Found(None, note="not_split")
        return reading.level(self.fact, self.column, member=self.fixed or member, day=when.day)


@dataclass(frozen=True)
class Sum:
    """A sum over the period. `received` asks for what a unit takes where the scope is one unit."""

    fact: str
    column: str
    received: bool = False
    kind: ClassVar[str] = "sum"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if self.received and member == CITY and "unit" in reading.filters:
            member = RECEIVED
        return reading.total(self.fact, self.column, member=member, after=when.after, day=when.day)


@dataclass(frozen=True)
class Gain:
    """By how much a level rose over the period, or over a fixed number of days."""

    fact: str
    column: str
    days: int | None = None
    kind: ClassVar[str] = "gain"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        after = when.after if self.days is None else when.day - timedelta(days=self.days)
        end = reading.level(self.fact, self.column, member=member, day=when.day)
        start = reading.level(self.fact, self.column, member=member, day=after)
        if end.value is None or start.value is None:
            return Found(None)
        return Found(end.value - start.value, worst(end.provenance, start.provenance))


@dataclass(frozen=True)
class Share:
    """One sum or level over another: both are added up first, then divided."""

    part: Measure
    whole: Measure
    kind: ClassVar[str] = "share"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.part.facts + self.whole.facts))

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        part, whole = (side.found(reading, when, member) for side in (self.part, self.whole))
        if part.value is None or not whole.value:
            return Found(None, note=part.note or whole.note)
        return Found(part.value / whole.value, worst(part.provenance, whole.provenance))


@dataclass(frozen=True)
class Difference:
    """A level less others of the same fact; unknown where any of them is."""

    fact: str
    whole: str
    less: tuple[str, ...]
    kind: ClassVar[str] = "level"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        names = (self.whole, *self.less)
        whole, *less = (reading.level(self.fact, name, member=member, day=when.day) for name in names)
        if whole.value is None or any(one.value is None for one in less):
            return Found(None)
        return Found(whole.value - sum(one.value or 0 for one in less), whole.provenance)


@dataclass(frozen=True)
class Count:
    """How many members of a dimension have something: a distinct count, never added up over days or parts.

    For a library, kind or scenario it counts in `pair`; for a level of units, the units of that level.
    """

    fact: str
    column: str
    of: str
    flowing: bool = False
    kind: ClassVar[str] = "count"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def holders(self, reading: Reading, when: When, member: Member) -> dict[str, str | None]:
        """Codes of the members that count, each with its provenance."""
        dimension, prefix = self.of, ""
        if member[0] not in ("city", "level"):
            dimension, prefix = "pair", f"{member[1]}>"
        found: dict[str, str | None] = {}
        levels = {row["code"]: row["level"] for row in reading.registers.get("unit", [])}
        for name in reading.members(self.fact, dimension):
            code = name.removeprefix(prefix)
            if not name.startswith(prefix) or (member[0] == "level" and levels.get(code) != member[1]):
                continue
            one = self._one(reading, when, (dimension, name))
            if one.value and one.value > 0:
                found[code] = one.provenance
        return found

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        # A library of which there is no row yet has no number of contributors, rather than none.
        whole = self._one(reading, when, CITY if member[0] == "level" else member)
        if whole.value is None:
            return Found(None)
        holders = self.holders(reading, when, member)
        return Found(len(holders), worst(*holders.values()) or whole.provenance)

    def _one(self, reading: Reading, when: When, member: Member) -> Found:
        if self.flowing:
            return reading.total(self.fact, self.column, member=member, after=when.after, day=when.day)
        return reading.level(self.fact, self.column, member=member, day=when.day)


@dataclass(frozen=True)
class Without:
    """Units of the register (municipal and county) that are in the first count and not in the others."""

    among: Count | None
    lacking: Count
    kind: ClassVar[str] = "count"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.among.facts if self.among else ()) + self.lacking.facts))

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note="not_split")
        holding = self.lacking.found(reading, when, CITY)
        if holding.value is None:
            return Found(None)
        if self.among:
            asked = set(self.among.holders(reading, when, CITY))
        else:
            asked = {row["code"] for row in reading.registers["unit"] if row["level"] != "province"}
        return Found(len(asked - set(self.lacking.holders(reading, when, CITY))), holding.provenance)


@dataclass(frozen=True)
class Percentile:
    """Milliseconds below which a share of the exchanges of the period lies, from the added-up histogram."""

    fact: str
    quantile: float
    kind: ClassVar[str] = "percentile"
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        parts = [
            reading.total(self.fact, bucket.column, member=member, after=when.after, day=when.day) for bucket in BUCKETS
        ]
        if any(part.value is None for part in parts):
            return Found(None)
        value = percentile([int(part.value or 0) for part in parts], self.quantile)
        return Found(value, parts[0].provenance)


@dataclass(frozen=True)
class Registered:
    """How many rows of a register are so."""

    register: str
    so: Callable[[dict[str, object]], bool]
    kind: ClassVar[str] = "count"
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note="not_split")
        if not reading.registers.get(self.register):
            return Found(None)
        rows = [row for row in reading.registers[self.register] if self.so(row)]
        return Found(len(rows), worst(*(str(row["provenance"]) for row in rows if "provenance" in row)))


@dataclass(frozen=True)
class Quoted:
    """A figure that somebody published and that is quoted, never computed. `each` says which members have their own."""

    each: str | None = None
    kind: ClassVar[str] = "published"
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        return Found(None, note="not_published")
