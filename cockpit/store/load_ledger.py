"""The ledger of loads, and what is true of the whole database."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, DateTime, Integer, String, Table, Text

from cockpit.store.shared_columns import day_key, metadata

load = Table(
    "load",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True, comment="number of the load"),
    Column("source", String(40), nullable=False, comment="what was loaded"),
    Column(
        "loaded_at", DateTime(timezone=False), nullable=False, comment="when, by the cockpit's clock, Asia/Shanghai"
    ),
    Column("accepted", BigInteger, nullable=False, comment="rows accepted"),
    Column("repeated", BigInteger, nullable=False, server_default="0", comment="rows that were there already"),
    Column("refused", BigInteger, nullable=False, server_default="0", comment="rows refused, see quarantine"),
    Column("changed", Integer, nullable=False, comment="tables and days whose rows changed"),
    Column("data_version", String(64), nullable=False, comment="data version after the load"),
    Column("reason", String(200), comment="why it was accepted though it took much away; empty where it did not"),
    Column("lost", String(200), comment="what it took away, where somebody had to accept that"),
    Column("in_source", BigInteger, comment="records in the source: accepted, repeated, refused, left out"),
    Column("left_out", BigInteger, comment="records left out, each for a reason"),
    Column("account", Text, comment="what was left out and why, as JSON: records, columns, worksheets, files"),
    comment="Every load that was accepted",
)

digest = Table(
    "digest",
    metadata,
    Column("table_name", String(40), primary_key=True, comment="table"),
    Column("day", String(10), primary_key=True, comment="day, or 'register'"),
    Column(
        "delivered_by", String(40), primary_key=True, server_default="hand", comment="source that delivered the rows"
    ),
    Column("rows", BigInteger, nullable=False, comment="rows"),
    Column("known", String(200), comment="columns that may be empty and are known in one of the rows; empty: all"),
    Column("sha256", String(64), nullable=False, comment="SHA-256 of the rows in a fixed order"),
    comment="What the data version is made of: for every source one line a day of a fact, one line a register",
)

world = Table(
    "world",
    metadata,
    Column("name", String(20), primary_key=True, comment="data_version, marks, city or clock"),
    Column("value", Text, nullable=False, comment="its value"),
    comment="What is true of the whole database",
)

register_history = Table(
    "register_history",
    metadata,
    Column("table_name", String(40), primary_key=True, comment="register"),
    Column("code", String(40), primary_key=True, comment="code of the row"),
    Column("since", Date, primary_key=True, comment="day from which it held, as far as the cockpit knows"),
    Column("row", Text, comment="the row as JSON; empty where it was taken out of the register"),
    comment="Registers as they were, so that a past day counts and names by what was known then",
)

register_copy = Table(
    "register_copy",
    metadata,
    Column("table_name", String(40), primary_key=True, comment="register"),
    Column("rows", Text, nullable=False, comment="its rows as JSON, so that a board reads all registers at once"),
    comment="Beside the registers, kept in the same transaction",
)

calendar_day = Table(
    "calendar_day",
    metadata,
    day_key(),
    Column("week", Date, nullable=False, comment="Sunday that ends its week"),
    comment="Every day from 2015 to 2049",
)
