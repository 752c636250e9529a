"""What the page of trust says beside the board: history, quality, givers and takers, what does not happen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, func, select

from cockpit.board import query as database
from cockpit.board.audit.audit_record import last
from cockpit.board.audit.audit_result import AuditResult
from cockpit.board.board import Board
from cockpit.board.comparison.member_totals import behind, members
from cockpit.board.rows import aging
from cockpit.board.rows.code_names import CodeNames
from cockpit.board.rows.level_rows import standing
from cockpit.board.rows.register_rows import apart
from cockpit.board.trust import unit_quality
from cockpit.board.trust.difference_days import held_since
from cockpit.board.trust.unit_quality import Quality, qualities
from cockpit.board.trust.unused_interfaces import Unused, of_the_platform, of_the_portal
from cockpit.calendar import course_days
from cockpit.metrics.answer import Answer
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Reading
from cockpit.metrics.reconciliation import RECONCILIATIONS, reconcile
from cockpit.metrics.revisions import in_force
from cockpit.metrics.row_selection import FactRows, UnitsWithout
from cockpit.store import tables
from cockpit.store.account import Account
from cockpit.store.delivery_coverage import COPY
from cockpit.store.source_records import accounts
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import ResourceKind, UnitLevel
from cockpit.units import Text

RECONCILED = {fact for one in RECONCILIATIONS for name in (one.part, one.whole) for fact in METRICS[name].measure.facts}
"""The facts that reconciliations are made of."""


@dataclass(frozen=True)
class Gap:
    """Items of a library that a unit has catalogued and not stored."""

    library: str
    unit: str
    items: int


@dataclass(frozen=True)
class Held:
    """A reconciliation on one day; `difference` is None where it could not be made."""

    day: date
    difference: int | None
    verdict: str


@dataclass(frozen=True)
class Returned:
    day: date
    items: int
    records: int


@dataclass(frozen=True)
class Trusted:
    """Codes are named by `names`; `unused` are interfaces that nobody called in the period, most of them first.

    `refused` and `accounts` are of the newest loads, by source, `audit` is the last one. `since` has the first day of
    every difference.
    """

    names: CodeNames
    quality: tuple[Quality, ...]
    history: dict[str, tuple[Held, ...]]
    takers: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]
    unused: tuple[Unused, ...]
    returned: tuple[Returned, ...]
    passed_on: int
    refused: tuple[tuple[str, int], ...]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    audit: AuditResult | None = None

    def unit(self, code: str) -> Text:
        return self.names.short("unit", code) or Text(code, code)


def trusted(connection: Connection, board: Board) -> Trusted:
    """Of the whole city; a filter of the board narrows nothing here."""
    registers = database.registers(connection)
    city = replace(board, scope=replace(board.scope, unit=None, scenario=None, kind=None, theme=None, library=None))
    answer = _answer(connection, city)
    history = _history(answer)
    return Trusted(
        names=CodeNames({name: rows for name, rows in registers.items() if name != COPY}),
        quality=qualities(connection, city, registers, answer=answer),
        history=history,
        since=_since(connection, city, history),
        takers=_takers(connection, city, registers),
        gaps=_gaps(connection, city),
        unused=_unused(connection, city, registers),
        returned=_returned(connection, board.as_of),
        passed_on=_passed_on(connection, city, registers),
        refused=refused(connection),
        accounts=accounts(connection),
        audit=last(connection),
    )


def as_of_now(connection: Connection, found: Trusted) -> Trusted:
    """With what changes without the data changing: rows that wait outside, what loads left out, the last audit."""
    return replace(found, refused=refused(connection), accounts=accounts(connection), audit=last(connection))


def _answer(connection: Connection, board: Board) -> Answer:
    """The same of the same rows as the board itself, of the whole city and of every unit."""
    reading = _reading(connection, board, RECONCILED | unit_quality.facts())
    aged = aging.aged(connection, reading.registers, board.as_of, board.scope.period, filters={})
    live = board.question.as_of is None
    return Answer(replace(reading, clock=board.clock, live=live, aged=aged), board.as_of, board.scope.period)


def _reading(connection: Connection, board: Board, facts: set[str], days: Iterable[date] = ()) -> Reading:
    """With these days beside those of windows and courses."""
    world = database.world(connection)
    day = board.question.as_of or board.today
    registers = in_force(database.registers_on(connection, world.registered, day)[0], day, board.scope.defined)
    more = {fact: set(days) for fact in facts}
    return database.read(
        connection,
        world,
        registers=registers,
        as_of=board.as_of,
        period=board.scope.period,
        filters={},
        facts=facts,
        more=database.MoreDays(more, more),
    )


def _history(answer: Answer) -> dict[str, tuple[Held, ...]]:
    """Each reconciliation at the thirteen days of a course, oldest first."""
    reading = answer.reading
    found = {}
    for one in RECONCILIATIONS:
        steps = []
        for day in course_days(answer.as_of):
            reckoned = reconcile(one, Answer(reading, day, answer.period), reading.parts(one.dimension))
            steps.append(Held(day, reckoned.difference, reckoned.verdict))
        found[one.name] = tuple(steps)
    return found


def _since(connection: Connection, board: Board, history: Mapping[str, tuple[Held, ...]]) -> dict[str, date]:
    """The first day of every difference that stands on the day of the board."""
    look = cache(lambda days: _reading(connection, board, RECONCILED, days))
    firsts = {one.name: held_since(one, look, board.as_of, history[one.name][-1].difference) for one in RECONCILIATIONS}
    return {name: first for name, first in firsts.items() if first is not None}


def _takers(
    connection: Connection, board: Board, registers: dict[str, list[dict[str, Any]]]
) -> tuple[tuple[str, int], ...]:
    """Units that received and gave nothing, with the exchanges that reached them."""
    made = behind(METRICS["sharing.takers_only"], board)
    assert isinstance(made, UnitsWithout) and made.among
    taken, *less = made.among.columns
    return tuple(
        (line["unit"], int(line[taken]) - sum(int(line[name]) for name in less))
        for line in apart(connection, made, registers)
    )


def _gaps(connection: Connection, board: Board) -> tuple[Gap, ...]:
    made = behind(METRICS["volumes.items_missing"], board)
    assert isinstance(made, FactRows)
    found: dict[tuple[str, str], int] = {}
    for line in standing(connection, made, {}):
        place = line["library"], line["unit"]
        found[place] = found.get(place, 0) + (line["items_known"] or 0) - (line["items_stored"] or 0)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Gap(library, unit, items) for (library, unit), items in ordered if items > 0)


def _unused(connection: Connection, board: Board, registers: dict[str, list[dict[str, Any]]]) -> tuple[Unused, ...]:
    apis = replace(board, scope=replace(board.scope, kind=ResourceKind.API))
    mounted = members(connection, METRICS["sharing.mounted"], apis, "unit", registers=registers)
    given = members(connection, METRICS["sharing.exchanges"], apis, "provider", registers=registers)
    held = {code: int(totals["mounted"] or 0) for code, totals in mounted.items()}
    called = {code for code, totals in given.items() if totals.get("exchanges")}
    idle = of_the_platform(connection, board, held, called)
    idle += of_the_portal(connection, board)
    return tuple(sorted(idle, key=lambda one: (-one.interfaces, one.unit, one.theme or "")))


def _returned(connection: Connection, as_of: date) -> tuple[Returned, ...]:
    """What the province had handed back, at every day on which it handed back more; newest first."""
    table = tables.return_daily
    query = select(table.c.day, func.sum(table.c["items"]), func.sum(table.c.records)).where(
        table.c.day <= as_of, *FACTS[table.name].counted
    )
    rows = connection.execute(query.group_by(table.c.day).order_by(table.c.day.desc()))
    return tuple(Returned(day, int(items), int(records)) for day, items, records in rows)


def _passed_on(connection: Connection, board: Board, registers: dict[str, list[dict[str, Any]]]) -> int:
    """Records that went from the province to units of the city over the platform in the period."""
    province = {row["code"] for row in registers.get("unit", []) if row["level"] == UnitLevel.PROVINCE}
    found = members(connection, METRICS["sharing.records"], board, "provider", registers=registers)
    return sum(int(totals["records"] or 0) for code, totals in found.items() if code in province)


def refused(connection: Connection) -> tuple[tuple[str, int], ...]:
    """How many rows of each source wait outside."""
    table = tables.quarantine
    query = select(table.c.source, func.count()).group_by(table.c.source).order_by(table.c.source)
    return tuple((source, int(rows)) for source, rows in connection.execute(query))
