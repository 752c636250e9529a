"""The activity of the days on which meetings were held: by unit, called and invited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from cockpit.store.vocabulary import Provenance


def activity(
    meetings: Collection[Mapping[str, Any]], parts: list[dict[str, Any]], provenance: Provenance
) -> dict[date, list[dict[str, Any]]]:
    """By day and unit; who was invited is known only where the calendar names anybody."""
    known = any(part["attended"] is not None for part in parts)
    day_of = {row["code"]: row["day"] for row in meetings}
    called: dict[tuple[date, str], list[Mapping[str, Any]]] = defaultdict(list)
    invited: dict[tuple[date, str], list[int | None]] = defaultdict(list)
    for row in meetings:
        called[row["day"], row["host"]].append(row)
    for part in parts:
        invited[day_of[part["meeting"]], part["unit"]].append(part["attended"])
    found: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for day, unit in sorted({*called, *invited}):
        held = called.get((day, unit), [])
        minutes = [row["minutes"] for row in held if row["minutes"] is not None]
        guests = invited.get((day, unit), [])
        found[day].append(
            {
                "day": day,
                "unit": unit,
                "held": len(held),
                "minutes": sum(minutes) if minutes or not held else None,
                "invited": len(guests) if parts else None,
                "attended": _sum(guests) if known else None,
                **dict.fromkeys(("faults", "endpoints", "endpoints_online", "endpoints_adjusting")),
                "provenance": provenance,
            }
        )
    return dict(found)


def _sum(attended: list[int | None]) -> int | None:
    """Of whom one is not known to have come or not, nothing is known of all."""
    return None if None in attended else sum(one for one in attended if one is not None)
