"""The one definition: how events become daily flow facts, as a text that every engine runs unchanged.

Buckets count whole microseconds, so nothing is rounded; what the platform did not say is counted nowhere. Sums are
whole numbers, and a total that does not fit is an error on every engine, never another number.
"""

from __future__ import annotations

from cockpit.store.latency import BUCKETS

KEY = ("day", "provider", "consumer", "kind", "scenario")


def _bucket() -> str:
    """Each event is put into its bucket once; one CASE is a third of the cost of eleven."""
    bounds = (
        f"WHEN duration_us <= {one.upto * 1000} THEN {n}" for n, one in enumerate(BUCKETS) if one.upto is not None
    )
    return f"CASE WHEN duration_us IS NULL THEN NULL {' '.join(bounds)} ELSE {len(BUCKETS) - 1} END"


MEASURES = (
    "CAST(SUM(counted) AS BIGINT) AS exchanges",
    "CAST(SUM(gone_wrong) AS BIGINT) AS failed",
    "CAST(SUM(records) AS BIGINT) AS records",
    "CAST(SUM(bytes) AS BIGINT) AS bytes",
    *(
        f"CAST(SUM(CASE WHEN bucket = {number} THEN counted ELSE 0 END) AS BIGINT) AS {bucket.column}"
        for number, bucket in enumerate(BUCKETS)
    ),
)
COLUMNS = (*KEY, *(measure.rsplit(" ", 1)[1] for measure in MEASURES))

_EVENTS = "landed"
"""The name under which an engine offers the parts of the asked days."""

# Nearly every id is there once, so only those that are not are looked at again: no order over everything.
_FIRST = f"""
    SELECT e.* FROM {_EVENTS} e LEFT JOIN (
        SELECT day, event_id, MIN(landed) AS landed_first FROM {_EVENTS} GROUP BY day, event_id HAVING COUNT(*) > 1
    ) twice ON e.day = twice.day AND e.event_id = twice.event_id
    WHERE twice.landed_first IS NULL OR e.landed = twice.landed_first
"""


def flows(*, distinct: bool) -> str:
    """SQL over `landed`; `distinct` where its parts are known to hold no event twice.

    Otherwise of two events with one id on a day the one that landed first counts, whatever the other says.
    """
    events = f"SELECT * FROM {_EVENTS}" if distinct else _FIRST
    key = ", ".join(KEY)
    by_bucket = (
        f"SELECT {key}, {_bucket()} AS bucket, COUNT(*) AS counted, "
        "SUM(CASE WHEN failed THEN 1 ELSE 0 END) AS gone_wrong, "
        f"SUM(records) AS records, SUM(bytes) AS bytes FROM ({events}) events GROUP BY {key}, {_bucket()}"
    )
    return f"SELECT {key}, {', '.join(MEASURES)} FROM ({by_bucket}) by_bucket GROUP BY {key}"
