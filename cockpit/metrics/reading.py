"""What one pass over the exchange database brought back: running totals, registers, meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any, NamedTuple

from cockpit.metrics.aged_level import AgedLevel
from cockpit.metrics.last_reading import LastReading
from cockpit.metrics.number import Note
from cockpit.metrics.workdays import Workdays
from cockpit.store.sums import COUNTS, FACTS, empty_rows, known_rows
from cockpit.store.vocabulary import LibraryKind, Provenance, ResourceKind, UnitLevel

CITY = ("city", "")
RECEIVED = ("received", "")
"""What the unit of the scope takes; it is not part of what it provides."""

FIXED = {
    "kind": (ResourceKind.FILE, ResourceKind.TABLE, ResourceKind.API),
    "level": (UnitLevel.COUNTY, UnitLevel.MUNICIPAL),
}
WORST_FIRST = (Provenance.DEMO, Provenance.MEASURED, Provenance.PUBLISHED)
"""Each with the column of the running totals that counts its rows."""

Totals = Mapping[str, int | None]
Member = tuple[str, str]


class Found(NamedTuple):
    """A value with what it is made of; `value` None means that nothing is known, `note` then says why.

    `day` is the one it stands for, where the clock says it rather than the data. `unknown` counts rows that do not say
    it, and a `floor` is a value of which only is known that it is passed.
    """

    value: int | float | None
    provenance: Provenance | None = None
    note: Note | None = None
    day: date | None = None
    unknown: int = 0
    floor: bool = False


@dataclass(frozen=True)
class Span:
    """First and last day on which a fact has rows."""

    first: date
    last: date

    @cached_property
    def eve(self) -> date:
        """The day before the first."""
        return self.first - timedelta(days=1)


UNKNOWN = Found(None)
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class MeetingStart:
    host: str
    weekday: int
    hour: int | None
    provenance: Provenance


@dataclass(frozen=True)
class Reading:
    """`totals` by fact, dimension, member and day; `spans` by fact; `registers` are rows by table name.

    `split` names the facts that the filters of the scope can be asked of; the others must not answer for a part.
    `clock` is now; a `live` reading, of which no day was asked, is judged at it and not at the end of its as-of day.
    """

    totals: Mapping[str, Mapping[str, Mapping[str, Mapping[date, Totals]]]]
    spans: Mapping[str, Span]
    registers: Mapping[str, list[dict[str, Any]]]
    meetings: tuple[MeetingStart, ...] = ()
    split: frozenset[str] = frozenset()
    filters: Mapping[str, str] = field(default_factory=dict)
    clock: datetime | None = None
    live: bool = False
    ends: Mapping[str, frozenset[date]] = field(default_factory=dict)
    """By fact, the only days on which its pairs were read; between others nothing is known of them."""
    registered: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """By register the codes that were in it on the day, where that is a past one; None where nobody knows."""
    last: Mapping[str, LastReading] = field(default_factory=dict)
    """By source, how it was last read as far as that was known at the moment that is judged."""
    newest: Mapping[tuple[str, str], Mapping[Member, date]] = field(default_factory=dict)
    """By fact and column, the newest day on which a member said it, up to the as-of day."""
    aged: Mapping[date, AgedLevel] = field(default_factory=dict)
    """By day, what is counted anew of a level that ages by itself."""

    @cached_property
    def workdays(self) -> Workdays | None:
        """The calendar of the city; None where it names none."""
        return Workdays.of(self.registers)

    def parts(self, dimension: str) -> list[str]:
        """Members of a dimension in the order of their register."""
        if dimension in FIXED:
            return list(FIXED[dimension])
        rows = self.registers.get(dimension, [])
        return [row["code"] for row in rows if dimension != "library" or row["kind"] == LibraryKind.BASE]

    def listed(self, register: str) -> list[dict[str, Any]] | None:
        """The rows of a register that are to be counted on the day; None where it is not known which were there."""
        rows = self.registers.get(register, [])
        codes = self.registered.get(register, frozenset(row["code"] for row in rows))
        return None if codes is None else [row for row in rows if row["code"] in codes]

    def members(self, fact: str, dimension: str) -> Iterable[str]:
        return self.totals.get(fact, {}).get(dimension, {})

    @cached_property
    def levels(self) -> Mapping[str, UnitLevel]:
        """By code of a unit."""
        return {row["code"]: row["level"] for row in self.registers.get("unit", [])}

    def pairs_of(self, fact: str, code: str) -> Sequence[tuple[str, str]]:
        """Pairs of which a member is the first, each with its second."""
        return self._pairs.setdefault(fact, _by_first(self.members(fact, "pair"))).get(code, ())

    @cached_property
    def _pairs(self) -> dict[str, Mapping[str, list[tuple[str, str]]]]:
        return {}

    def at(self, fact: str, member: Member, day: date) -> Totals | None:
        """Running totals on a day; after the last row the last total holds, before the first there is none."""
        span = self.spans.get(fact)
        if span is None or day < span.first:
            return None
        days = self.totals.get(fact, _NOTHING).get(member[0], _NOTHING).get(member[1])
        return None if days is None else days.get(day if day < span.last else span.last)

    def knows_pairs(self, fact: str, *, day: date, after: date) -> bool:
        return fact not in self.ends or {min(day, self.spans[fact].last), after} <= self.ends[fact]

    def level(self, fact: str, column: str, *, member: Member, day: date) -> Found:
        totals = self.at(fact, member, day)
        value = None if totals is None else totals[column]
        if totals is None or value is None:
            return UNKNOWN
        return Found(value, origin(fact, column, totals))

    def total(self, fact: str, column: str, *, member: Member, after: date, day: date) -> Found:
        """The sum over the days after `after` up to `day`.

        Unknown where the window begins before the data or ends before it, and where no row of the window says it: what
        is absent is not 0.
        """
        span = self.spans.get(fact)
        if span is None or after < span.eve or after >= span.last:
            return UNKNOWN
        if member[0] == "pair" and not self.knows_pairs(fact, day=day, after=after):
            return UNKNOWN
        end, start = self.at(fact, member, day), self.at(fact, member, after)
        # The city has totals of every day since it began: where there is none, that day was not read.
        if end is None or (start is None and member == CITY and not self.filters and after >= span.first):
            return UNKNOWN
        before: Totals = start or {}
        known, unknown = _said(end, before, fact, column) if _any(end, before) else (False, 0)
        if not known:
            return Found(None, unknown=unknown)
        value = (end[column] or 0) - (before.get(column) or 0)
        return Found(value, origin(fact, column, end, before), unknown=unknown)

    def heard(self, fact: str, column: str, *, member: Member, day: date) -> Provenance | None:
        """How good the rows are in which a member has said a column up to a day; None where there is none."""
        totals = self.at(fact, member, day)
        if totals is None or not _any(totals, {}) or not _said(totals, {}, fact, column)[0]:
            return None
        return origin(fact, column, totals)


def _by_first(pairs: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        first, _, second = pair.partition(">")
        found.setdefault(first, []).append((pair, second))
    return found


@cache
def _counters(fact: str, column: str) -> tuple[str | None, str | None, bool]:
    """What counts the rows in which a column is known, and those that owe it; None where nothing has to. And whether
    the second counts rows beside the first, rather than these as well."""
    one = FACTS[fact].made_of(column)
    if one.known not in FACTS[fact].uncertain:
        return None, None, False
    if one.column != one.known:  # every row that says the column owes what has to be there, whichever source it is of
        return known_rows(one.known), known_rows(one.column), False
    return (known_rows(column), empty_rows(column), True) if FACTS[fact].shared else (known_rows(column), None, False)


def _said(end: Totals, start: Totals, fact: str, column: str) -> tuple[bool, int]:
    """Between two running totals that rows lie between: whether one says the column, and how many should and do not."""
    knows, lacks, apart = _counters(fact, column)
    if knows is None or knows not in end:  # of who exchanges with whom only some columns are read
        return end[column] is not None, 0
    known = (end[knows] or 0) - (start.get(knows) or 0)
    counted = (lacks,) if lacks else COUNTS
    other = sum([(end[name] or 0) - (start.get(name) or 0) for name in counted])
    return known > 0, other if apart else other - known


def origin(fact: str, column: str, end: Totals, start: Totals | None = None) -> Provenance:
    """The worst provenance among the rows that a known number is made of.

    Of a level the rows that hold at `end`; of what is added up, the rows between the running totals that say it.
    """
    invented, measured = _origins(fact, column)
    if (end[invented] or 0) > ((start.get(invented) or 0) if start else 0):
        return Provenance.DEMO
    if (end[measured] or 0) > ((start.get(measured) or 0) if start else 0):
        return Provenance.MEASURED
    return Provenance.PUBLISHED


@cache
def _origins(fact: str, column: str) -> tuple[str, str]:
    return FACTS[fact].origin(column)


def _any(end: Totals, before: Totals) -> bool:
    """Whether any row lies between two running totals."""
    return any((end[name] or 0) > (before.get(name) or 0) for name in COUNTS)


def worst(*provenances: Provenance | None) -> Provenance | None:
    """The worst of several; None where there is none at all."""
    return next((name for name in WORST_FIRST if name in provenances), None)
