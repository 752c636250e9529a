"""A panel and its content for programs: plain JSON of the typed values, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cockpit.board.board import Board
from cockpit.panels.content import Content
from cockpit.panels.panel import Panel
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn
from cockpit.units import Text

Json = dict[str, Any]


def described(panel: Panel) -> Json:
    """What a panel is, whatever the board."""
    return {
        "name": panel.name,
        "title": panel.title.to_json(),
        "question": panel.question.to_json(),
        "metrics": list(panel.metrics),
        "surfaces": list(panel.surfaces),
    }


def answered(name: str, shown: Content, board: Board) -> Json:
    """What a panel or a supplement shows of a board, with the name of the board and its day."""
    return {
        "name": name,
        "board": board.id,
        "as_of": board.as_of.isoformat(),
        "scope": board.scope.to_json(),
        "stale": board.stale.to_json() if board.stale else None,
        "title": shown.title.to_json(),
        "values": [_value(one, shown) for one in shown.values],
    }


def _value(value: Value, shown: Content) -> Json:
    return {
        "kind": value.kind.value,
        "title": value.title.to_json(),
        "hidden": value.hidden,
        "table": value.table,
        "columns": [_column(one, shown.definitions) for one in value.columns],
        "rows": [_record(one) for one in value.records],
    }


def _column(column: ValueColumn, definitions: Mapping[str, Mapping[str, Any]]) -> Json:
    return {
        "title": column.title.to_json(),
        "metric": column.metric,
        "unit": column.unit,
        "period": column.period.to_json() if column.period else None,
        "definition_version": version(column.metric, definitions),
    }


def version(metric: str | None, definitions: Mapping[str, Mapping[str, Any]]) -> str | None:
    """By which version of its definition a metric is counted; None where the board does not define it."""
    told = definitions.get(metric or "", {}).get("version")
    return None if told is None else str(told)


def _record(record: Record) -> Json:
    code = record.row.code if record.row else None
    return {"code": code, "total": record.total, "cells": [_cell(one) for one in record.cells]}


def _cell(cell: Cell) -> Any:
    """A number is what it is in the board, with metric, member and part; a text is in both languages."""
    if isinstance(cell, Figure):
        return {"metric": cell.metric, "member": cell.member, "part": cell.part, "number": cell.number.to_json()}
    if isinstance(cell, Text):
        return cell.to_json()
    return cell.isoformat() if isinstance(cell, date) else cell
