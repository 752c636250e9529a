"""Rows know their source, what a source does not know stays empty, and sources leave their marks"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FACT_KEYS = {
    "library_daily": ("library", "unit"),
    "resource_daily": ("unit", "kind"),
    "reported_daily": ("figure",),
    "flow_daily": ("provider", "consumer", "kind", "scenario"),
    "opening_daily": ("unit", "theme"),
    "meeting_daily": ("unit",),
    "return_daily": ("unit",),
}
REGISTERS = [
    "unit",
    "library",
    "library_item",
    "scenario",
    "theme",
    "open_dataset",
    "endpoint",
    "meeting",
    "meeting_unit",
    "target",
    "published_figure",
    "source",
    "source_mark",
]
WHOLE, DAY, SMALL = sa.BigInteger(), sa.Date(), sa.Integer()
NULLABLE: dict[str, dict[str, tuple[Any, str | None]]] = {
    "flow_daily": {
        "records": (WHOLE, "sum: records transferred; empty where the platform does not say"),
        "bytes": (WHOLE, "sum: bytes transferred; empty where the platform does not say"),
    },
    "opening_daily": dict.fromkeys(("datasets", "updated_on_time", "downloads", "api_calls"), (WHOLE, None)),
    "meeting_daily": dict.fromkeys(
        ["held", "minutes", "invited", "attended", "faults", "endpoints", "endpoints_online", "endpoints_adjusting"],
        (WHOLE, None),
    ),
    "open_dataset": {
        "published_on": (DAY, "day it was opened; empty where the portal does not say"),
        "updated_on": (DAY, "day of its newest data; empty where the portal does not say"),
        "cadence_days": (SMALL, "agreed days between updates; empty where nothing is agreed"),
    },
    "meeting": {
        "hour": (SMALL, "hour it began, 0 to 23; empty where only the day is known"),
        "minutes": (SMALL, "how long it took; empty where not known"),
    },
}
"""Columns that may now be empty, with what is said of them where that changed."""

COMMENTS = {
    "digest": "What the data version is made of: for every source one line a day of a fact, one line a register",
    "meeting_daily": "Meeting activity by unit; a row is due on days on which something happened or changed, and a "
    "source fills what it knows and leaves the rest empty",
    "opening_daily": "Open data by unit and theme; a source fills what it knows and leaves the rest empty",
}
DELIVERED = "source that delivered the row, filled by the load; 'hand' where the table was filled by other means"


def _delivered_by(comment: str = DELIVERED) -> sa.Column[str]:
    return sa.Column("delivered_by", sa.String(40), nullable=False, server_default="hand", comment=comment)


def _may_be_empty(batch: Any, table: str) -> None:
    for name, (kind, comment) in NULLABLE.get(table, {}).items():
        said = {"comment": comment} if comment else {}
        batch.alter_column(name, existing_type=kind, nullable=True, **said)


def upgrade() -> None:
    for table in REGISTERS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(_delivered_by())
            _may_be_empty(batch, table)
    for table, keys in FACT_KEYS.items():
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(_delivered_by())
            if table == "opening_daily":
                said = "level: of these, with a known day of update and an agreed cadence"
                batch.add_column(sa.Column("datasets_dated", sa.BigInteger(), nullable=True, comment=said))
            _may_be_empty(batch, table)
            batch.drop_constraint(op.f(f"pk_{table}"), type_="primary")
            batch.create_primary_key(op.f(f"pk_{table}"), ["day", *keys, "delivered_by"])
    op.add_column(
        "opening_daily_sum",
        sa.Column("datasets_dated", sa.BigInteger(), nullable=True, comment="running total of datasets_dated"),
    )
    with op.batch_alter_table("digest") as batch:
        batch.add_column(_delivered_by("source that delivered the rows"))
        batch.drop_constraint(op.f("pk_digest"), type_="primary")
        batch.create_primary_key(op.f("pk_digest"), ["table_name", "day", "delivered_by"])
    for column, said in (("repeated", "rows that were there already"), ("refused", "rows refused, see quarantine")):
        op.add_column("load", sa.Column(column, sa.BigInteger(), nullable=False, server_default="0", comment=said))
    if op.get_bind().dialect.name == "postgresql":
        _say()
    _new_tables()
    _take_over()


def _say() -> None:
    """SQLite keeps no comments."""
    for table, said in COMMENTS.items():
        op.create_table_comment(table, said)
    op.alter_column("world", "name", existing_type=sa.String(20), comment="data_version, marks, city or clock")


def _take_over() -> None:
    """What stood there came from one source: the first that the ledger names. Until now every dataset had its dates."""
    first = "coalesce((SELECT source FROM load WHERE source <> 'recount' ORDER BY number LIMIT 1), 'hand')"
    for table in (*REGISTERS, *FACT_KEYS, "digest"):
        op.execute(f"UPDATE {table} SET delivered_by = {first}")
    op.execute("UPDATE opening_daily SET datasets_dated = datasets")
    op.execute("UPDATE opening_daily_sum SET datasets_dated = datasets")


def _new_tables() -> None:
    op.create_table(
        "intake",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("mark", sa.Text(), nullable=False, comment="how far it was read, as JSON; the source's own words"),
        sa.Column("held", sa.Text(), nullable=False, comment="what waits for its other half, as JSON"),
        sa.Column("tried_at", sa.DateTime(), nullable=False, comment="last attempt, Asia/Shanghai"),
        sa.Column("loaded_at", sa.DateTime(), nullable=True, comment="last load that was accepted, Asia/Shanghai"),
        sa.Column("accepted", sa.BigInteger(), nullable=False, comment="rows accepted by the last load"),
        sa.Column("repeated", sa.BigInteger(), nullable=False, comment="rows of the last load that were there already"),
        sa.Column("refused", sa.BigInteger(), nullable=False, comment="rows refused by the last attempt"),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_intake")),
        comment="The last reading of every source",
    )
    op.create_table(
        "part",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="path below the folder of landed parts"),
        sa.Column("day", sa.Date(), nullable=False, comment="day of its events, Asia/Shanghai"),
        sa.Column("rows", sa.BigInteger(), nullable=False, comment="events"),
        sa.Column("first", sa.BigInteger(), nullable=False, comment="smallest order of landing in it"),
        sa.Column("last", sa.BigInteger(), nullable=False, comment="largest order of landing in it"),
        sa.PrimaryKeyConstraint("source", "name", name=op.f("pk_part")),
        comment="Landed events: a Parquet file that is not listed here does not count",
    )
    op.create_index(op.f("ix_part_source_day"), "part", ["source", "day"])

    op.create_table(
        "quarantine",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the refused row"),
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("place", sa.String(length=200), nullable=False, comment="file or address it came from"),
        sa.Column("line", sa.BigInteger(), nullable=True, comment="line, row or position in it, from 1"),
        sa.Column(
            "field",
            sa.String(length=60),
            nullable=True,
            comment="field that is wrong; empty where the row as a whole is",
        ),
        sa.Column("value", sa.String(length=200), nullable=True, comment="value that is wrong"),
        sa.Column("reason", sa.String(length=200), nullable=False, comment="what is wrong"),
        sa.Column("remedy", sa.String(length=200), nullable=False, comment="what to do about it"),
        sa.Column(
            "raw",
            sa.Text(),
            nullable=True,
            comment="the row as it was read, as JSON; empty where it is read again with its file",
        ),
        sa.Column("refused_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_quarantine")),
        comment="Rows that were not let in, until they are corrected or dismissed",
    )
    op.create_index(op.f("ix_quarantine_source_place"), "quarantine", ["source", "place"])

    op.create_table(
        "read_file",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("name", sa.String(length=400), nullable=False, comment="path as the sources file leads to it"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="SHA-256 of the content"),
        sa.Column("read_at", sa.DateTime(), nullable=False, comment="when it was read, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("source", "name", name=op.f("pk_read_file")),
        comment="Files as they were when they were read, so that a changed one is noticed",
    )
