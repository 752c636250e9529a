"""What a reconciliation is: parts, whole, and who published the whole. Differences are shown, never smoothed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cockpit.metrics.answer import Answer
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number
from cockpit.metrics.published_figures import PublishedFigure
from cockpit.metrics.reading import CITY, worst
from cockpit.metrics.subject import subject_of
from cockpit.registry import Registry
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from cockpit.units.messages import translated_fields


class Verdict(StrEnum):
    """What comes of holding parts against a whole."""

    AGREED = "agreed"
    DIFFERS = "differs"
    OVERLAPS = "overlaps"
    """The parts may hold the same thing twice, so a difference is expected."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reconciliation:
    """`parts` are the members of `dimension` of the metric `part`; `whole` is another metric, or the published figure.

    Where the parts may hold the same thing twice (`overlapping`), their sum is expected to be larger than the whole.
    """

    name: str
    title: Text
    part: str
    dimension: str
    whole: str
    remark: Text
    overlapping: bool = False

    @property
    def subject(self) -> str:
        return subject_of(self.name)


@dataclass(frozen=True)
class ReconciliationResult:
    parts: tuple[tuple[str, Number], ...]
    total: Number
    whole: Number
    publisher: Text | None
    difference: int | None
    share: float | None
    verdict: Verdict


RECONCILIATIONS: Registry[Reconciliation] = Registry("reconciliation", "cockpit.metrics.subjects")


def declare(reconciliation: Reconciliation) -> Reconciliation:
    """Adds it, with the translations that catalogues have; NameTaken where another one has its name."""
    return RECONCILIATIONS.declare(translated_fields("reconciliation", reconciliation))


def reconcile(one: Reconciliation, answer: Answer, members: list[str]) -> ReconciliationResult:
    """Add the parts up and hold them against the whole; `members` come in the order of their register.

    What was published was published of the city: the parts of a part of it are held against nothing.
    """
    parts = [(code, answer.number(one.part, (one.dimension, code))) for code in members]
    known = [(code, number) for code, number in parts if number.value is not None]
    whole = answer.number(one.whole)
    figure = None if answer.reading.filters else answer.figures.find(one.whole, CITY, whole.as_of or answer.as_of)
    if answer.reading.filters:
        whole = Number(None, whole.unit, note=Note.NOT_SPLIT)
    elif one.whole == one.part:  # the computed whole is the sum itself: only a published one can be held against it
        figure = answer.figures.find(one.whole, CITY, answer.as_of)
        whole = _published(whole, figure)
    total = _total(one, answer, known, whole.unit)
    publisher = figure.publisher if figure and whole.published is not None else None
    if total.value is None or whole.value is None:
        return ReconciliationResult(tuple(known), total, whole, publisher, None, None, Verdict.UNKNOWN)
    difference = int(whole.value) - int(total.value)
    share = round(abs(difference) / whole.value, 6) if whole.value else None
    if whole.demo:  # to an invented total nothing is to be clarified, and nothing agrees with it
        return ReconciliationResult(tuple(known), total, whole, publisher, difference, share, Verdict.UNKNOWN)
    agreed = difference == 0 or (whole.published is not None and figure is not None and figure.agrees(total.value))
    verdict = Verdict.AGREED if agreed else Verdict.OVERLAPS if one.overlapping else Verdict.DIFFERS
    return ReconciliationResult(tuple(known), total, whole, publisher, difference, share, verdict)


def _published(whole: Number, figure: PublishedFigure | None) -> Number:
    if figure is None:
        return Number(None, whole.unit, note=Note.NOT_PUBLISHED)
    return Number(
        figure.value,
        whole.unit,
        as_of=figure.as_of,
        provenance=Provenance.PUBLISHED,
        published_qualifier=figure.qualifier,
        published=figure.value,
    )


def _total(one: Reconciliation, answer: Answer, parts: list[tuple[str, Number]], unit: str) -> Number:
    """The sum has the origin of its rows, as the cockpit's own number of the same rows has: that every part was
    published does not make their sum a published number."""
    if not parts:
        return Number(None, unit, note=Note.NO_DATA)
    value = sum(int(number.value or 0) for _, number in parts)
    own, measure = answer.number(one.part), METRICS[one.part].measure
    rows = (measure.found(answer.reading, answer.when(), (one.dimension, code)).provenance for code, _ in parts)
    return Number(
        value=value,
        unit=unit,
        as_of=max((number.as_of for _, number in parts if number.as_of), default=None),
        provenance=own.provenance if own.value == value else worst(*rows),
    )
