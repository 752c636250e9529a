"""A rolling window: a source that holds only its newest days takes nothing away of the days before them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select

from cockpit.ingest.source_kind import Delivery
from cockpit.store import tables
from cockpit.store.shared_columns import DELIVERED_BY


def keep(connection: Connection, name: str, delivery: Delivery) -> None:
    """Put into the registers of a delivery what the source said of the days before its window."""
    if delivery.window_from is None:
        return
    kept: dict[str, set[Any]] = {}
    for register in delivery.registers:
        table = tables.metadata.tables[register]
        if "day" in table.c:
            fresh = {row["code"] for row in delivery.registers[register]}
            before = select(table).where(table.c.day < delivery.window_from)
            rows = [row for row in _rows(connection, table, name, before) if row["code"] not in fresh]
            kept[register] = {row["code"] for row in rows}
            delivery.registers[register] = [*delivery.registers[register], *rows]
    for register in delivery.registers:
        table = tables.metadata.tables[register]
        for column in table.primary_key.columns:
            owner = next((key.column.table.name for key in column.foreign_keys if key.column.table.name in kept), None)
            if owner is not None:
                parts = _rows(connection, table, name, select(table))
                rows = [row for row in parts if row[column.name] in kept[owner]]
                delivery.registers[register] = [*delivery.registers[register], *rows]


def _rows(connection: Connection, table: Table, name: str, query: Any) -> list[dict[str, Any]]:
    found = connection.execute(query.where(table.c[DELIVERED_BY] == name)).mappings()
    return [{str(column): value for column, value in row.items() if column != DELIVERED_BY} for row in found]
