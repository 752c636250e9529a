"""From a reading to numbers: value, as-of day, provenance, published figure, change against the period before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from cockpit.calendar import PERIOD_DAYS, Period, window_days
from cockpit.metrics.carried import since
from cockpit.metrics.counts import Quoted, Registered
from cockpit.metrics.difference import difference, rounded
from cockpit.metrics.figures import Figure, Figures
from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Note, Number
from cockpit.metrics.reading import CITY, Found, Member, Reading
from cockpit.metrics.worded import Wording, worded, wordings
from cockpit.store.vocabulary import Provenance


@dataclass(frozen=True)
class Answer:
    """Answers for one as-of day and period out of one reading."""

    reading: Reading
    as_of: date
    period: Period

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.reading.registers.get("published_figure", []))

    @cached_property
    def place(self) -> Member | None:
        """The scope as a member that figures are published for; None where several filters are set."""
        filters = list(self.reading.filters.items())
        return CITY if not filters else filters[0] if len(filters) == 1 else None

    @cached_property
    def _whens(self) -> dict[int, When]:
        return {}

    @cached_property
    def _days(self) -> dict[str, date | None]:
        return {metric.name: self._as_of(metric) for metric in METRICS}

    def when(self, steps: int = 0) -> When:
        """The period, or the one that lies `steps` periods before it."""
        if steps not in self._whens:
            self._whens[steps] = self._when(steps)
        return self._whens[steps]

    def _when(self, steps: int) -> When:
        length = timedelta(days=PERIOD_DAYS[self.period])
        day, after, _ = window_days(self.as_of, self.period)
        return When(day - steps * length, after - steps * length)

    def number(self, name: str, member: Member = CITY) -> Number:
        metric = METRICS[name]
        place = self._place(member)
        if isinstance(metric.measure, Quoted):
            return self._quoted(metric, place)
        if not self._split(metric):
            return Number(None, metric.unit, note=Note.NOT_SPLIT)
        found = metric.measure.found(self.reading, self.when(), member)
        as_of = found.day or self._days[name]
        if found.value is None:
            return Number(None, metric.unit, as_of=as_of, note=found.note or Note.NO_DATA)
        figure = self.figures.find(name, place, as_of) if place else None
        agreed = figure if figure and figure.agrees(found.value) else None
        if agreed is None and found.provenance == Provenance.DEMO and self._from_published(metric, member):
            found = replace(found, provenance=Provenance.PUBLISHED)
        measure = metric.measure
        before = measure.found(self.reading, self.when(1), member) if measure.history else Found(None)
        number = self._complete(metric, found, before=before, figure=agreed, as_of=as_of)
        return replace(number, since=since(self.reading, name, member=member, as_of=as_of))

    def course(self, name: str, member: Member = CITY, *, days: list[date]) -> list[tuple[date, Found]]:
        """The metric at each of these days; a sum is over the seven days that end there."""
        metric = METRICS[name]
        if not self._split(metric):
            return [(day, Found(None)) for day in days]
        week = timedelta(days=7)
        return [(day, metric.measure.found(self.reading, When(day, day - week), member)) for day in days]

    def _complete(
        self, metric: Metric, found: Found, *, before: Found, figure: Figure | None, as_of: date | None
    ) -> Number:
        provenance = Provenance.PUBLISHED if figure else found.provenance
        change = difference(replace(found, provenance=provenance), before, unit=metric.unit)
        return Number(
            value=rounded(found.value, metric.unit),
            unit=metric.unit,
            as_of=as_of,
            provenance=provenance,
            qualifier=figure.qualifier if figure else None,
            published=figure.value if figure else None,
            previous=rounded(before.value, metric.unit),
            change=change.value,
            change_provenance=change.provenance,
        )

    def _from_published(self, metric: Metric, member: Member) -> bool:
        """Whether it is computed from published numbers alone."""
        if metric.derived:
            sides = [self.number(name, member) for name in metric.derived]
        elif metric.parts and member == CITY:
            sides = [self.number(metric.name, (metric.parts, code)) for code in self.reading.parts(metric.parts)]
            sides = [number for number in sides if number.value is not None]
        else:
            return False
        return bool(sides) and all(number.provenance == Provenance.PUBLISHED for number in sides)

    def _quoted(self, metric: Metric, place: Member | None) -> Number:
        figure = self.figures.latest(metric.name, place, self.as_of) if place else None
        if figure is None:
            asked = set(self.reading.filters) - ({metric.measure.each} if isinstance(metric.measure, Quoted) else set())
            return Number(None, metric.unit, note=Note.NOT_SPLIT if asked else Note.NOT_PUBLISHED)
        return Number(
            value=figure.value,
            unit=metric.unit,
            as_of=figure.as_of,
            provenance=Provenance.PUBLISHED,
            qualifier=figure.qualifier,
            published=figure.value,
        )

    def _place(self, member: Member) -> Member | None:
        if member == CITY:
            return self.place
        return member if self.place in (CITY, member) else None

    def _split(self, metric: Metric) -> bool:
        """Whether the metric can answer for a part of the city at all."""
        return not self.reading.filters or set(metric.measure.facts) <= self.reading.split

    def _as_of(self, metric: Metric) -> date | None:
        """The day that the number stands for: the as-of day, or the newest accepted one where data ends before it."""
        newest = [self.reading.spans[fact].last for fact in metric.measure.facts if fact in self.reading.spans]
        if isinstance(metric.measure, Registered) and self.reading.clock:
            return self.reading.clock.date()  # a register is known as it stands now, and of no other day
        if not metric.measure.facts:
            return self.as_of
        mark = next(
            (row for row in self.reading.registers.get("source_mark", []) if row["source"] == metric.source), None
        )
        if mark and mark["newest_at"]:
            newest.append(datetime.fromisoformat(mark["newest_at"]).date())
        return min(self.as_of, max(newest)) if newest else None


def definitions(
    registers: dict[str, list[dict[str, Any]]], day: date | None = None, known: date | None = None
) -> dict[str, dict[str, Any]]:
    """Every metric's definition with its owner and agreed cadence from the source register.

    In the words that were in force on `day`, as far as they were known by the end of `known`; in today's without.
    """
    made: dict[str, list[Wording]] = {}
    for one in wordings(registers, known):
        made.setdefault(one.metric, []).append(one)
    sources = {row["code"]: row for row in registers.get("source", [])}
    units = {row["code"]: row for row in registers.get("unit", [])}
    described = {}
    for metric in METRICS:
        source = sources.get(metric.source)
        owner = units.get(source["owner"]) if source else None
        described[metric.name] = {
            **worded(metric.describe(), made.get(metric.name, []), day),
            "source_name": {"zh": source["name_zh"], "en": source["name_en"]} if source else None,
            "owner": {"zh": owner["name_zh"], "en": owner["name_en"]} if owner else None,
            "cadence_hours": source["cadence_hours"] if source else None,
        }
    return described
