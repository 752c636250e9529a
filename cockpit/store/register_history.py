"""Registers as they were: a row of a register by the day from which it held, kept by the load that changed it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from cockpit.store import tables
from cockpit.store.digests import as_json, set_world
from cockpit.store.shared_columns import DELIVERED_BY

HISTORIC = ("unit", "library", "scenario", "theme")
"""Registers that metrics count and whose names stand on boards: a choice; targets and figures have their own days."""
NEWEST = "registers"
"""In the table `world`: the day of the newest change of one of them."""


def keep_history(connection: Connection, table: Table, day: date) -> None:
    """Write down what holds from `day` on and was not written down before; what is gone is a line without a row."""
    if table.name not in HISTORIC:
        return
    history = tables.register_history
    before = _newest(connection, table.name)
    own = [column for column in table.columns if column.name != DELIVERED_BY]
    rows = [{str(name): row[name] for name in row} for row in connection.execute(select(*own)).mappings()]
    now = {str(row["code"]): as_json([row]).decode() for row in rows}
    changed = {code: row for code, row in now.items() if before.get(code) != row}
    changed |= {code: None for code, row in before.items() if row is not None and code not in now}  # type: ignore[misc]
    if not changed:
        return
    for code in changed:
        same = (history.c.table_name == table.name, history.c.code == code, history.c.since == day)
        connection.execute(delete(history).where(*same))
    lines = [
        {"table_name": table.name, "code": code, "since": day, "row": row} for code, row in sorted(changed.items())
    ]
    connection.execute(insert(history), lines)
    set_world(connection, NEWEST, _last(connection).isoformat())


def _newest(connection: Connection, name: str) -> dict[str, str | None]:
    """By code the row that was written down last."""
    history = tables.register_history
    query = select(history.c.code, history.c.row).where(history.c.table_name == name).order_by(history.c.since)
    return {row.code: row.row for row in connection.execute(query)}


def _last(connection: Connection) -> date:
    history = tables.register_history
    found: date = connection.execute(select(history.c.since).order_by(history.c.since.desc()).limit(1)).scalar_one()
    return found


def read(connection: Connection) -> dict[str, dict[str, list[tuple[date, dict[str, Any] | None]]]]:
    """By register and code what held, each from its day on, the oldest first."""
    history = tables.register_history
    query = select(history.c.table_name, history.c.code, history.c.since, history.c.row).order_by(history.c.since)
    found: dict[str, dict[str, list[tuple[date, dict[str, Any] | None]]]] = {}
    lines = connection.execute(query).all()
    # One text of all of them is read in a fraction of the time that each takes by itself.
    rows = iter(json.loads(f"[{','.join(row for *_, row in lines if row)}]"))
    for name, code, since, row in lines:
        held = next(rows)[0] if row else None
        found.setdefault(name, {}).setdefault(code, []).append((since, held))
    return found
