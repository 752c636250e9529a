"""Definitions as they were worded on a day, as far as they were known by another: the past keeps its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cockpit.metrics.revisions import Registers
from cockpit.units import Text


@dataclass(frozen=True)
class Wording:
    """`text` holds from `effective_on`; `reason` in the words of whoever worded it."""

    metric: str
    text: Text
    effective_on: date
    author: str
    reason: str
    worded_at: datetime


def wordings(registers: Registers, known: date | None = None) -> list[Wording]:
    """Those that were known at the end of a day, in the order in which they take effect, then were made."""
    found = []
    for row in sorted(registers.get("wording", []), key=lambda row: int(row["number"])):
        worded_at = datetime.fromisoformat(row["worded_at"])
        if known is None or worded_at.date() <= known:
            text, day = Text(row["text_zh"], row["text_en"]), date.fromisoformat(row["effective_on"])
            found.append(Wording(row["metric"], text, day, row["author"], row["reason"], worded_at))
    return sorted(found, key=lambda one: one.effective_on)


def worded(described: dict[str, Any], made: list[Wording], day: date | None) -> dict[str, Any]:
    """A definition as it was worded on `day`, with the words that held before, newest first.

    The version counts the wordings, so that a quoted number names the words that were read beside it. A definition
    that was never worded anew is the same definition as before there were wordings.
    """
    in_force = [one for one in made if day is None or one.effective_on <= day]
    if not in_force:
        return described
    before: list[dict[str, Any]] = [{"version": described["version"], "since": None, "text": described["definition"]}]
    for one in in_force:
        said = {"since": one.effective_on.isoformat(), "text": one.text.to_json(), "author": one.author}
        before.append({**said, "version": int(described["version"]) + len(before), "reason": one.reason})
    now = before.pop()
    return {
        **described,
        "definition": now["text"],
        "version": now["version"],
        "since": now["since"],
        "reworded": {"author": now["author"], "reason": now["reason"]},
        "earlier": before[::-1],
    }
