"""What a board is made of: rows, points, reconciliations, sources, notices. All frozen, all plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from cockpit.board.quote import Quote
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.coverage import Coverage
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.store.vocabulary import DeliveryDays, DeliveryMode, Provenance, provenance_of
from cockpit.units import Text


@dataclass(frozen=True)
class Row:
    """A member of a table: a library, a scenario, a county. `attributes` are plain values, `course` is oldest first.

    `expected` are the steps of the course as like weeks let them be; empty where that is not known of the member.
    """

    code: str
    name: Text
    short: Text
    numbers: Mapping[str, Number] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    course: tuple[int | float | None, ...] = ()
    expected: tuple[Expected, ...] = ()

    def __getitem__(self, metric: str) -> Number:
        return self.numbers[metric]

    def get(self, attribute: str, default: Any = None) -> Any:
        return self.attributes.get(attribute, default)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name.to_json(),
            "short": self.short.to_json(),
            "numbers": {name: number.to_json() for name, number in self.numbers.items()},
            "attributes": dict(self.attributes),
            "course": list(self.course),
            **({"expected": [one.to_json() for one in self.expected]} if self.expected else {}),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Row:
        return cls(
            code=value["code"],
            name=Text.from_json(value["name"]),
            short=Text.from_json(value["short"]),
            numbers={name: Number.from_json(number) for name, number in value["numbers"].items()},
            attributes=value["attributes"],
            course=tuple(value["course"]),
            expected=tuple(Expected.from_json(one) for one in value.get("expected", ())),
        )


@dataclass(frozen=True)
class Point:
    """One step of a course; `expected` is between which values like weeks let it lie, None on an older board."""

    day: date
    value: int | float | None
    provenance: Provenance | None
    coverage: Coverage | None = None
    expected: Expected | None = None

    @property
    def unusual(self) -> bool:
        """Whether it is whole and lies outside what was expected, by enough like weeks to be told."""
        return not self.partial and self.expected is not None and self.expected.left_by(self.value)

    @property
    def partial(self) -> bool:
        return self.value is not None and self.coverage is not None and not self.coverage.whole

    def to_json(self) -> dict[str, Any]:
        covered = {"coverage": self.coverage.to_json()} if self.coverage else {}
        expected = {"expected": self.expected.to_json()} if self.expected else {}
        return {"day": self.day.isoformat(), "value": self.value, "provenance": self.provenance, **covered, **expected}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Point:
        covered = Coverage.from_json(value["coverage"]) if value.get("coverage") else None
        expected = Expected.from_json(value["expected"]) if value.get("expected") else None
        made = provenance_of(value["provenance"])
        return cls(date.fromisoformat(value["day"]), value["value"], made, covered, expected)


@dataclass(frozen=True)
class ReconciliationPart:
    code: str
    name: Text
    number: Number

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "name": self.name.to_json(), "number": self.number.to_json()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> ReconciliationPart:
        return cls(value["code"], Text.from_json(value["name"]), Number.from_json(value["number"]))


@dataclass(frozen=True)
class BoardReconciliation:
    """`publisher` is who published the whole; None where nobody did.

    `verdict` is agreed, differs, overlaps (the parts may overlap, so a difference is expected) or unknown."""

    name: str
    subject: str
    title: Text
    part_metric: str
    whole_metric: str
    dimension: str
    parts: tuple[ReconciliationPart, ...]
    total: Number
    whole: Number
    publisher: Text | None
    difference: int | None
    share: float | None
    verdict: Verdict
    remark: Text

    def side(self, which: str) -> Number:
        """One of its numbers: total (the parts added), whole (as published), difference or difference_share."""
        return {
            "total": self.total,
            "whole": self.whole,
            "difference": replace(self.whole, value=self.difference, published_qualifier=None, published=None),
            "difference_share": Number(self.share, "share", as_of=self.whole.as_of, provenance=self.whole.provenance),
        }[which]

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "subject": self.subject,
            "title": self.title.to_json(),
            "part_metric": self.part_metric,
            "whole_metric": self.whole_metric,
            "dimension": self.dimension,
            "parts": [part.to_json() for part in self.parts],
            "total": self.total.to_json(),
            "whole": self.whole.to_json(),
            "publisher": self.publisher.to_json() if self.publisher else None,
            "difference": self.difference,
            "share": self.share,
            "verdict": self.verdict,
            "remark": self.remark.to_json(),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> BoardReconciliation:
        return cls(
            name=value["name"],
            subject=value["subject"],
            title=Text.from_json(value["title"]),
            part_metric=value["part_metric"],
            whole_metric=value["whole_metric"],
            dimension=value["dimension"],
            parts=tuple(ReconciliationPart.from_json(part) for part in value["parts"]),
            total=Number.from_json(value["total"]),
            whole=Number.from_json(value["whole"]),
            publisher=Text.from_json(value["publisher"]) if value["publisher"] else None,
            difference=value["difference"],
            share=value["share"],
            verdict=Verdict(value["verdict"]),
            remark=Text.from_json(value["remark"]),
        )


@dataclass(frozen=True)
class Source:
    """`overdue_hours` is beyond the agreed cadence; `provenance` is None where it was never read, or it is not known.

    `subject` is the subject of the metrics that it feeds, as the register says; None where it feeds several or none.
    `delivers` says whether it owes a row of every unit every cadence, and `delivery_days` on which days one is due: of
    a source of working days alone `overdue_hours` are working time. `precedence`: its rank among sources of one key."""

    code: str
    name: Text
    owner: Text
    cadence_hours: int
    newest_at: datetime | None
    read_at: datetime | None
    state: SourceState
    overdue_hours: int
    failure: Text | None
    provenance: Provenance | None
    subject: str | None = None
    delivers: DeliveryMode | None = None
    delivery_days: DeliveryDays | None = None
    precedence: int | None = None

    @property
    def on_working_days(self) -> bool:
        return self.delivery_days == DeliveryDays.WORKING

    @property
    def unannounced(self) -> bool:
        """Whether its state depends on days off that nobody has announced."""
        return self.on_working_days and self.state == SourceState.UNKNOWN and self.newest_at is not None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "subject": self.subject,
            "delivers": self.delivers,
            "name": self.name.to_json(),
            "owner": self.owner.to_json(),
            "cadence_hours": self.cadence_hours,
            "newest_at": self.newest_at.isoformat() if self.newest_at else None,
            "read_at": self.read_at.isoformat() if self.read_at else None,
            "state": self.state.value,
            "overdue_hours": self.overdue_hours,
            "failure": self.failure.to_json() if self.failure else None,
            "provenance": self.provenance,
            # A source of which nothing was agreed is written as it was before that was asked.
            **({"delivery_days": self.delivery_days} if self.delivery_days else {}),
            **({"precedence": self.precedence} if self.precedence is not None else {}),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Source:
        moments = {
            name: datetime.fromisoformat(value[name]) if value[name] else None for name in ("newest_at", "read_at")
        }
        texts = {name: Text.from_json(value[name]) for name in ("name", "owner")}
        failure = value["failure"]
        if isinstance(failure, str):  # a week that was sealed while it was said in one language
            failure = {"zh": failure, "en": failure}
        said = {"failure": Text.from_json(failure) if failure else None, "state": SourceState(value["state"])}
        kinds = {"delivers": DeliveryMode, "delivery_days": DeliveryDays}
        agreed = {name: kind(value[name]) for name, kind in kinds.items() if value.get(name)}
        return cls(**{**value, **moments, **texts, **said, **agreed, "provenance": provenance_of(value["provenance"])})


@dataclass(frozen=True)
class Notice:
    """One line of the alert strip: `level` is crit, warn or info; `scenes` are the scenes that show it.

    `name` is that of the rule that raised it, with what it is about; `owner` is who has to handle it. `members` are
    what it is about, each as a dimension and a code: ("unit", "371302")."""

    level: AlertLevel
    subject: str
    metric: str | None
    text: Text
    scenes: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    name: str = ""
    owner: Text | None = None
    members: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "subject": self.subject,
            "metric": self.metric,
            "text": self.text.to_json(),
            "scenes": list(self.scenes),
            "quotes": [quote.to_json() for quote in self.quotes],
            "name": self.name,
            "owner": self.owner.to_json() if self.owner else None,
            "members": [list(member) for member in self.members],
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Notice:
        """Weeks that were sealed before notices had an owner or members are read as well."""
        text = Text.from_json(value["text"])
        quotes = tuple(Quote.from_json(quote) for quote in value["quotes"])
        return cls(
            AlertLevel(value["level"]),
            value["subject"],
            value["metric"],
            text,
            tuple(value["scenes"]),
            quotes,
            name=value.get("name", ""),
            owner=Text.from_json(value["owner"]) if value.get("owner") else None,
            members=tuple((dimension, code) for dimension, code in value.get("members", ())),
        )
