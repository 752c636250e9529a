"""Levels whose newest row says nothing, so that an older one still stands: since when, by key.

Kept beside the registers in the transaction of a load. A fact that several sources share is left out: there a row that
says nothing of a column is one of another source.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select

from cockpit.store import tables
from cockpit.store.columns import DELIVERED_BY
from cockpit.store.digests import as_json
from cockpit.store.sums import FACTS, Fact

COPY = "carried"
"""Its name among the copies of registers."""

Line = dict[str, Any]
"""`fact`, `column`, the codes of the `key`, the day on which it was `known`, and `since` when and `until` when it is
carried on; `until` is None while it is."""


def can_carry(fact: Fact) -> bool:
    return not fact.shared and any(fact.table.c[name].nullable for name in fact.levels)


def keep(connection: Connection, fact: Fact) -> None:
    """Bring the lines of a fact in step with its rows."""
    copy = tables.register_copy
    text = connection.execute(select(copy.c.rows).where(copy.c.table_name == COPY)).scalar()
    lines = [one for one in (json.loads(text) if text else []) if one["fact"] != fact.name]
    for name in fact.levels:
        if fact.table.c[name].nullable:
            lines += _lines(connection, fact, name)
    connection.execute(delete(copy).where(copy.c.table_name == COPY))
    if lines:
        connection.execute(insert(copy).values(table_name=COPY, rows=as_json(lines).decode()))


def _lines(connection: Connection, fact: Fact, name: str) -> list[Line]:
    table, value = fact.table, fact.table.c[name]
    keys: list[Column[Any]] = [column for column in table.primary_key.columns if column.name != "day"]
    mixed = select(*keys).where(*fact.counted).group_by(*keys)
    mixed = mixed.having(func.count(value) > 0, func.count(value) < func.count())
    found: list[Line] = []
    for key in [tuple(row) for row in connection.execute(mixed)]:
        same = (column == code for column, code in zip(keys, key, strict=True))
        rows = connection.execute(select(table.c.day, value).where(*same).order_by(table.c.day))
        codes = {str(column.name): code for column, code in zip(keys, key, strict=True) if column.name != DELIVERED_BY}
        found += [{"fact": fact.name, "column": name, "key": codes, **one} for one in _spells(list(rows))]
    return found


def _spells(rows: list[Any]) -> list[Line]:
    """From the first row that says nothing to the next one that says something; what was never known is not carried."""
    found: list[Line] = []
    known: date | None = None
    for day, value in rows:
        if value is not None:
            if found and found[-1]["until"] is None:
                found[-1]["until"] = day
            known = day
        elif known is not None and (not found or found[-1]["until"] is not None):
            found.append({"known": known, "since": day, "until": None})
    return found


def refresh(connection: Connection, names: list[str]) -> None:
    for name in names:
        if can_carry(FACTS[name]):
            keep(connection, FACTS[name])
