"""Measures that count: members that have something, rows of a register; and figures that are only quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from cockpit.metrics.measure import MeasureKind, When, Window
from cockpit.metrics.number import Note
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst
from cockpit.metrics.row_selection import (
    COUNTED,
    Accumulation,
    Behind,
    FactRows,
    RegisterLines,
    Totals,
    UnitsWithout,
    whole,
)
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import Provenance, UnitLevel


@dataclass(frozen=True)
class Count:
    """How many members of a dimension have something: a distinct count, never added up over days or parts.

    `less` is a column of what came to nothing: who has no more than that has nothing. For a library, kind or scenario
    it counts in `pair`; for a level of units, the units of that level.
    """

    fact: str
    column: str
    of: str
    flowing: bool = False
    less: str | None = None
    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    @property
    def window(self) -> Window:
        return tuple((self.fact, name) for name in self._columns) if self.flowing else ()

    @property
    def _columns(self) -> tuple[str, ...]:
        return (self.column, self.less) if self.less else (self.column,)

    def holders(self, reading: Reading, when: When, member: Member) -> dict[str, Provenance | None]:
        """Codes of the members that count, each with its provenance."""
        found: dict[str, Provenance | None] = {}
        for among, code in self._among(reading, member):
            one = self._one(reading, when, among)
            if one.value and one.value > 0:
                found[code] = one.provenance
        return found

    def _among(self, reading: Reading, member: Member) -> Iterator[tuple[Member, str]]:
        """Those of whom it is asked, each with its code: of the city or a level, else those that it is paired with."""
        if member[0] not in ("city", "level"):
            yield from ((("pair", pair), code) for pair, code in reading.pairs_of(self.fact, member[1]))
            return
        for code in reading.members(self.fact, self.of):
            if member[0] == "city" or reading.levels.get(code) == member[1]:
                yield (self.of, code), code

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        # A library of which there is no row yet has no number of contributors, rather than none.
        whole = member[0] == "level" and not FACTS[self.fact].by_unit_level
        known = self._one(reading, when, CITY if whole else member)
        if known.value is None or not self._countable(reading, when, member):
            return Found(None)
        holders = self.holders(reading, when, member)
        return Found(len(holders), worst(*holders.values()) or known.provenance)

    def _countable(self, reading: Reading, when: When, member: Member) -> bool:
        return member[0] in ("city", "level") or reading.knows_pairs(self.fact, day=when.day, after=when.after)

    def behind(self, when: When) -> FactRows:
        how: Accumulation = Accumulation.SUM if self.flowing else Accumulation.LEVEL
        after = when.after if self.flowing else None
        return FactRows(self.fact, how, self._columns, when.day, after=after, by=self.of, less=self.less)

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)

    def _one(self, reading: Reading, when: When, member: Member) -> Found:
        found = self._said(reading, when, member, self.column)
        if self.less is None or found.value is None:
            return found
        less = self._said(reading, when, member, self.less)
        if less.value is None:
            return Found(None, note=found.note, unknown=found.unknown)
        return found._replace(value=found.value - less.value)

    def _said(self, reading: Reading, when: When, member: Member, column: str) -> Found:
        if self.flowing:
            return reading.total(self.fact, column, member=member, after=when.after, day=when.day)
        return reading.level(self.fact, column, member=member, day=when.day)


@dataclass(frozen=True)
class Without:
    """Units of the register (municipal and county) that are in the first count and not in the others."""

    among: Count | None
    lacking: Count
    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = True

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.among.facts if self.among else ()) + self.lacking.facts))

    @property
    def window(self) -> Window:
        return tuple(dict.fromkeys((self.among.window if self.among else ()) + self.lacking.window))

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note=Note.NOT_SPLIT)
        holding = self.lacking.found(reading, when, CITY)
        if holding.value is None:
            return Found(None)
        units = reading.listed("unit")
        if units is None and self.among is None:
            return Found(None, note=Note.NO_HISTORY)
        asked = {row["code"] for row in units or reading.registers["unit"] if row["level"] != UnitLevel.PROVINCE}
        if self.among:
            asked &= set(self.among.holders(reading, when, CITY))
        among = self.among.found(reading, when, CITY).provenance if self.among else None
        lacking = set(self.lacking.holders(reading, when, CITY))
        return Found(len(asked - lacking), worst(holding.provenance, among))

    def behind(self, when: When) -> Behind:
        return UnitsWithout(self.among.behind(when) if self.among else None, self.lacking.behind(when))

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class Registered:
    """How many rows of a register are so."""

    register: str
    so: Callable[[dict[str, object]], bool]
    kind: ClassVar[MeasureKind] = MeasureKind.COUNT
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()
    window: ClassVar[Window] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        if member != CITY or reading.filters:
            return Found(None, note=Note.NOT_SPLIT)
        listed = reading.listed(self.register)
        if not listed:
            return Found(None, note=Note.NO_HISTORY if listed is None else None)
        rows = [row for row in listed if self.so(row)]
        # That there is none is what the whole register says, and is as good as the worst row in it.
        return Found(
            len(rows), worst(*(Provenance(row["provenance"]) for row in rows or listed if "provenance" in row))
        )

    def behind(self, when: When) -> Behind:
        return RegisterLines(self.register)

    def made(self, totals: Totals) -> int:
        return whole(totals, COUNTED)


@dataclass(frozen=True)
class Quoted:
    """A figure that somebody published and that is quoted, never computed. `each` says which members have their own."""

    each: str | None = None
    kind: ClassVar[MeasureKind] = MeasureKind.PUBLISHED
    history: ClassVar[bool] = False
    facts: ClassVar[tuple[str, ...]] = ()
    window: ClassVar[Window] = ()

    def found(self, reading: Reading, when: When, member: Member) -> Found:
        return Found(None, note=Note.NOT_PUBLISHED)

    def behind(self, when: When) -> Behind:
        return RegisterLines("published_figure", ("value",))

    def made(self, totals: Totals) -> int:
        return whole(totals, "value")
