"""From a reading to numbers: value, as-of day, provenance, published figure, change against the period before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from cockpit.calendar import COURSE_STEPS, PERIOD_DAYS, Period, window_days
from cockpit.metrics.absence import heard, unchanged
from cockpit.metrics.carried_level import since
from cockpit.metrics.counts import Quoted
from cockpit.metrics.coverage import Coverage, Days, Delivered, is_whole, moved, shared
from cockpit.metrics.definition_wordings import Wording, worded, wordings
from cockpit.metrics.delivery_days import delivered, level_days
from cockpit.metrics.difference import difference, rounded
from cockpit.metrics.measure import Sum, When
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Bound, Note, Number
from cockpit.metrics.partial_comparison import LastWhole, SameDays
from cockpit.metrics.published_figures import PublishedFigures
from cockpit.metrics.reading import CITY, Found, Member, Reading, worst
from cockpit.metrics.row_selection import columns
from cockpit.store.vocabulary import Provenance

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CoursePoint:
    """A step of a course as it was found, with how much of its week is there."""

    day: date
    found: Found
    coverage: Coverage | None = None


@dataclass(frozen=True)
class Answer:
    """Answers for one as-of day and period out of one reading."""

    reading: Reading
    as_of: date
    period: Period
    _whens: dict[int, When] = field(default_factory=dict, init=False, repr=False, compare=False)
    _numbers: dict[tuple[str, Member], Number] = field(default_factory=dict, init=False, repr=False, compare=False)

    def over(self, reading: Reading) -> Answer:
        """The same out of a reading of other days: what the sources have delivered is the same, and the calendar."""
        other = replace(self, reading=reading)
        vars(other).update(_delivered=self._delivered, _coverages=self._coverages)
        vars(reading)["workdays"] = self.reading.workdays
        return other

    @cached_property
    def figures(self) -> PublishedFigures:
        return PublishedFigures(self.reading.registers.get("published_figure", []))

    @cached_property
    def place(self) -> Member | None:
        """The scope as a member that figures are published for; None where several filters are set."""
        filters = list(self.reading.filters.items())
        return CITY if not filters else filters[0] if len(filters) == 1 else None

    @cached_property
    def _coverages(self) -> dict[tuple[int, date, date], tuple[Coverage, Coverage]]:
        return {}

    @cached_property
    def _windows(self) -> dict[tuple[str, Member, date, date], tuple[Found, Coverage | None]]:
        return {}

    @cached_property
    def _delivered(self) -> dict[str, Delivered | None]:
        """Of every metric that is added up over days, what its source has delivered."""
        asked = {metric.name: (metric.source, metric.measure.window) for metric in METRICS}
        held: dict[Any, Delivered | None] = {}
        for key in dict.fromkeys(asked.values()):
            found = delivered(self.reading, *key, self.as_of)
            # What is equal is one thing, so that its coverage of a window is found once.
            held[key] = next((one for one in held.values() if one == found), found)
        return {name: held[key] for name, key in asked.items()}

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
        """Of a member, or of the whole scope."""
        key = name, member
        if key not in self._numbers:
            self._numbers[key] = self._number(name, member)
        return self._numbers[key]

    def _number(self, name: str, member: Member) -> Number:
        metric = METRICS[name]
        place = self._place(member)
        if isinstance(metric.measure, Quoted):
            return self._quoted(metric, place)
        if not self._split(metric):
            return Number(None, metric.unit, note=Note.NOT_SPLIT)
        found, coverage = self._known(metric, self.when(), member)
        as_of = found.day or self._days[name]
        if found.value is None:
            return Number(None, metric.unit, as_of=as_of, note=found.note or Note.NO_DATA, coverage=coverage)
        figure = self.figures.find(name, place, as_of) if place else None
        agreed = figure if figure and figure.agrees(found.value) else None
        quoted = agreed or (metric.derived and all(self._quotes(name, member, place) for name in metric.derived))
        origin = Provenance.PUBLISHED if quoted else found.provenance
        return Number(
            value=rounded(found.value, metric.unit),
            unit=metric.unit,
            as_of=as_of,
            provenance=origin,
            published_qualifier=agreed.qualifier if agreed else None,
            published=agreed.value if agreed else None,
            coverage=coverage,
            bound=Bound.FLOOR if found.floor else None,
            since=since(self.reading, name, member=member, as_of=as_of),
            **(self._compared(metric, found, coverage, origin=origin, member=member) if metric.measure.history else {}),
        )

    def coverage(self, name: str, when: When, *, brief: bool = False) -> Coverage | None:
        """How much of a window is there; None for what is not added up over days, or was never delivered."""
        held = self._delivered[name]
        if held is None:
            return None
        key = id(held), when.day, when.after  # many metrics are of one source
        if key not in self._coverages:
            whole = held.window(when.after, when.day)
            self._coverages[key] = whole, whole.brief
        return self._coverages[key][brief]

    def course(self, name: str, member: Member = CITY, *, days: list[date]) -> list[CoursePoint]:
        """The metric at each of these days; a sum is over the seven days that end there."""
        metric = METRICS[name]
        if not self._split(metric):
            return [CoursePoint(day, Found(None)) for day in days]
        return [CoursePoint(day, *self._known(metric, When(day, day - WEEK), member)) for day in days]

    def _known(self, metric: Metric, when: When, member: Member) -> tuple[Found, Coverage | None]:
        """What is found of a window, and how much of the window is there; nothing where history begins within it."""
        key = metric.name, member, when.day, when.after
        if key not in self._windows:
            self._windows[key] = self._read(metric, when, member)
        return self._windows[key]

    def _read(self, metric: Metric, when: When, member: Member) -> tuple[Found, Coverage | None]:
        coverage = self.coverage(metric.name, when, brief=member != CITY)
        found = metric.measure.found(self.reading, when, member)
        if coverage is not None and coverage.begun:
            too_short = Note.NO_HISTORY if heard(self.reading, metric, when, member) else None
            return Found(None, note=found.note or too_short), coverage
        if found.value is None and not found.unknown and coverage and coverage.there:
            found = unchanged(self.reading, metric, when, member) or found
        return found, coverage.without(found.unknown) if coverage and found.unknown else coverage

    def _compared(
        self, metric: Metric, found: Found, coverage: Coverage | None, *, origin: Provenance | None, member: Member
    ) -> dict[str, Any]:
        """With the period before; where days are missing on either side, what can be compared. Fields of a number."""
        before, covered = self._known(metric, self.when(1), member)
        whole = is_whole(coverage)
        if before.value is None and whole:
            return {}
        if whole and is_whole(covered):
            previous = rounded(before.value, metric.unit)
            if before.floor or found.floor:
                return {"previous": previous}
            change = rounded((found.value or 0) - (before.value or 0), metric.unit)
            return {"previous": previous, "change": change, "change_provenance": worst(origin, before.provenance)}
        withheld = {"withheld": Note.INCOMPLETE}
        if member != CITY:  # what stands in place of a change is said of the whole, and what has no days is not read
            return withheld
        return {**withheld, "last_whole": self._last_whole(metric), "same_days": self._same_days(metric)}

    def comparison_days(self) -> dict[str, set[date]]:
        """By fact the days between which the same days of both periods lie, where one of the periods is not whole."""
        found: dict[str, set[date]] = defaultdict(set)
        for metric in METRICS:
            sides = [self.coverage(metric.name, self.when(steps)) for steps in (0, 1)]
            if not isinstance(metric.measure, Sum) or all(is_whole(side) for side in sides):
                continue
            for by in (0, -PERIOD_DAYS[self.period]):
                for first, last in moved(self._both(metric), by):
                    found[metric.measure.fact] |= {first - timedelta(days=1), last}
        return found

    def _both(self, metric: Metric) -> tuple[Days, ...]:
        """Whole days of the period whose counterparts a period before are whole as well."""
        held, now, then = self._delivered[metric.name], self.when(), self.when(1)
        if held is None:
            return ()
        before = moved(held.there(then.after, then.day), PERIOD_DAYS[self.period])
        return shared(held.there(now.after, now.day), before)

    def _last_whole(self, metric: Metric) -> LastWhole | None:
        """Of a week one of the eleven before it, of a longer period the one before: as far back as a reading goes."""
        for steps in range(1, COURSE_STEPS if self.period is Period.WEEK else 2):
            when = self.when(steps)
            found, coverage = self._known(metric, when, CITY)
            if found.value is not None and is_whole(coverage):
                return LastWhole(when.day, rounded(found.value, metric.unit) or 0, found.provenance)
        return None

    def _same_days(self, metric: Metric) -> SameDays | None:
        """Over the days that both periods have; sums alone can be taken apart that way."""
        if not isinstance(metric.measure, Sum):
            return None
        days, sides = self._both(metric), []
        for by in (0, -PERIOD_DAYS[self.period]):
            parts = [self._span(metric, span) for span in moved(days, by)]
            if not parts or any(part.value is None for part in parts):
                return None
            sides.append(Found(sum(part.value or 0 for part in parts), worst(*(part.provenance for part in parts))))
        change = difference(sides[0], sides[1], unit=metric.unit)
        values = [rounded(side.value, metric.unit) or 0 for side in sides]
        return SameDays(days, values[0], values[1], change.value or 0, change.provenance)

    def _span(self, metric: Metric, span: Days) -> Found:
        return metric.measure.found(self.reading, When(span[1], span[0] - timedelta(days=1)), CITY)

    def _quotes(self, name: str, member: Member, place: Member | None) -> bool:
        """Whether a number is a published figure of its scope and day, to the last digit."""
        found, as_of = METRICS[name].measure.found(self.reading, self.when(), member), self._days[name]
        figure = self.figures.find(name, place, found.day or as_of) if place else None
        return figure is not None and figure.value == found.value

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
            published_qualifier=figure.qualifier,
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
        if not metric.measure.facts:
            return self.as_of
        if held := self._delivered[metric.name]:
            return held.as_of(self.as_of)
        newest = level_days(self.reading, metric.source, columns(metric.measure.behind(self.when())))
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
