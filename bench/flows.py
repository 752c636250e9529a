"""Five million flow rows for the bench: three years of a large city's exchanges, made by the database itself.

1,500 pairs of units exchange in one to four ways each; about three quarters of all ways are used on any day. The other
facts and the registers are those of the demonstration.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from cockpit.ingest import demonstration
from cockpit.store import delivery_coverage, tables
from cockpit.store.exchange_database import read_connection, write_connection
from cockpit.store.latency import BUCKETS
from cockpit.store.sum_offsets import refresh
from cockpit.store.sums import FACTS

CITY = Path(__file__).parent.parent / "data" / "city" / "linyi"
FLOW = FACTS["flow_daily"]
LAST = date(2020, 9, 30)
DAYS = 1_096
PAIRS = 1_500
KINDS = ("api", "table", "file")


def fill(engine: Engine, rows: int) -> None:
    """The demonstration with `rows` flow rows in place of its own, and their sums."""
    demonstration.make(engine, CITY)
    indexes = sorted(FLOW.table.indexes, key=lambda one: str(one.name))
    with write_connection(engine) as connection:
        for index in indexes:
            index.drop(connection)
        connection.execute(delete(FLOW.table))
        ways = _ways(connection)
        connection.execute(
            text("CREATE TEMPORARY TABLE way (n BIGINT, provider TEXT, consumer TEXT, kind TEXT, scenario TEXT)")
        )
        connection.execute(text("INSERT INTO way VALUES (:n, :provider, :consumer, :kind, :scenario)"), ways)
        share = {"of_thousand": rows * 1000 // (len(ways) * DAYS)}
        connection.execute(text(_ROWS), {**_SPAN, **share})
        for index in indexes:
            index.create(connection)
        _digests(connection)
        for source in (demonstration.SOURCE, "bench"):
            delivery_coverage.keep(connection, source, [FLOW.name])
        connection.execute(delete(FLOW.sums))
    with write_connection(engine) as connection:
        refresh(connection, FLOW, {date.min}, fillers={})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


_SPAN = {"first": LAST - timedelta(days=DAYS - 1), "last": LAST}
_BUCKETS = ", ".join(bucket.column for bucket in BUCKETS)
_COLUMNS = (
    f"day, provider, consumer, kind, scenario, exchanges, failed, records, bytes, {_BUCKETS}, delivered_by, provenance"
)
_COUNTS = ", ".join("9" if number == 4 else "0" for number in range(len(BUCKETS)))
_ROWS = f"""
INSERT INTO flow_daily ({_COLUMNS})
SELECT day, provider, consumer, kind, scenario, h % 90 + 10, h % 7 / 6, h * 11, h * 900, {_COUNTS}, 'bench', 'demo'
FROM (
    SELECT d.day, w.*, (w.n * 7919 + CAST(d.number AS BIGINT) * 104729) % 1000 AS h FROM way w CROSS JOIN (
        SELECT day, row_number() OVER (ORDER BY day) AS number FROM calendar_day WHERE day BETWEEN :first AND :last
    ) d
) x
WHERE h < :of_thousand ORDER BY day, provider, consumer
"""


def _ways(connection: Connection) -> list[dict[str, Any]]:
    """Every way of every pair; which they are is arithmetic, so that every database holds the same rows."""
    unit, scenario = tables.unit, tables.scenario
    units = list(
        connection.execute(select(unit.c.code).where(unit.c.level != "province").order_by(unit.c.position)).scalars()
    )
    scenarios = [*connection.execute(select(scenario.c.code).order_by(scenario.c.position)).scalars(), "other"]
    pairs = [(left, right) for left in units for right in units if left != right]
    step = len(pairs) // PAIRS
    found = []
    for number, (left, right) in enumerate(pairs[::step][:PAIRS]):
        for way in range(1 + (number * 5 + number // 4) % 7):
            kind, reason = KINDS[(number + way) % 3], scenarios[(number * 3 + way) % len(scenarios)]
            found.append({"provider": left, "consumer": right, "kind": kind, "scenario": reason})
    return [{"n": number, **one} for number, one in enumerate(found)]


def _digests(connection: Connection) -> None:
    """One line a day, as a load leaves it; the hash is that of nothing."""
    digest, table = tables.digest, FLOW.table
    connection.execute(delete(digest).where(digest.c.table_name == table.name))
    days = connection.execute(select(table.c.day, func.count().label("rows")).group_by(table.c.day))
    named = {"table_name": table.name, "delivered_by": "bench", "sha256": ""}
    connection.execute(insert(digest), [{**named, "day": one.day.isoformat(), "rows": one.rows} for one in days])


def rows_in(engine: Engine) -> int:
    with read_connection(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(FLOW.table)).scalar_one())
