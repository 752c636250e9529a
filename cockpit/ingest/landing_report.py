"""What the landing says of a batch of events, as a part of a delivery."""

from __future__ import annotations

from datetime import datetime

from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source_kind import Delivery, ReadingContext
from cockpit.store.landing_result import Landed
from cockpit.store.translations import translated_name

MOST_REFUSED = 100_000
"""After so many refused events somebody has to look at the log."""


def take(delivery: Delivery, landed: Landed, reading: ReadingContext) -> None:
    """What the landing says, into the delivery."""
    delivery.landed = landed
    delivery.accepted, delivery.repeated = landed.accepted, landed.repeated
    delivery.facts = {"flow_daily": {day: list(rows) for day, rows in landed.facts.items()}} if landed.facts else {}
    for conflict in landed.conflicts:
        unfit = Unfit(
            zh=(
                f"同一事件编号此前已提供，但{'、'.join(map(translated_name, conflict.fields))}不同。",
                "以先到的为准。请更正平台日志，或放弃这一行。",
            ),
            en=(
                f"this event id was delivered before with another {', '.join(conflict.fields)}.",
                "The first counts. Correct the platform's log, or dismiss this row.",
            ),
            field="event_id",
            value=conflict.event_id,
        )
        delivery.refused.append(Refusal.of(unfit, place=conflict.place, line=conflict.line))
    before = reading.mark.get("newest_at")
    newest = max(filter(None, (landed.newest_at, datetime.fromisoformat(before) if before else None)), default=None)
    delivery.newest_at = newest
    delivery.mark["newest_at"] = newest.isoformat() if newest else None
