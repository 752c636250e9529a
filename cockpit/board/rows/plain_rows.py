"""Rows that are plain dictionaries already: narrowed, ordered and added up in place."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cockpit.board.rows.code_names import CodeNames
from cockpit.board.rows.question import Only, Question
from cockpit.units import Text

Lines = list[dict[str, Any]]

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


@dataclass(frozen=True)
class Total:
    """Over all rows that a question lets in, whatever page is looked at."""

    count: int
    sums: Mapping[str, int | float | None]


def total(lines: Lines, adds: tuple[str, ...]) -> Total:
    sums: dict[str, int | float | None] = {}
    for name in adds:
        known = [line[name] for line in lines if line.get(name) is not None]
        sums[name] = sum(known) if known else None
    return Total(len(lines), sums)


def ordered(lines: Lines, question: Question, names: CodeNames) -> Lines:
    for one in reversed(question.sort):
        places = names.places(one.column)

        def key(line: dict[str, Any], one: Any = one, places: dict[str, int] = places) -> Any:
            value = line.get(one.column)
            return places.get(str(value), len(places)) if places else value.zh if isinstance(value, Text) else value

        known = [line for line in lines if line.get(one.column) is not None]
        lines = sorted(known, key=key, reverse=one.falling) + [line for line in lines if line.get(one.column) is None]
    return lines


def lets_in(line: dict[str, Any], one: Only, names: CodeNames) -> bool:
    value = line.get(one.column)
    if value is None:
        return False
    if one.how == "has":
        if isinstance(value, Text):
            return any(str(one.value).casefold() in words.casefold() for words in (value.zh, value.en))
        return value in names.having(one.column, str(one.value)) or str(one.value) in str(value)
    if isinstance(one.value, date) and isinstance(value, str):
        value = datetime.fromisoformat(value).date()
    return bool(COMPARE[one.how](value, one.value))
