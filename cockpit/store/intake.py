"""How far each source has been taken in: its mark, its files, its landed parts, and what was refused."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, DateTime, Index, Integer, String, Table, Text

from cockpit.store.shared_columns import PROVENANCES, metadata, one_of, provenance


def _source(*, key: bool = False) -> Column[str]:
    return Column("source", String(40), primary_key=key, nullable=False, comment="source")


intake = Table(
    "intake",
    metadata,
    _source(key=True),
    Column("mark", Text, nullable=False, comment="how far it was read, as JSON; the source's own words"),
    Column("tried_at", DateTime(timezone=False), nullable=False, comment="last attempt, Asia/Shanghai"),
    Column("loaded_at", DateTime(timezone=False), comment="last load that was accepted, Asia/Shanghai"),
    Column("accepted", BigInteger, nullable=False, comment="rows accepted by the last load"),
    Column("repeated", BigInteger, nullable=False, comment="rows of the last load that were there already"),
    Column("refused", BigInteger, nullable=False, comment="rows refused by the last attempt"),
    Column("account", Text, comment="account of the last load that read anything, as JSON"),
    comment="The last reading of every source",
)

source_reading = Table(
    "source_reading",
    metadata,
    _source(key=True),
    Column("read_at", DateTime(timezone=False), primary_key=True, comment="when it was read, Asia/Shanghai"),
    Column("newest_at", DateTime(timezone=False), comment="newest accepted data then; empty: nothing has come yet"),
    Column("failure", String(200), comment="why the reading failed, in English; empty where it did not"),
    Column("failure_zh", String(200), comment="the same in Chinese; the English is shown where empty"),
    Column("accepted", BigInteger, comment="rows accepted; empty where the load did not count them"),
    Column("repeated", BigInteger, comment="rows that were there already"),
    Column("refused", BigInteger, comment="rows refused"),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Every reading of every source, kept: what a past day is judged by",
)

side = Table(
    "side",
    metadata,
    _source(key=True),
    Column("mark", String(16), primary_key=True, comment="short digest of the id that both sides of an exchange have"),
    Column("state", String(6), nullable=False, comment="waits, closed (alone) or done"),
    Column("seen", DateTime(timezone=False), nullable=False, comment="when it first came, Asia/Shanghai"),
    Column("said", Text, comment="the side itself, as JSON; empty where the exchange is done"),
    Index(None, "source", "state", "seen"),
    comment="Sides of exchanges that came alone, and for some days those that are done with",
)

read_file = Table(
    "read_file",
    metadata,
    _source(key=True),
    Column("name", String(400), primary_key=True, comment="path as the sources file leads to it"),
    Column("size", BigInteger, nullable=False, comment="bytes"),
    Column("sha256", String(64), nullable=False, comment="SHA-256 of the content"),
    Column("read_at", DateTime(timezone=False), nullable=False, comment="when it was read, Asia/Shanghai"),
    comment="Files as they were when they were read, so that a changed one is noticed",
)

part = Table(
    "part",
    metadata,
    _source(key=True),
    Column("name", String(200), primary_key=True, comment="path below the folder of landed parts"),
    Column("day", Date, nullable=False, comment="day of its events, Asia/Shanghai"),
    Column("rows", BigInteger, nullable=False, comment="events"),
    Column("first", BigInteger, nullable=False, comment="smallest order of landing in it"),
    Column("last", BigInteger, nullable=False, comment="largest order of landing in it"),
    Index(None, "source", "day"),
    comment="Landed events: a Parquet file that is not listed here does not count",
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True, comment="number of the refused row"),
    _source(),
    Column("place", String(200), nullable=False, comment="file or address it came from"),
    Column("line", BigInteger, comment="line, row or position in it, from 1"),
    Column("field", String(60), comment="field that is wrong; empty where the row as a whole is"),
    Column("value", String(200), comment="value that is wrong"),
    Column("reason", String(200), nullable=False, comment="what is wrong, in English"),
    Column("remedy", String(200), nullable=False, comment="what to do about it, in English"),
    Column(
        "reason_zh", String(200), comment="what is wrong, in Chinese; empty where it was refused before this was said"
    ),
    Column("remedy_zh", String(200), comment="what to do about it, in Chinese"),
    Column("raw", Text, comment="the row as it was read, as JSON; empty where it is read again with its file"),
    Column("refused_at", DateTime(timezone=False), nullable=False, comment="when, Asia/Shanghai"),
    Index(None, "source", "place"),
    comment="Rows that were not let in, until they are corrected or dismissed",
)
