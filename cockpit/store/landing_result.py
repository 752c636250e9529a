"""What became of a batch of events: the answer of the landing, which the load puts into the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cockpit.store.landed_parts import PartsChange


@dataclass(frozen=True)
class Conflict:
    """An event whose id was landed before with other content; `fields` are those that differ."""

    place: str
    line: int | None
    event_id: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Landed:
    """`facts` holds the touched days whole, as rows of flow_daily; `newest_at` is in Shanghai, without an offset."""

    accepted: int = 0
    repeated: int = 0
    conflicts: Sequence[Conflict] = ()
    facts: Mapping[date, Sequence[dict[str, Any]]] = field(default_factory=dict)
    newest_at: datetime | None = None
    parts: PartsChange = field(default_factory=PartsChange)
