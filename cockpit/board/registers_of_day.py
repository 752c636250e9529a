"""The registers of a past day: what was registered then, as far as it was known then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cockpit.store.register_history import HISTORIC

NAMED = ("unit", "theme")
"""Registers whose codes rows of an earlier day may name, which then need a name; the others are lists of that day."""

Row = dict[str, Any]
History = Mapping[str, Mapping[str, list[tuple[date, Row | None]]]]
Registers = dict[str, list[Row]]


def registers_of(
    day: date, registers: Registers, history: History
) -> tuple[Registers, dict[str, frozenset[str] | None]]:
    """The registers with the rows and names of a day, and by register the codes that were registered then.

    The codes are None where nothing is known of the day: nothing may be counted then, and names are the oldest ones.
    """
    found = dict(registers)
    codes: dict[str, frozenset[str] | None] = {}
    for name in HISTORIC:
        held = history.get(name, {})
        begun = min((rows[0][0] for rows in held.values()), default=None)
        if begun is None or day < begun:
            codes[name] = None
            found[name] = _ordered(name, [_oldest(rows) for rows in held.values()]) or registers.get(name, [])
            continue
        on = {code: _on(rows, day) for code, rows in held.items()}
        codes[name] = frozenset(code for code, row in on.items() if row is not None)
        # What was registered later and has rows of that day is called by its oldest name.
        rows = [on[code] or (_later(held[code], day) if name in NAMED else None) for code in held]
        found[name] = _ordered(name, rows)
    return found, codes


def _on(rows: list[tuple[date, Row | None]], day: date) -> Row | None:
    return next((row for since, row in reversed(rows) if since <= day), None)


def _later(rows: list[tuple[date, Row | None]], day: date) -> Row | None:
    return _oldest(rows) if rows[0][0] > day else None


def _oldest(rows: list[tuple[date, Row | None]]) -> Row | None:
    return next((row for _, row in rows if row is not None), None)


def _ordered(name: str, rows: list[Row | None]) -> list[Row]:
    known = [row for row in rows if row is not None]
    return sorted(known, key=lambda row: (row.get("position") or 0, str(row["code"])))
