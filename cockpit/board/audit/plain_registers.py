"""Registers by plain SQL, as they were on a day: what is listed, published, promised; the states of sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cockpit.board.audit.plain_facts import CITY, Line, Place, PlainFacts, Unsplit
from cockpit.board.rows.aging import recounted
from cockpit.metrics.freshness import SourceState, fresh
from cockpit.metrics.measure import Measure, When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.published_figures import PublishedFigures
from cockpit.metrics.reconciliation import RECONCILIATIONS, Reconciliation
from cockpit.metrics.row_selection import COUNTED, FactRows
from cockpit.metrics.trust_measures import attained
from cockpit.metrics.workdays import Workdays, working
from cockpit.store.register_history import HISTORIC
from cockpit.store.vocabulary import Provenance, ResourceKind, UnitLevel

Value = int | float | None
Row = dict[str, Any]
FIXED = {"kind": tuple(ResourceKind), "level": (UnitLevel.COUNTY, UnitLevel.MUNICIPAL)}


@dataclass(frozen=True)
class PlainRegisters:
    """Of a day: `at` is the moment at which a board of it is judged, `live` whether that is now.

    `held` are the registers as boards read them: the calendar of the city, and the cadence of what ages, are taken from
    them. `stands_for` has the day that each number of the city stands for.
    """

    facts: PlainFacts
    day: date
    at: datetime
    live: bool
    held: dict[str, list[Row]]
    stands_for: Mapping[str, date | None]

    def rows(self, table: str) -> list[Row] | None:
        """The rows of a register that are counted on the day; None where nobody knows which were there."""
        newest = _day(self.facts.rows("SELECT MAX(since) FROM register_history")[0][0])
        if table not in HISTORIC or newest is None or self._registered >= newest:
            return self._all(table)
        lines = self.facts.rows(
            "SELECT code, since, row FROM register_history WHERE table_name = :name ORDER BY since", name=table
        )
        if not lines or self._registered < (_day(lines[0].since) or date.max):
            return None
        found = {code: row for code, since, row in lines if (_day(since) or date.max) <= self._registered}
        return [json.loads(row)[0] for row in found.values() if row]

    @property
    def _registered(self) -> date:
        return self.at.date() if self.live else self.day

    def _all(self, table: str) -> list[Row]:
        found = self.facts.connection.exec_driver_sql(f"SELECT * FROM {table}")
        return [{str(name): value for name, value in row.items()} for row in found.mappings()]

    def listed(self, table: str, so: Callable[[Row], bool]) -> int | None:
        rows = self.rows(table)
        return sum(1 for row in rows if so(row)) if rows else None

    def units(self, *, whole: bool) -> frozenset[str] | None:
        """Those of the city; None where the whole list is asked for, and is not known of that day."""
        rows = self.rows("unit")
        if rows is None and whole:
            return None
        listed = rows if rows is not None else self._all("unit")
        return frozenset(row["code"] for row in listed if row["level"] != UnitLevel.PROVINCE)

    def published(self, metric: str, place: Place, day: date) -> int | None:
        where = "dimension IS NULL" if place == CITY else "dimension = :dimension AND member = :member"
        given = {} if place == CITY else {"dimension": place[0], "member": place[1]}
        found = self.facts.rows(
            f"SELECT value FROM published_figure WHERE metric = :metric AND value IS NOT NULL AND as_of <= :day "
            f"AND {where} ORDER BY as_of DESC LIMIT 1",
            metric=metric,
            day=day,
            **given,
        )
        return int(found[0][0]) if found else None

    def sources(self, measure: Measure) -> Value:
        """How many are in the states that the measure names; all where it names none."""
        states: tuple[SourceState, ...] = getattr(measure, "states", ())
        found = self._states()
        if not found:
            return None
        if states and SourceState.UNKNOWN not in states and set(found) == {SourceState.UNKNOWN}:
            return None
        return measure.made({COUNTED: sum(1 for one in found if not states or one in states)})

    def _states(self) -> list[SourceState]:
        calendar, held = Workdays.of(self.held), {row["code"]: row for row in self.held.get("source", [])}
        read = {row.source: row for row in self._readings()}
        ever = {row[0] for row in self.facts.rows("SELECT source FROM source_mark WHERE newest_at IS NOT NULL")}
        ever |= {row[0] for row in self.facts.rows("SELECT DISTINCT source FROM source_reading")}
        found = []
        for code in (row[0] for row in self.facts.rows("SELECT code FROM source")):
            if code not in read and code in ever and not self.live:
                found.append(SourceState.UNKNOWN)
                continue
            last = read.get(code)
            newest = _moment(last.newest_at, self.at) if last else None
            state = fresh(
                min(newest, self.at) if newest else None,
                cadence_hours=int(held[code]["cadence_hours"]),
                at=self.at,
                failure=last.failure if last else None,
                working=working(held[code], calendar),
            )
            found.append(state.state)
        return found

    def _readings(self) -> Any:
        if self.live:
            return self.facts.rows("SELECT source, newest_at, failure FROM source_mark")
        newest = "SELECT MAX(read_at) FROM source_reading o WHERE o.source = r.source AND o.read_at <= :at"
        return self.facts.rows(
            f"SELECT r.source, r.newest_at, r.failure FROM source_reading r WHERE r.read_at = ({newest})",
            at=self.at.replace(tzinfo=None),
        )

    def target(self, measure: Measure, columns: tuple[str, ...], place: Place, *, now: Callable[[str], Value]) -> Value:
        """The next target: its goal, the days that are left, or how much of it is reached."""
        ahead = [
            (due, row.position, row)
            for row in self.facts.rows("SELECT * FROM target WHERE due_on IS NOT NULL")
            if (due := _day(row.due_on)) and due >= self.at.date() and (_day(row.effective_on) or due) <= self.at.date()
        ]
        if not ahead:
            return None
        due, _, row = min(ahead, key=lambda one: one[:2])
        if place != CITY and row.unit_of_measure != "share":
            raise Unsplit
        goal = self._in_force(row)
        if "days_left" in columns:
            return measure.made({"days_left": (due - self.at.date()).days})
        if "reached" not in columns:
            return measure.made({"value": int(goal) if goal.is_integer() else goal})
        if not row.metric:
            return None
        reached = attained(now(row.metric), {"metric": row.metric, "value": goal, "provenance": None}, provenance=None)
        return measure.made({"reached": reached.value})

    def _in_force(self, row: Any) -> float:
        """Its value, or what it was revised to by the newest revision that is in force."""
        day = self._registered
        found = self.facts.rows(
            "SELECT value FROM revision WHERE kind = 'target' AND code = :code AND effective_on <= :day "
            "ORDER BY effective_on DESC, number DESC LIMIT 1",
            code=row.code,
            day=day,
        )
        return float(found[0][0] if found else row.value)

    def differing(self, value: Callable[[str, Place], Value]) -> int | None:
        """Reconciliations whose parts do not make the whole, with nothing to explain it."""
        figures = PublishedFigures(self.held.get("published_figure", []))
        verdicts = [self._differs(one, value, figures) for one in RECONCILIATIONS]
        return None if all(one is None for one in verdicts) else sum(1 for one in verdicts if one)

    def _differs(
        self, one: Reconciliation, value: Callable[[str, Place], Value], figures: PublishedFigures
    ) -> bool | None:
        found = [value(one.part, (one.dimension, code)) for code in self._members(one.dimension)]
        known = [part for part in found if part is not None]
        figure = figures.find(one.whole, CITY, self.day if one.whole == one.part else self.stands_for.get(one.whole))
        own = figure.value if figure and one.whole == one.part else None
        whole = own if one.whole == one.part else value(one.whole, CITY)
        if not known or whole is None:
            return None
        total = sum(int(part) for part in known)
        if one.whole != one.part and self._invented(one.whole) and not (figure and figure.agrees(whole)):
            return None
        agreed = total == int(whole) or (figure is not None and figure.agrees(whole) and figure.agrees(total))
        return not agreed and not one.overlapping

    def _invented(self, name: str) -> bool:
        """Whether the newest row of a single line of a fact is one of the demonstration."""
        behind = METRICS[name].measure.behind(When(self.day, self.day))
        if not isinstance(behind, FactRows) or behind.only is None:
            return False
        column, code = behind.only
        sql = f"SELECT provenance FROM {behind.fact} WHERE {column} = :code AND day <= :day ORDER BY day DESC LIMIT 1"
        return [row[0] for row in self.facts.rows(sql, code=code, day=self.day)] == [Provenance.DEMO]

    def _members(self, dimension: str) -> list[str]:
        if dimension in FIXED:
            return [str(one) for one in FIXED[dimension]]
        base = " WHERE kind = 'base'" if dimension == "library" else ""
        return [row[0] for row in self.facts.rows(f"SELECT code FROM {dimension}{base}")]

    def aged(self, behind: FactRows, lines: list[Line]) -> list[Line]:
        """Of units that have been silent for longer than agreed, what the register of datasets says of the day."""
        silent = recounted(self.facts.connection, self.held, behind, {}).silent
        part, whole = behind.columns
        kept = [one for one in lines if one[0][0] not in silent]
        by_unit: dict[str, list[Any]] = {}
        for row in self.facts.rows(
            "SELECT unit, theme, published_on, updated_on, cadence_days FROM open_dataset "
            "WHERE updated_on IS NOT NULL AND cadence_days IS NOT NULL"
        ):
            published = _day(row.published_on)
            if row.unit in silent and (published is None or published <= behind.day):
                by_unit.setdefault(row.unit, []).append(row)
        for rows in by_unit.values():
            if all((_day(row.updated_on) or date.max) <= behind.day for row in rows):
                kept += [((row.unit, row.theme), {whole: 1, part: int(_in_time(row, behind.day))}) for row in rows]
        return kept


def _in_time(row: Any, day: date) -> bool:
    updated = _day(row.updated_on)
    return updated is not None and (day - updated).days <= row.cadence_days


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any, at: datetime) -> datetime | None:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return None if found is None else found.replace(tzinfo=at.tzinfo)
