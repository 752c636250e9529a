"""Every number of a day, in every scope, for every member, against the rows of the facts; and parts against wholes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from cockpit.board import query
from cockpit.board.audit.audit_result import AuditCheck, AuditTally
from cockpit.board.audit.plain_facts import CITY, Place, PlainFacts, Unaudited, Unsplit
from cockpit.board.audit.plain_registers import PlainRegisters
from cockpit.board.audit.recalculation import Recalculation, Value
from cockpit.board.board import Board
from cockpit.board.builder import answered, build
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import page
from cockpit.board.scope import Scope
from cockpit.calendar import Period
from cockpit.metrics.answer import Answer
from cockpit.metrics.counts import Count
from cockpit.metrics.difference import rounded
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number
from cockpit.metrics.revisions import in_force
from cockpit.metrics.row_selection import FactRows
from cockpit.store.sums import FACTS, PAIR
from cockpit.store.vocabulary import LibraryKind, ResourceKind, UnitLevel

ADDITIVE = (MeasureKind.LEVEL, MeasureKind.SUM, MeasureKind.GAIN)
Progress = Callable[[str, int, int], None]


@dataclass
class NumberAudit:
    """Of one day, or of the live board where the scope asks for none."""

    connection: Connection
    city: Scope
    now: datetime
    progress: Progress | None = None
    numbers: AuditTally = field(default_factory=lambda: AuditTally(AuditCheck.NUMBERS))
    parts: AuditTally = field(default_factory=lambda: AuditTally(AuditCheck.PARTS))
    rows: AuditTally = field(default_factory=lambda: AuditTally(AuditCheck.ROWS))
    unaudited: dict[str, None] = field(default_factory=dict)

    def run(self, scopes: Sequence[Place] | None = None) -> Board:
        """The board of the city that was held against the facts, and these parts of it; all where they are None."""
        board = build(self.connection, self.city, now=self.now)
        self._again = self._recalculation(board)
        self._scope(answered(self.connection, self.city, now=self.now), CITY, board)
        self._members(answered(self.connection, self.city, now=self.now))
        self._page(board)
        for period in Period:
            if period != self.city.period:
                self._scope(answered(self.connection, replace(self.city, period=period), now=self.now), CITY)
        self._parts_of_the_city(list(self._scopes() if scopes is None else scopes))
        return board

    def _recalculation(self, board: Board) -> Recalculation:
        facts = PlainFacts(self.connection)
        live = self.city.as_of is None
        day = board.clock.date() if live else board.as_of
        held, _ = query.registers_on(self.connection, query.registered(self.connection), day)
        return Recalculation(
            facts,
            PlainRegisters(
                facts,
                day=board.as_of,
                at=board.clock,
                live=live,
                held=in_force(held, day),
                stands_for={name: number.as_of for name, number in board.metrics.items()},
            ),
        )

    def _parts_of_the_city(self, scopes: Sequence[Place]) -> None:
        pages: set[str] = set()
        for step, (name, code) in enumerate(scopes, 1):
            scope = replace(self.city, **{name: code})  # type: ignore[arg-type]
            self._scope(answered(self.connection, scope, now=self.now), (name, code))
            if name not in pages:
                self._page(build(self.connection, scope, now=self.now))
                pages.add(name)
            if self.progress:
                self.progress("numbers", step, len(scopes))

    def _scopes(self) -> Iterator[Place]:
        """Every one that a page can be asked for: units, kinds, themes, scenarios, libraries."""
        held = self._again.registers.held
        yield from (("unit", row["code"]) for row in held.get("unit", []) if row["level"] != UnitLevel.PROVINCE)
        yield from (("kind", kind) for kind in ResourceKind)
        for name in ("theme", "scenario"):
            yield from ((name, row["code"]) for row in held.get(name, []))
        yield from (("library", row["code"]) for row in held.get("library", []) if row["kind"] == LibraryKind.BASE)

    def _scope(self, answer: Answer, place: Place, board: Board | None = None) -> None:
        """All numbers of a scope, with those of the period before."""
        called = place_name(place, answer.period)
        for metric in METRICS:
            number = board[metric.name] if board else answer.number(metric.name)
            self._number(metric.name, number, answer, place, called=called)

    def _number(self, name: str, number: Number, answer: Answer, place: Place, *, called: str) -> None:
        unit = METRICS[name].unit
        try:
            covered = number.coverage
            spoken = covered is not None and covered.there > 0 and not covered.unknown
            found = self._again.value(name, answer.when(), place, spoken=spoken)
            before = self._again.value(name, answer.when(1), place) if number.previous is not None else None
        except Unsplit:
            # Whether it is a part of what the source said of the whole is for the number to say, and it says no.
            self.numbers.hold(name, called, said=number.value, found=None)
            return
        except Unaudited:
            self.unaudited[name] = None
            return
        if number.value is None and number.note == Note.NO_HISTORY:
            return
        self.numbers.hold(name, called, said=number.value, found=rounded(found, unit))
        if number.previous is not None:
            self.numbers.hold(name, f"{called}, one period before", said=number.previous, found=rounded(before, unit))
        if number.change is not None and found is not None and before is not None:
            change = rounded(found - before, unit)
            self.numbers.hold(name, f"{called}, change", said=number.change, found=change)

    def _members(self, answer: Answer) -> None:
        """Every member of every dimension, as the tables of a board show them; of what can be added up, their sum."""
        for metric in METRICS:
            behind = metric.measure.behind(answer.when())
            if not isinstance(behind, FactRows) or behind.only or isinstance(metric.measure, Count):
                continue
            fact = FACTS[behind.fact]
            for dimension in fact.members[1:]:
                members = sorted(answer.reading.members(fact.name, dimension))
                found: list[Value] = []
                for code in members:
                    number = answer.number(metric.name, (dimension, code))
                    found.append(number.value)
                    if dimension != PAIR:
                        called = place_name((dimension, code), answer.period)
                        self._number(metric.name, number, answer, (dimension, code), called=called)
                if metric.measure.kind in ADDITIVE:
                    self._sum(metric.name, dimension, answer, found)

    def _sum(self, name: str, dimension: str, answer: Answer, parts: list[Value]) -> None:
        whole = answer.number(name)
        known = [part for part in parts if part is not None]
        if whole.value is None and whole.note == Note.NO_HISTORY:
            return
        total = sum(known) if known else None
        self.parts.hold(name, f"the parts by {dimension}", said=whole.value, found=total)

    def _page(self, board: Board) -> None:
        """Of every number, the rows that a page shows behind it."""
        filters = next(iter(board.scope.filters.items()), CITY)
        for metric in METRICS:
            asked = Question(metric.name, board.scope, start=0, end=1)
            shown = page(self.connection, board, asked, kept=lambda _key, find: find())
            self.rows.hold(metric.name, place_name(filters), said=board[metric.name].value, found=shown.made)


def place_name(place: Place, period: Period = Period.WEEK) -> str:
    named = "the city" if place == CITY else f"{place[0]} {place[1]}"
    return named if period == Period.WEEK else f"{named}, {period}"
