"""Targets and cadences as they were in force on a day, as far as they were known by another: the past keeps its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cockpit.store.vocabulary import RevisionKind

Registers = Mapping[str, list[dict[str, Any]]]
PLACES = {RevisionKind.TARGET: ("target", "value"), RevisionKind.CADENCE: ("source", "cadence_hours")}
"""The register and column that a revision of each kind changes."""


@dataclass(frozen=True)
class Revision:
    """`value` as it was written; `reason` in the words of whoever revised it."""

    kind: RevisionKind
    code: str
    value: str
    effective_on: date
    author: str
    reason: str
    revised_at: datetime


def revisions(registers: Registers, known: date | None = None) -> list[Revision]:
    """Those that were known at the end of a day, in the order in which they were made."""
    found = []
    for row in sorted(registers.get("revision", []), key=lambda row: int(row["number"])):
        revised_at = datetime.fromisoformat(row["revised_at"])
        if known is None or revised_at.date() <= known:
            day = date.fromisoformat(row["effective_on"])
            found.append(
                Revision(row["kind"], row["code"], str(row["value"]), day, row["author"], row["reason"], revised_at)
            )
    return found


def in_force(registers: Registers, day: date, known: date | None = None) -> dict[str, list[dict[str, Any]]]:
    """The registers as in force on `day`; of several revisions the latest day of effect, then the last made."""
    held: dict[tuple[str, str], Revision] = {}
    for one in revisions(registers, known):
        before = held.get((one.kind, one.code))
        if one.effective_on <= day and (before is None or one.effective_on >= before.effective_on):
            held[one.kind, one.code] = one
    changed = dict(registers)
    for kind, (register, column) in PLACES.items():
        codes = {code: one for (of, code), one in held.items() if of == kind}
        if codes:
            changed[register] = [
                {**row, column: _like(row[column], codes[row["code"]].value)} if row["code"] in codes else row
                for row in registers.get(register, [])
            ]
    return changed


def _like(old: Any, new: str) -> Any:
    """In the form in which the register holds it: hours are whole."""
    return int(float(new)) if isinstance(old, int) else new
