"""A source read without a database: what a reader makes of a delivery."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.source_kind import KINDS, Delivery, ReadingContext
from cockpit.store.landing_result import Landed

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
UNITS = [
    {"code": "harbour", "name_zh": "港市港务局", "short_zh": "港务局"},
    {"code": "fish", "name_zh": "港市渔业局", "short_zh": "渔业局"},
    {"code": "light", "name_zh": "港市灯塔局", "short_zh": "灯塔局"},
]
KNOWN = RegisterLookup(
    {
        "unit": UNITS,
        "scenario": [],
        "theme": [{"code": "sea", "name_zh": "海洋"}],
        "library": [{"code": "ships", "name_zh": "船舶库"}, {"code": "ports", "name_zh": "港口库"}],
    }
)


def delivered(folder: Path, toml: str, content: bytes | str | None = None, name: str = "in.csv") -> Delivery:
    """What a source says; the events that would land are in `delivery.events`."""
    if content is not None:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    said = tomllib.loads(toml)
    kind = KINDS[said["kind"]]
    options = kind.options.model_validate(said)
    events: list[Any] = []

    def land(given: Any) -> Landed:
        events.extend(given)
        return Landed(accepted=len(events))

    reading = ReadingContext(
        source="portal",
        now=NOW,
        folder=folder,
        known=KNOWN,
        land=land,
        fetch=None,  # type: ignore[arg-type]
        progress=lambda done, total=None: None,
        sides=None,  # type: ignore[arg-type]
        spelling=options.spelling("portal"),
    )
    delivery = kind.read(options, reading)
    assert delivery.closed().missing == 0
    delivery.events = events  # type: ignore[attr-defined]
    return delivery


def facts(delivery: Delivery, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Of every row these columns, by day."""
    days = delivery.facts.get(table, {})
    return [tuple(row[name] for name in columns) for day in sorted(days) for row in days[day]]


def left(delivery: Delivery) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {one.reason.en: (one.count, one.names) for one in delivery.account.left}


def reasons(delivery: Delivery) -> list[str]:
    return [one.reason for one in delivery.refused]
