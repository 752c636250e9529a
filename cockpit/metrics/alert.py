"""What an alert is: a rule beside the metrics that says from when on a number needs somebody, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cockpit.errors import DeclarationWrong
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.metric import METRICS
from cockpit.metrics.subject import subject_of
from cockpit.registry import Registry
from cockpit.units import Text
from cockpit.units.messages import translated_fields


class AlertLevel(StrEnum):
    """How much an alert asks of whoever reads it, the worst first."""

    CRITICAL = "crit"
    WARNING = "warn"
    INFORMATION = "info"


@dataclass(frozen=True)
class ThresholdRule:
    """Raised at `raises` and beyond, cleared only at `clears` and before it; beyond is above where `above`."""

    raises: float
    clears: float
    above: bool = True

    def reached(self, value: float) -> bool:
        return value >= self.raises if self.above else value <= self.raises

    def over(self, value: float) -> bool:
        return value <= self.clears if self.above else value >= self.clears


@dataclass(frozen=True)
class ChangeRule:
    """Against what came before, as a part of it: −0.3 is thirty percent less. A sum over days is held against the
    median of like days before, a level against a week before; either has to lie outside what is expected as well."""

    raises: float
    clears: float

    def reached(self, value: float) -> bool:
        return value <= self.raises if self.raises < 0 else value >= self.raises

    def over(self, value: float) -> bool:
        return value >= self.clears if self.raises < 0 else value <= self.clears


@dataclass(frozen=True)
class FreshnessRule:
    """A source in this state: late, stopped or broken. It becomes current by new data alone, and then has a whole cycle
    again, so it cannot flutter."""

    state: SourceState


@dataclass(frozen=True)
class DifferenceRule:
    """A reconciliation that differs, by this part of the whole or more, with nothing to explain it."""

    raises: float = 0.0


@dataclass(frozen=True)
class AuditRule:
    """The last audit found numbers that are not what their rows make; it is over with an audit that finds none."""


Rule = ThresholdRule | ChangeRule | FreshnessRule | DifferenceRule | AuditRule


@dataclass(frozen=True)
class Alert:
    """`metric` for a threshold or a change, which has to have a course on the board; the owner is that of its source.

    `text` are the words after the number (交换失败率6.2%，高于5%), or for the other kinds the whole line with its
    places in braces. `empty` is that line for a source of which nothing has ever come.
    """

    name: str
    level: AlertLevel
    rule: Rule
    text: Text
    metric: str | None = None
    empty: Text | None = None

    @property
    def subject(self) -> str:
        return subject_of(self.name)

    @property
    def kind(self) -> str:
        return type(self.rule).__name__.lower().removesuffix("rule")


def check(alert: Alert) -> None:
    """DeclarationWrong where it would never be judged: a threshold or a change needs a metric with a course."""
    if not isinstance(alert.rule, ThresholdRule | ChangeRule):
        return
    if alert.metric is None:
        raise DeclarationWrong(f"The alert {alert.name!r} has no metric.", "Name the metric that it judges.")
    if not METRICS[alert.metric].course:
        raise DeclarationWrong(
            f"The alert {alert.name!r} judges {alert.metric!r}, which has no course.",
            "Declare the metric with course=True.",
        )


ALERTS: Registry[Alert] = Registry("alert", "cockpit.metrics.subjects", check)


def declare(alert: Alert) -> Alert:
    """Adds it, with the translations that catalogues have; NameTaken where another one has its name."""
    return ALERTS.declare(translated_fields("alert", alert))


def raised(rule: ThresholdRule | ChangeRule, course: Sequence[float | None]) -> bool:
    """Whether the alert stands at the end of a course, oldest first: folded over its steps, so that it needs no memory.

    A step of which nothing is known, or nothing real, leaves it as it was; without a value at the end nothing stands.
    """
    if not course or course[-1] is None:
        return False
    values = _changes(course) if isinstance(rule, ChangeRule) else list(course)
    stands = False
    for value in values:
        if value is None:
            continue
        stands = not rule.over(value) if stands else rule.reached(value)
    return stands and values[-1] is not None


def _changes(course: Sequence[float | None]) -> list[float | None]:
    pairs = zip((None, *course), course, strict=False)
    return [None if not before or now is None else now / before - 1 for before, now in pairs]
