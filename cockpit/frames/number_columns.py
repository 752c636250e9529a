"""A number as a row of a table: every field that a number has, its unit and its metric in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_type_hints

from cockpit.board.board import Board
from cockpit.frames.typed_table import DAY, FLAG, NUMBER, OTHER, TEXT, Kind
from cockpit.metrics.number import Bound, Note, Number
from cockpit.store.shared_columns import PROVENANCES
from cockpit.units import UNITS

NOTES = tuple(Note)
WORDS: dict[str, tuple[str, ...]] = {
    "unit": tuple(UNITS),
    "provenance": PROVENANCES,
    "change_provenance": PROVENANCES,
    "note": NOTES,
    "withheld": (Note.INCOMPLETE,),
    "bound": tuple(Bound),
}
KINDS: dict[frozenset[type], str] = {
    frozenset({int, float}): NUMBER,
    frozenset({int}): NUMBER,
    frozenset({float}): NUMBER,
    frozenset({date}): DAY,
    frozenset({bool}): FLAG,
    frozenset({str}): TEXT,
}


PARTS: dict[str, dict[str, tuple[Kind, Callable[[Any], Any]]]] = {
    "coverage": {
        "due": (NUMBER, attrgetter("due")),
        "there": (NUMBER, attrgetter("there")),
        "missing": (TEXT, lambda one: _spans(one.missing) or None),
        "until": (DAY, attrgetter("until")),
        "unknown": (NUMBER, attrgetter("unknown")),
        "begun": (DAY, attrgetter("begun")),
    },
    "last_whole": {"value": (NUMBER, attrgetter("value")), "day": (DAY, attrgetter("day"))},
    "same_days": {
        "days": (TEXT, lambda one: _spans(one.days)),
        "value": (NUMBER, attrgetter("value")),
        "previous": (NUMBER, attrgetter("previous")),
        "change": (NUMBER, attrgetter("change")),
    },
}
"""Fields that have parts of their own, each a column."""


def _spans(days: Iterable[tuple[date, date]]) -> str:
    """2020-09-29/2020-09-30, as ISO 8601 writes an interval; several with a space between them."""
    return " ".join(f"{first}/{last}" if first != last else str(first) for first, last in days)


def _part(number: Number, name: str, read: Callable[[Any], Any]) -> Any:
    whole = getattr(number, name)
    return None if whole is None else read(whole)


def columns() -> dict[str, Kind]:
    """Of a number; a field that numbers get later has a column of its own by its type."""
    hints = get_type_hints(Number)
    kinds: dict[str, Kind] = {"metric": TEXT, "metric_zh": TEXT, "metric_en": TEXT}
    for field in fields(Number):
        if field.name in PARTS:
            kinds |= {f"{field.name}_{part}": kind for part, (kind, _) in PARTS[field.name].items()}
            continue
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
        **{field.name: getattr(number, field.name) for field in fields(Number) if field.name not in PARTS},
        **{
            f"{name}_{part}": _part(number, name, read)
            for name, parts in PARTS.items()
            for part, (_, read) in parts.items()
        },
        "unit_zh": unit.zh,
        "unit_en": unit.en,
        "stale": board.stale is not None,
    }
