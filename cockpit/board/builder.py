"""Building a board: one pass over the database, then pure arithmetic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from cockpit.board import expectations, query
from cockpit.board.board import Board, BoardReconciliation, Point, ReconciliationPart, Remark, Source
from cockpit.board.expectations import Expectations
from cockpit.board.remark import Withdrawn
from cockpit.board.rows import aging
from cockpit.board.scope import Scope
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.notices import notices
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.board.table import tables
from cockpit.board.table_input import TableInput, short
from cockpit.board.tables import opening, sharing
from cockpit.calendar import course_days, end_of
from cockpit.errors import DatabaseWrong, ScopeWrong
from cockpit.metrics.answer import Answer, definitions
from cockpit.metrics.difference import rounded
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.reading import Reading
from cockpit.metrics.reconciliation import RECONCILIATIONS, reconcile
from cockpit.metrics.revisions import in_force
from cockpit.metrics.subject import place_of
from cockpit.metrics.trust_measures import freshness, last_reading, looked_at
from cockpit.metrics.workdays import WEEKDAYS_ALONE, Workdays
from cockpit.store import slices as store
from cockpit.store.vocabulary import DeliveryDays, DeliveryMode, LibraryKind, UnitLevel
from cockpit.units import Text

REMARKS = 200
REGISTERS = {register.name for register in store.REGISTERS}


@dataclass(frozen=True)
class _Asked:
    """What a scope is asked of: the whole database, the registers of its day, and a reading without totals."""

    world: query.World
    as_of: date
    bare: Reading
    registered: Mapping[str, frozenset[str] | None]

    @property
    def workdays(self) -> Workdays:
        return self.bare.workdays or WEEKDAYS_ALONE


def build(connection: Connection, scope: Scope, *, now: datetime) -> Board:
    """The board of a scope. ScopeWrong where the day or a code is not there, DatabaseWrong where nothing is loaded.

    Its numbers are of its as-of day. Of which no day was asked is judged now: states of sources, targets in force, days
    left; a day that was asked for, at its end.
    """
    asked = _asked(connection, scope, now)
    world, workdays = asked.world, asked.workdays
    needed = expectations.days_needed(world, asked.as_of, workdays)
    answer = _answer(connection, scope, asked, needed)
    expected = expectations.read(connection, world, answer, workdays=workdays, days=needed)
    return freeze(answer, scope, world=world, expected=expected)


def answered(connection: Connection, scope: Scope, *, now: datetime) -> Answer:
    """What a board of the scope says of its numbers, without its courses, tables and sentences; refused as it is."""
    return _answer(connection, scope, _asked(connection, scope, now), {})


def _asked(connection: Connection, scope: Scope, now: datetime) -> _Asked:
    world = query.world(connection)
    if world.newest is None or world.oldest is None:
        raise DatabaseWrong("The exchange database is empty.", "Run: python -m cockpit.cli demo, or load data.")
    as_of = scope.as_of or last_day(world, now)
    # A board of which no day was asked is of the registers of now.
    day = scope.as_of or (world.clock or now).date()
    registers, registered = query.registers_on(connection, world.registered, day)
    check(scope, registers, first=world.oldest, last=last_day(world, now))
    clock = world.clock or now
    registers = in_force(registers, scope.as_of or clock.date(), scope.defined)
    return _Asked(world, as_of, Reading({}, world.spans, registers, clock=clock, live=scope.as_of is None), registered)


def _answer(connection: Connection, scope: Scope, asked: _Asked, needed: Mapping[str, set[date]]) -> Answer:
    bare, as_of, registers = asked.bare, asked.as_of, dict(asked.bare.registers)
    reading = query.read(
        connection,
        asked.world,
        registers=registers,
        as_of=as_of,
        period=scope.period,
        filters=scope.filters,
        more=query.MoreDays((answer := Answer(bare, as_of, scope.period)).comparison_days(), needed),
    )
    judged = replace(reading, clock=bare.clock, live=bare.live, registered=asked.registered)
    upto = None if judged.live else looked_at(judged, as_of)
    judged = replace(
        judged,
        last=query.last_readings(connection, registers, upto),
        aged=aging.aged(connection, registers, as_of, scope.period, filters=scope.filters),
    )
    return answer.over(judged)


def last_day(world: query.World, now: datetime) -> date:
    """The newest day that can be asked for: where data ends, and never in the future."""
    today = (world.clock or now).date()
    return min(today, world.newest) if world.newest else today


def check(scope: Scope, registers: Mapping[str, list[dict[str, Any]]], *, first: date, last: date) -> None:
    """ScopeWrong where the day or a code of the scope is not there."""
    if scope.as_of is not None and not first <= scope.as_of <= last:
        raise ScopeWrong(
            "as_of",
            f"There is no data of {scope.as_of}.",
            f"a day from {first} to {last}",
            zh=f"{scope.as_of}没有数据。",
            allowed_zh=f"{first}至{last}的日期",
        )
    for name, value in scope.filters.items():
        if name not in REGISTERS:  # a kind of resource, which the scope itself has checked
            continue
        rows = registers.get(name, [])
        codes = [row["code"] for row in rows]
        if name == "unit":
            codes = [row["code"] for row in rows if row["level"] != UnitLevel.PROVINCE]
        if name == "library":  # the numbers of the volumes are those of the base libraries
            codes = [row["code"] for row in rows if row["kind"] == LibraryKind.BASE]
        if value not in codes:
            shown = ", ".join(codes[:8]) + (" …" if len(codes) > 8 else "")
            called = {"library": "base library"}.get(name, name)
            raise ScopeWrong(
                name,
                f"There is no {called} {value!r}.",
                shown or f"no {name} is registered",
                zh=f"没有代码为“{value}”的这一项。",
                allowed_zh=shown or "尚未登记",
            )


def freeze(answer: Answer, scope: Scope, *, world: query.World, expected: Expectations) -> Board:
    """From a reading to a board, without a database."""
    reading, as_of = answer.reading, answer.as_of
    steps = course_days(as_of)
    asked = TableInput(answer, tuple(steps), expected)
    metrics = {metric.name: answer.number(metric.name) for metric in METRICS}
    rows = tables(asked)
    reconciliations = reconciled(answer)
    sources = freshened(reading, as_of)
    draft = Draft(metrics, rows)
    described = definitions(dict(reading.registers), as_of, scope.defined)
    drawn = [metric for metric in METRICS if metric.course]
    courses = {metric.name: points(answer, metric, steps[1:], expected) for metric in drawn}
    owners = {name: Text.from_json(one["owner"]) for name, one in described.items() if one["owner"]}
    return Board(
        scope=scope.on(as_of),
        as_of=as_of,
        clock=looked_at(reading, as_of),
        data_version=world.data_version,
        definition_version=definition_version(described),
        city=city_names(world.city, scope.city),
        metrics=metrics,
        definitions=described,
        courses=courses,
        tables=rows,
        reconciliations=reconciliations,
        sources=sources,
        notices=notices(
            draft,
            reconciliations,
            sources,
            courses=courses,
            owners=owners,
            fallen=expected.alarms(),
            audited=world.audited if reading.live else None,
        ),
        headline=headlines(draft, reconciliations, as_of, period=scope.period, of=asked.unit_name(scope.unit)),
        remarks=remarks(reading, as_of, scope.defined),
        forecasts={one.name: found for one in drawn if (found := expected.next_week(one))},
    )


def remarks(reading: Reading, as_of: date, known: date | None) -> tuple[Remark, ...]:
    """What was said of days up to the as-of day, and by the day of knowledge where one is asked for; newest first."""
    gone = {row["remark"]: row for row in reading.registers.get("withdrawal", [])}
    found = []
    for row in reading.registers.get("remark", []):
        written_at = datetime.fromisoformat(row["written_at"])
        day = date.fromisoformat(row["day"])
        if day <= as_of and (known is None or written_at.date() <= known):
            withdrawn = _withdrawn(gone.get(row["number"]), known)
            found.append(Remark(row["metric"], day, row["text"], row["author"], written_at, row["number"], withdrawn))
    return tuple(sorted(found, key=lambda one: (one.day, one.written_at), reverse=True)[:REMARKS])


def _withdrawn(row: dict[str, Any] | None, known: date | None) -> Withdrawn | None:
    if row is None:
        return None
    at = datetime.fromisoformat(row["withdrawn_at"])
    return Withdrawn(row["author"], row["reason"], at) if known is None or at.date() <= known else None


def points(answer: Answer, metric: Metric, days: list[date], expected: Expectations) -> tuple[Point, ...]:
    whole = answer.number(metric.name)
    found = answer.course(metric.name, days=days)
    return tuple(
        Point(
            step.day,
            rounded(step.found.value, whole.unit),
            # The last point of a level is the number itself, and so is as good as it.
            whole.provenance if step.day == days[-1] and step.found.value == whole.value else step.found.provenance,
            step.coverage.brief if step.coverage else None,
            expected.week(metric, step.day),
        )
        for step in found
    )


def reconciled(answer: Answer) -> tuple[BoardReconciliation, ...]:
    names = {
        "library": {row["code"]: short(row) for row in answer.reading.registers.get("library", [])},
        "kind": sharing.KINDS,
        "level": opening.LEVELS,
    }
    found = []
    for one in RECONCILIATIONS:
        reckoned = reconcile(one, answer, answer.reading.parts(one.dimension))
        found.append(
            BoardReconciliation(
                name=one.name,
                subject=one.subject,
                title=one.title,
                part_metric=one.part,
                whole_metric=one.whole,
                dimension=one.dimension,
                parts=tuple(
                    ReconciliationPart(code, names[one.dimension][code], number) for code, number in reckoned.parts
                ),
                total=reckoned.total,
                whole=reckoned.whole,
                publisher=reckoned.publisher,
                difference=reckoned.difference,
                share=reckoned.share,
                verdict=reckoned.verdict,
                remark=one.remark,
            )
        )
    return tuple(sorted(found, key=lambda one: place_of(one.subject)))


def freshened(reading: Reading, as_of: date) -> tuple[Source, ...]:
    units = {row["code"]: Text(row["name_zh"], row["name_en"]) for row in reading.registers.get("unit", [])}
    found = []
    for row in reading.registers.get("source", []):
        last, state = last_reading(reading, row["code"]), freshness(reading, row, as_of)
        found.append(
            Source(
                code=row["code"],
                name=Text(row["name_zh"], row["name_en"]),
                owner=units[row["owner"]],
                cadence_hours=int(row["cadence_hours"]),
                newest_at=_upto(reading, as_of, last.newest_at),
                read_at=last.read_at,
                state=state.state,
                overdue_hours=state.overdue_hours,
                failure=last.failure,
                provenance=last.provenance,
                subject=row["subject"],
                delivers=DeliveryMode(row["delivers"]) if row.get("delivers") else None,
                delivery_days=DeliveryDays(row["delivery_days"]) if row.get("delivery_days") else None,
                precedence=row.get("precedence"),
            )
        )
    return tuple(found)


def _upto(reading: Reading, as_of: date, at: datetime | None) -> datetime | None:
    """A source may have said that a day was whole before it was over."""
    return at if at is None or reading.live else min(at, end_of(as_of))


def definition_version(described: Mapping[str, Any]) -> str:
    return hashlib.sha256(orjson.dumps(described, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]


def city_names(said: str | None, code: str) -> dict[str, Any]:
    """The names of the city as the load wrote them: code, name, title, report, bureau."""
    names: dict[str, Any] = json.loads(said) if said else {}
    plain = {"zh": code, "en": code}
    return {"code": code, **dict.fromkeys(("name", "title", "report", "bureau"), plain), **names}
