"""Where the levels of some rows are followed by others: what those add to the running totals depends on these."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Table, func, select, union

from cockpit.store.row_changes import same_key
from cockpit.store.sums import FACTS


def following(connection: Connection, table: Table, day: date, *, source: str) -> set[date]:
    """The days of the next rows that know a level of what the source said on this day."""
    fact = FACTS[table.name]
    levels = (*fact.levels, *fact.derived_levels)
    later = select(table.c.day).where(table.c.day > day).limit(1)
    if not levels or connection.execute(later).first() is None:
        return set()
    after = table.alias("after")
    queries = []
    for name in levels:
        next_known = select(func.min(after.c.day)).where(
            same_key(fact, after), after.c.day > table.c.day, fact.made_of(name).value(after).is_not(None)
        )
        found = next_known.correlate(table).scalar_subquery()
        queries.append(select(found).where(table.c.day == day, table.c.delivered_by == source))
    return {row[0] for row in connection.execute(union(*queries)) if row[0] is not None}
