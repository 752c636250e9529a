"""The empty sheet that a department fills in: headings, allowed values and explanations of one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, Numeric, Table

from cockpit.errors import LoadRefused
from cockpit.ingest import xlsx_grid
from cockpit.ingest.gathered_rows import table as table_of
from cockpit.ingest.headings import columns
from cockpit.ingest.row_check import allowed
from cockpit.store.sums import FACTS
from cockpit.store.translations import chinese

EXPLAINED = ("列", "column", "含义 meaning", "必填 required", "可选值 allowed")
LEFT_OUT = ("position", "provenance")


def write(
    name: str, path: Path, *, registers: Mapping[str, Sequence[Mapping[str, Any]]], english: bool = False
) -> None:
    """NameUnknown where the contract has no such table; `registers` give the codes that may be chosen.

    LoadRefused where the file cannot be written.
    """
    table = table_of(name)
    listed = [table.c[column] for column in columns(table) if column not in LEFT_OUT]
    choices = {column.name: _choices(column, registers, "name_en" if english else "name_zh") for column in listed}
    explained = [
        EXPLAINED,
        *(
            (
                chinese(column.name),
                column.name,
                column.comment or "",
                _required(column),
                "、".join(choices[column.name][:40]),
            )
            for column in listed
        ),
    ]
    said = [column.name.replace("_", " ") if english else chinese(column.name) for column in listed]
    headings = [(heading, column.name, _kind(column)) for heading, column in zip(said, listed, strict=True)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        xlsx_grid.write(path, title=_title(table), headings=headings, choices=choices, explained=explained)
    except OSError as failed:
        raise LoadRefused(f"{path} cannot be written ({failed.strerror}).", "Choose another place.") from failed


def _title(table: Table) -> str:
    return table.name[:31]


def _choices(column: Column[Any], registers: Mapping[str, Sequence[Mapping[str, Any]]], called: str) -> list[str]:
    for foreign in column.foreign_keys:
        rows = registers.get(foreign.column.table.name, ())
        counted = FACTS[column.table.name].membership if column.table.name in FACTS else None
        if counted and counted.column == column.name:
            rows = [row for row in rows if row[counted.attribute] == counted.value]
        return [row.get(called) or row["code"] for row in rows]
    return allowed(column)


def _required(column: Column[Any]) -> str:
    return "" if column.nullable else "是 yes"


def _kind(column: Column[Any]) -> str:
    if isinstance(column.type, Date):
        return "day"
    return "number" if isinstance(column.type, (BigInteger, Integer, Numeric)) else "text"
