"""Every number again from its declaration: the rows that its measure names, by plain SQL, and its own formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cockpit.board.audit.plain_facts import CITY, Line, Place, PlainFacts, Unaudited, Unsplit, Values, asked_of
from cockpit.board.audit.plain_registers import PlainRegisters
from cockpit.metrics.difference import rounded
from cockpit.metrics.measure import Measure, Sum, When
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.row_selection import COUNTED, Accumulation, Behind, FactRows, RegisterLines, UnitsWithout
from cockpit.store.sums import FACTS, Fact
from cockpit.store.vocabulary import DeliveryMode

Value = int | float | None


@dataclass(frozen=True)
class Recalculation:
    """`place` is a scope (unit, kind, theme, scenario, library) or a member (provider, consumer, level and others)."""

    facts: PlainFacts
    registers: PlainRegisters

    def value(self, name: str, when: When, place: Place = CITY, *, spoken: bool = True) -> Value:
        """None where nothing is known. Unsplit where the number has no such part, Unaudited where nobody can say.

        `spoken`: the source has spoken of days of the period, and no row of them lacks the number.
        """
        metric = METRICS[name]
        behind = metric.measure.behind(when)
        if isinstance(behind, FactRows):
            found = self._totals(behind, place)
            if found is None and spoken and isinstance(metric.measure, Sum):
                found = self._nothing_happened(metric, behind, place)
        elif isinstance(behind, UnitsWithout):
            found = self._without(behind, place)
        else:
            return self._listed(metric, behind, when, place)
        return None if found is None else metric.measure.made(found)

    def _totals(self, behind: FactRows, place: Place) -> Mapping[str, int] | None:
        """The columns added up; None where one of them is not known."""
        fact = FACTS[behind.fact]
        if behind.only and place != CITY:
            raise Unsplit
        if behind.by:
            holders = self._holders(behind, place)
            return None if holders is None else {COUNTED: len(holders)}
        at = behind.only or _column(fact, behind, place)
        found = self._index(behind).get(at, {})
        if any(column not in found for column in behind.columns):
            return None
        return found

    def _nothing_happened(self, metric: Metric, behind: FactRows, place: Place) -> Mapping[str, int] | None:
        """Nothing in the rows of a period that has none, where a row is due on a happening and there were some before;
        None otherwise."""
        row = next((one for one in self.registers.held.get("source", []) if one["code"] == metric.source), {})
        first = self.facts.first_day(behind.fact)
        if FACTS[behind.fact].daily or row.get("delivers") == DeliveryMode.DAYS or first is None or not behind.after:
            return None
        earlier = replace(behind, after=first - timedelta(days=1), day=behind.after)
        return None if self._totals(earlier, place) is None else dict.fromkeys(behind.columns, 0)

    def _index(self, behind: FactRows) -> Mapping[Place, Values]:
        key = ("index", behind.fact, behind.how, behind.day, behind.after, behind.ages)
        if key not in self.facts.kept:
            self.facts.kept[key] = self._indexed(behind)
        found: Mapping[Place, Values] = self.facts.kept[key]
        return found

    def _indexed(self, behind: FactRows) -> Mapping[Place, Values]:
        lines = self._lines(behind)
        found = self.facts.totals(behind.fact, lines)
        if behind.how != Accumulation.GAIN or behind.after is None:
            return found
        before = self.facts.totals(behind.fact, self.facts.levels(behind.fact, behind.after))
        return {
            place: {name: value - before[place][name] for name, value in held.items() if name in before.get(place, {})}
            for place, held in found.items()
        }

    def _lines(self, behind: FactRows) -> list[Line]:
        if behind.how == Accumulation.SUM:
            first, after = self.facts.first_day(behind.fact), behind.after or date.min
            if first is None or after + timedelta(days=1) < first:  # the window begins before history
                return []
            return self.facts.sums(behind.fact, after, behind.day)
        lines = self.facts.levels(behind.fact, behind.day)
        return self.registers.aged(behind, lines) if behind.ages else lines

    def _holders(self, behind: FactRows, place: Place) -> frozenset[str] | None:
        """The members that have more than nothing; None where the columns are not known there."""
        fact, by = FACTS[behind.fact], behind.by or ""
        at = CITY if place[0] == "level" and not fact.by_unit_level else _column(fact, behind, place)
        known = self._index(behind).get(at, {})
        if any(column not in known for column in behind.columns):
            return None
        number = fact.dimensions.index(by)
        held: dict[str, list[int]] = {}
        for codes, values in self._lines(behind):
            if at in self.facts.places(fact, codes):
                sums = held.setdefault(codes[number], [0] * len(behind.columns))
                for step, column in enumerate(behind.columns):
                    sums[step] += values.get(column) or 0
        more = {code for code, (first, *less) in held.items() if first - sum(less if behind.less else ()) > 0}
        if place[0] == "level":
            more = {code for code in more if self.facts.unit_levels.get(code) == place[1]}
        return frozenset(more)

    def _without(self, behind: UnitsWithout, place: Place) -> Mapping[str, int] | None:
        if place != CITY:
            raise Unsplit
        lacking = self._holders(behind.lacking, CITY)
        if lacking is None:
            return None
        among = self.registers.units(whole=behind.among is None)
        if among is None:
            return None
        if behind.among:
            among &= self._holders(behind.among, CITY) or frozenset()
        return {COUNTED: len(among - lacking)}

    def _listed(self, metric: Metric, behind: Behind, when: When, place: Place) -> Value:
        assert isinstance(behind, RegisterLines)
        measure: Measure = metric.measure
        registers = self.registers
        if behind.table == "published_figure":
            return registers.published(metric.name, place, when.day)
        if behind.table == "source":
            return registers.sources(measure)
        if behind.table == "target":
            return registers.target(measure, behind.columns, place, now=lambda name: self._rounded(name, when, place))
        if place != CITY:
            raise Unsplit
        if behind.table == "reconciliation":
            return registers.differing(lambda name, part: self.value(name, when, part))
        if so := getattr(measure, "so", None):
            return registers.listed(behind.table, so)
        raise Unaudited

    def _rounded(self, name: str, when: When, place: Place) -> Value:
        return rounded(self.value(name, when, place), METRICS[name].unit)


def _column(fact: Fact, behind: FactRows, place: Place) -> Place:
    """Where the rows of a part of the city stand: of two units in a row the giver, or who receives."""
    if place == CITY or place[0] in fact.members:
        return place
    columns = asked_of(fact, place[0])
    if not columns:
        raise Unsplit
    return columns[-1 if behind.received else 0], place[1]
