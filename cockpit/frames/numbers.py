"""A number as a row of a table: every field that a number has, its unit and its metric in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

from cockpit.board.board import Board
from cockpit.frames.table import DAY, FLAG, NUMBER, OTHER, TEXT, Kind
from cockpit.metrics.number import Note, Number
from cockpit.store.columns import PROVENANCES
from cockpit.units import UNITS

NOTES = (Note.NOT_PUBLISHED, Note.NO_DATA, Note.NOT_SPLIT, Note.NOT_CONNECTED, Note.BUILDING)
WORDS: dict[str, tuple[str, ...]] = {
    "unit": tuple(UNITS),
    "provenance": PROVENANCES,
    "change_provenance": PROVENANCES,
    "note": NOTES,
}
KINDS: dict[frozenset[type], str] = {
    frozenset({int, float}): NUMBER,
    frozenset({int}): NUMBER,
    frozenset({float}): NUMBER,
    frozenset({date}): DAY,
    frozenset({bool}): FLAG,
    frozenset({str}): TEXT,
}


def columns() -> dict[str, Kind]:
    """Of a number; a field that numbers get later has a column of its own by its type."""
    hints = get_type_hints(Number)
    kinds: dict[str, Kind] = {"metric": TEXT, "metric_zh": TEXT, "metric_en": TEXT}
    for field in fields(Number):
        hint = hints[field.name]
        kinds[field.name] = WORDS.get(field.name) or KINDS.get(frozenset(get_args(hint) or {hint}) - {NoneType}, OTHER)
        if field.name == "unit":
            kinds |= {"unit_zh": TEXT, "unit_en": TEXT}
    return {**kinds, "stale": FLAG}


def row(board: Board, metric: str, number: Number) -> dict[str, Any]:
    """`stale` says that the database did not answer, and this is of the last good board."""
    title: Mapping[str, str] = board.definitions.get(metric, {}).get("title", {})
    unit = UNITS[number.unit].text
    return {
        "metric": metric,
        "metric_zh": title.get("zh"),
        "metric_en": title.get("en"),
        **{field.name: getattr(number, field.name) for field in fields(Number)},
        "unit_zh": unit.zh,
        "unit_en": unit.en,
        "stale": board.stale is not None,
    }
