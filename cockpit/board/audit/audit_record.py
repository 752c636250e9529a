"""The last audit as it is kept in the database, until another one takes its place."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Engine, delete, select

from cockpit.board.audit.audit_result import AuditResult
from cockpit.board.standing_difference import DIFFERS, StandingDifference
from cockpit.store.digests import set_world
from cockpit.store.exchange_database import write_connection
from cockpit.store.tables import world

LAST = "audit"
"""Its name in the table `world`."""


def keep(engine: Engine, result: AuditResult) -> None:
    """In the place of the one before; neither data nor data version change.

    That another day agrees does not take away a difference of the same data.
    """
    with write_connection(engine) as connection:
        before = last(connection)
        if result.agrees and before and not before.agrees and _other_day(before, result):
            return
        set_world(connection, LAST, json.dumps(result.to_json(), ensure_ascii=False))
        connection.execute(delete(world).where(world.c.name == DIFFERS))
        if not result.agrees:
            set_world(connection, DIFFERS, StandingDifference(result.day, result.count).dumped())


def _other_day(before: AuditResult, result: AuditResult) -> bool:
    return before.day != result.day and before.data_version == result.data_version


def last(connection: Connection) -> AuditResult | None:
    """None where there was none, or where it was kept by another version in another form."""
    said = connection.execute(select(world.c.value).where(world.c.name == LAST)).scalar()
    try:
        return AuditResult.from_json(json.loads(said)) if said else None
    except (ValueError, KeyError, TypeError):
        return None
