"""docs/exchange-database.odcs.yaml: the tables that a bureau fills, as an ODCS 3 data contract for tools of vendors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, Integer, Numeric, Table

from cockpit.store import facts, registers
from cockpit.store.shared_columns import DELIVERED_BY, WITHIN

VERSION = "3.1.0"
"""Of the Open Data Contract Standard."""
FILLED = (DELIVERED_BY, "position")
"""Columns that a load fills where they are left out."""
OWN = ("source_mark",)
"""A register that loads keep."""
LIMITS = (
    "Every file has all columns of its table; what may be empty is empty there, never 0. Others are not looked at. "
    "Whether a code stands in its register is checked by a load, not by this contract."
)


def contract() -> dict[str, Any]:
    """As plain values."""
    return {
        "apiVersion": f"v{VERSION}",
        "kind": "DataContract",
        "id": "city-cockpit-exchange-database",
        "name": "Exchange database of the city cockpit",
        "version": "1.0.0",
        "status": "active",
        "description": {
            "purpose": "What a bureau or its vendor delivers to the city cockpit, one file or table for each schema.",
            "limitations": LIMITS,
        },
        "servers": [
            {"server": form, "type": "local", "path": f"./{{model}}.{form}", "format": form,
             **({"delimiter": ","} if form == "csv" else {})}
            for form in ("csv", "parquet")
        ],
        "schema": [_table(table) for table in _tables()],
    }  # fmt: skip


def markdown() -> str:
    """The contract as YAML, under the name by which pages are written."""
    head = "# Written from the tables by `make docs`; checked by `make proof-contract`.\n"
    return head + "".join(f"{line}\n" for line in _yaml(contract()))


def _tables() -> Iterator[Table]:
    for module in (registers, facts):
        yield from (one for one in vars(module).values() if isinstance(one, Table) and one.name not in OWN)


def _table(table: Table) -> dict[str, Any]:
    columns = [column for column in table.columns if column.name not in FILLED]
    keys = [column.name for column in columns if column.primary_key]
    parts = [(column.name, column.info[WITHIN]) for column in columns if column.info.get(WITHIN)]
    rules = [
        {
            "type": "sql",
            "description": f"{part} is a part of {of}",
            "query": f"SELECT COUNT(*) FROM {table.name} WHERE {part} > {of}",
            "mustBe": 0,
        }
        for part, of in parts
    ]
    return {
        "name": table.name,
        "physicalType": "table",
        "description": f"{table.comment}.",
        "properties": [_column(column, keys) for column in columns],
        **({"quality": rules} if rules else {}),
    }


def _column(column: Column[Any], keys: list[str]) -> dict[str, Any]:
    kind, options = _type(column)
    said: dict[str, Any] = {"name": column.name, "logicalType": kind, "description": column.comment}
    said["required"] = not column.nullable
    if column.name in keys:
        said |= {"primaryKey": True, "primaryKeyPosition": keys.index(column.name) + 1}
    if options:
        said["logicalTypeOptions"] = options
    if targets := [f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys]:
        # As a relationship it would be tested, and a vendor has no registers beside his file.
        said["customProperties"] = [{"property": "references", "value": target} for target in targets]
    if values := _allowed(column):
        said["quality"] = [
            {"type": "library", "metric": "invalidValues", "mustBe": 0, "arguments": {"validValues": values}}
        ]
    return said


def _type(column: Column[Any]) -> tuple[str, dict[str, Any]]:
    kind = column.type
    if isinstance(kind, (BigInteger, Integer)):
        return "integer", {"minimum": 0}
    if isinstance(kind, Numeric):
        return "number", {}
    if isinstance(kind, Date):
        return "date", {}
    if isinstance(kind, DateTime):
        return "timestamp", {}
    return "string", {"maxLength": int(getattr(kind, "length", 0))}


def _allowed(column: Column[Any]) -> list[str]:
    checks = [one for one in column.table.constraints if isinstance(one, CheckConstraint)]
    found = (re.fullmatch(rf"{column.name} IN \((.*)\)", str(one.sqltext)) for one in checks)
    return [value for match in found if match for value in re.findall(r"'([^']*)'", match[1])]


def _yaml(value: Any, indent: str = "") -> Iterator[str]:
    """A scalar of JSON is one of YAML too, so that nothing needs to be told apart by its look."""
    for name, held in value.items():
        if isinstance(held, Mapping):
            yield f"{indent}{name}:"
            yield from _yaml(held, f"{indent}  ")
        elif isinstance(held, Sequence) and not isinstance(held, str) and held and isinstance(held[0], Mapping):
            yield f"{indent}{name}:"
            for one in held:
                first, *others = _yaml(one, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from others
        else:
            yield f"{indent}{name}: {json.dumps(held, ensure_ascii=False)}"
