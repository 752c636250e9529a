"""Levels that age by themselves: of units that are silent for longer than agreed, counted anew from the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from cockpit.board.newest_days import last_by_unit
from cockpit.board.rows.level import level
from cockpit.board.rows.plain_rows import Lines
from cockpit.calendar import Period
from cockpit.metrics.aged_level import AgedLevel, DatasetCount
from cockpit.metrics.answer import Answer
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Reading
from cockpit.metrics.row_selection import FactRows
from cockpit.metrics.silence import next_due
from cockpit.metrics.workdays import Workdays, working
from cockpit.store import dimensions
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.sums import FACTS
from cockpit.store.tables import open_dataset
from cockpit.store.vocabulary import provenance_of

ASKED = ("unit", "theme", "published_on", "updated_on", "cadence_days", "provenance", DELIVERED_BY)

Registers = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Recount:
    """`silent` units, the lines that they said last, and the lines that the register gives in their place."""

    silent: frozenset[str]
    said: Lines
    counted: Lines

    def aged(self, behind: FactRows) -> AgedLevel:
        part, whole = behind.columns
        return AgedLevel(*(tuple(_count(one, part, whole) for one in lines) for lines in (self.said, self.counted)))


def aged(
    connection: Connection, registers: Registers, as_of: date, period: Period, *, filters: Mapping[str, str]
) -> dict[date, AgedLevel]:
    """By day, of the period and of the one before; nothing where the filters of the scope cannot be asked of it."""
    answer = Answer(Reading({}, {}, registers), as_of, period)
    found: dict[date, AgedLevel] = {}
    for metric in METRICS:
        asked = [metric.measure.behind(when) for when in (answer.when(), answer.when(1))]
        made = [one for one in asked if isinstance(one, FactRows) and one.ages]
        if made and set(filters) <= set(dimensions.filters(FACTS[made[0].fact])):
            recounts = _recounts(connection, registers, made, filters)
            found |= {one.day: recount.aged(one) for one, recount in zip(made, recounts, strict=True)}
    return found


def recounted(connection: Connection, registers: Registers, behind: FactRows, filters: Mapping[str, str]) -> Recount:
    """For a share of two levels by unit and theme, on its day."""
    return _recounts(connection, registers, [behind], filters)[0]


def _recounts(
    connection: Connection, registers: Registers, asked: Sequence[FactRows], filters: Mapping[str, str]
) -> list[Recount]:
    """For several days. Of a unit that has been silent since the same day what it said last is asked for once."""
    silent = _silent(connection, registers, asked, filters)
    listed = _listed(connection, frozenset().union(*silent.values()))
    found: list[Recount] = []
    held: dict[tuple[str, date], Lines] = {}
    for behind in asked:
        last = silent[behind.day]
        if more := {unit for unit, at in last.items() if (unit, at) not in held}:
            held |= {(unit, last[unit]): [] for unit in more}
            for line in level(connection, behind, filters, units=more):
                held[line["unit"], last[line["unit"]]].append(line)
        said = [line for one in last.items() for line in held[one]]
        units = frozenset(last)
        found.append(Recount(units, said, _counted(listed, behind, units, filters.get("theme"))))
    return found


def _silent(
    connection: Connection, registers: Registers, asked: Sequence[FactRows], filters: Mapping[str, str]
) -> dict[date, dict[str, date]]:
    """By day, the units that have not spoken within a cadence of the source, with the day on which they did."""
    behind = asked[0]
    source = next((row for row in registers.get("source", []) if row["code"] == behind.ages), {"cadence_hours": 24})
    calendar = working(source, Workdays.of(registers))
    fact = FACTS[behind.fact]
    last = last_by_unit(connection, fact, fact.made_of(behind.columns[-1]).known, [one.day for one in asked])
    only = filters.get("unit")

    def aged_out(at: date, day: date) -> bool:
        due = next_due(at, int(source["cadence_hours"]), calendar)
        return due is not None and due < day

    return {
        day: {unit: at for unit, at in units.items() if aged_out(at, day) and only in (None, unit)}
        for day, units in last.items()
    }


def _listed(connection: Connection, units: frozenset[str]) -> Sequence[Any]:
    """The datasets of these units of which day of update and cadence are known."""
    if not units:
        return []
    table = open_dataset
    known = (table.c.updated_on.is_not(None), table.c.cadence_days.is_not(None))
    query = select(*(table.c[name] for name in ASKED)).where(table.c.unit.in_(sorted(units)), *known)
    return connection.execute(query.order_by(table.c.code)).mappings().all()


def _counted(listed: Sequence[Any], behind: FactRows, silent: frozenset[str], theme: str | None) -> Lines:
    part, whole = behind.columns
    by_unit: dict[str, list[Any]] = defaultdict(list)
    for row in listed:
        if row["unit"] in silent and (row["published_on"] is None or row["published_on"] <= behind.day):
            by_unit[row["unit"]].append(row)
    lines: dict[tuple[str, ...], dict[str, Any]] = {}
    for rows in by_unit.values():
        if any(row["updated_on"] > behind.day for row in rows):
            continue  # when they were updated before is not known
        for row in (one for one in rows if theme in (None, one["theme"])):
            key = (row["unit"], row["theme"], row[DELIVERED_BY], row["provenance"])
            empty = {**dict(zip(("unit", "theme", DELIVERED_BY, "provenance"), key, strict=True)), part: 0, whole: 0}
            line = lines.setdefault(key, {"day": behind.day, **empty})
            line[whole] += 1
            line[part] += (behind.day - row["updated_on"]).days <= row["cadence_days"]
    return [lines[key] for key in sorted(lines)]


def _count(line: Mapping[str, Any], part: str, whole: str) -> DatasetCount:
    made = provenance_of(line["provenance"])
    return DatasetCount(line["unit"], line["theme"], dated=line[whole] or 0, on_time=line[part] or 0, provenance=made)
