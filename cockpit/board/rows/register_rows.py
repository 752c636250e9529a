"""Rows that are lines of a register, or of a table that the board holds, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from cockpit.board.board import Board
from cockpit.board.rows.level_rows import standing
from cockpit.board.rows.plain_rows import Lines
from cockpit.metrics.counts import Registered
from cockpit.metrics.metric import Metric
from cockpit.metrics.number import Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.row_selection import COUNTED, UnitsWithout
from cockpit.metrics.trust_measures import Sources
from cockpit.store.vocabulary import Provenance, UnitLevel
from cockpit.units import Text

Registers = dict[str, list[dict[str, Any]]]


def lines_of(table: str, metric: Metric, board: Board, registers: Registers) -> Lines:
    """Each with its own columns; `name` and `publisher` are Texts."""
    return LINES[table](metric, board, registers)


def _named(row: dict[str, Any]) -> Text:
    return Text(row["name_zh"], row["name_en"])


def _libraries(metric: Metric, board: Board, registers: Registers) -> Lines:
    return _registered(metric, registers, "library", ("kind", "state", "provenance"))


def _scenarios(metric: Metric, board: Board, registers: Registers) -> Lines:
    return _registered(metric, registers, "scenario", ("state", "provenance"))


def _registered(metric: Metric, registers: Registers, table: str, more: tuple[str, ...]) -> Lines:
    measure = metric.measure
    assert isinstance(measure, Registered)
    rows = [row for row in registers.get(table, []) if measure.so(row)]
    return [{"name": _named(row), **{name: row[name] for name in more}, COUNTED: 1} for row in rows]


def _sources(metric: Metric, board: Board, registers: Registers) -> Lines:
    measure = metric.measure
    assert isinstance(measure, Sources)
    owners = {row["code"]: row["owner"] for row in registers.get("source", [])}
    return [
        {
            "name": one.name,
            "owner": owners.get(one.code),
            "cadence_hours": one.cadence_hours,
            "newest_at": one.newest_at.isoformat(sep=" ", timespec="minutes")[:16] if one.newest_at else None,
            "state": one.state,
            COUNTED: 1,
        }
        for one in board.sources
        if not measure.states or one.state in measure.states
    ]


def _differences(metric: Metric, board: Board, registers: Registers) -> Lines:
    return [
        {
            "name": one.title,
            "total": one.total.value,
            "whole": one.whole.value,
            "difference": one.difference,
            "verdict": one.verdict,
            COUNTED: 1,
        }
        for one in board.reconciliations
        if one.verdict == Verdict.DIFFERS
    ]


def _targets(metric: Metric, board: Board, registers: Registers) -> Lines:
    """The target that falls due next, with what is reached of it."""
    dated = [(left, row) for row in board.rows("targets") if (left := row["targets.days_left"].value) is not None]
    ahead = [row for left, row in sorted(dated, key=lambda one: one[0]) if left >= 0]
    if board["targets.goal"].value is None or not ahead:
        return []
    row = ahead[0]
    line = {
        "name": row.name,
        "value": row["targets.goal"].value,
        "due_on": row.get("due_on"),
        "days_left": row["targets.days_left"].value,
        "provenance": row["targets.goal"].provenance,
    }
    if metric.name == "targets.attainment":
        line |= {"current": row["targets.current"].value, "reached": row["targets.attainment"].value}
    return [line]


def _figures(metric: Metric, board: Board, registers: Registers) -> Lines:
    """The figure that is quoted: the newest of this metric and scope that is not of a later day."""
    number: Number = board[metric.name]
    if number.value is None or number.as_of is None:
        return []
    place = next(iter(board.scope.filters.items()), (None, None))
    return [
        {
            "name": Text(row["title_zh"], row["title_en"]),
            "value": int(row["value"]),
            "qualifier": row["qualifier"],
            "as_of": row["as_of"],
            "publisher": Text(row["publisher_zh"], row["publisher_en"]),
            "provenance": Provenance.PUBLISHED,
        }
        for row in registers.get("published_figure", [])
        if row["metric"] == metric.name
        and (row["dimension"], row["member"]) == place
        and date.fromisoformat(row["as_of"]) == number.as_of
    ]


LINES: dict[str, Callable[[Metric, Board, Registers], Lines]] = {
    "library": _libraries,
    "scenario": _scenarios,
    "source": _sources,
    "reconciliation": _differences,
    "target": _targets,
    "published_figure": _figures,
}


def apart(connection: Connection, behind: UnitsWithout, registers: Registers) -> Lines:
    """Units of the register (municipal and county) that are among the first and not among the others."""
    units = {row["code"]: row for row in registers.get("unit", [])}
    holding = {line[str(behind.lacking.by)] for line in standing(connection, behind.lacking, {})}
    asked: dict[str, dict[str, Any]] = {code: {} for code, row in units.items() if row["level"] != UnitLevel.PROVINCE}
    if behind.among is not None:
        by = str(behind.among.by)
        asked = {
            line[by]: {name: line[name] for name in behind.among.columns}
            for line in standing(connection, behind.among, {})
            if line[by] in asked
        }
    return [
        {"unit": code, "level": units[code]["level"], **more, COUNTED: 1}
        for code, more in asked.items()
        if code not in holding
    ]
