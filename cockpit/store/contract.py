"""docs/exchange-database.md, written from the tables themselves."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Table

from cockpit.store import facts, registers
from cockpit.store.sums import FACTS
from cockpit.store.tables import metadata

INTRODUCTION = """# The exchange database

This is the contract that a bureau fills. It is written from the tables (`python -m cockpit.cli docs`) and checked by a
test. SQLite and PostgreSQL hold the same tables; `COCKPIT_DATABASE` is the SQLAlchemy URL.

Three rules hold everywhere:

- **Facts can be added up.** A *level* stands on a day and may be added over units and libraries; a row is due on
  days on which it changed, and holds until the next. A *sum* is what happened on a day and may be added over days too.
  A mean, a share or a distinct count is never stored.
- **Absent is not zero.** What nobody has published or counted is left empty.
- **Every row that can be real or invented says which**: `published`, `measured` or `demo`. A number is as good as the
  worst row in it.

Days are days in Asia/Shanghai. After filling tables by other means than a load, run `python -m cockpit.cli recount`:
it brings the sums beside the facts, the ledger and the data version in line. What a load delivered stays the word of
its source: a day or register of it that was deleted or changed beside the load is named by `recount` and by every
`audit`, and counts as missing, until the source delivers it again (`load CODE --again`).

The same as a data contract of ODCS 3, by which a vendor tests what he will deliver, without the cockpit:
[exchange-database.odcs.yaml](exchange-database.odcs.yaml). With `opening_daily.csv` beside it:
`datacontract test exchange-database.odcs.yaml --server csv --schema-name opening_daily`.
"""


def markdown() -> str:
    """The whole document."""
    parts = [INTRODUCTION, "## Registers\n", *_tables(registers), "## Daily facts\n", *_tables(facts)]
    parts.append("## Kept by the cockpit\n")
    parts.append("These are never filled by hand.\n")
    own = {"load", "digest", "world", "register_copy", "calendar_day", "intake", "read_file", "part", "quarantine"}
    own |= {"register_history", "remark", "revision", "wording", "withdrawal", "source_reading"}
    for table in sorted(metadata.tables.values(), key=lambda each: each.name):
        if table.name in own or table.name.endswith(("_sum", "_sum_offset")):
            parts.append(f"- `{table.name}`: {_lower(table.comment or '')}")
    return "\n".join(parts) + "\n"


def _tables(module: object) -> list[str]:
    found = [value for value in vars(module).values() if isinstance(value, Table)]
    return [_table(table) for table in found]


def _table(table: Table) -> str:
    lines = [
        f"### `{table.name}`",
        "",
        f"{table.comment}.",
        "",
        "| column | type | | meaning |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{column.name}` | {_type(column)} | {_kind(column)} | {column.comment or ''} |" for column in table.columns
    ]
    values = [str(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint)]
    if values:
        lines += ["", "Allowed: " + "; ".join(f"`{value}`" for value in sorted(values)) + "."]
    if table.name in FACTS:
        lines += ["", f"Summed by {', '.join(FACTS[table.name].members)}."]
    return "\n".join(lines) + "\n"


def _type(column: Column[object]) -> str:
    return str(column.type).lower().replace("varchar", "text")


def _kind(column: Column[object]) -> str:
    words = []
    if column.primary_key:
        words.append("key")
    words += [f"→ `{foreign.column.table.name}`" for foreign in column.foreign_keys]
    if column.nullable:
        words.append("may be empty")
    return ", ".join(words)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
