"""Opening the exchange database: SQLite with a safe version and WAL, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as safe_sqlite
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from cockpit.errors import CockpitError, DatabaseSilent, DatabaseWrong, SettingWrong

SAFE_SQLITE = (3, 51, 3)
"""From 3.7.0 to 3.51.2 a WAL reset can corrupt a file that several connections write."""

CACHE_KB = 64 * 1024
"""Pages that a connection keeps; with SQLite's own 2 MB the indexes of five million rows are read again and again."""

LARGE_LOG = 16 * 1024 * 1024
"""Bytes of a log of changes that is worth cutting; an ordinary day writes less."""

CORRUPT = ("malformed", "not a database", "disk image", "encrypted")


def open_engine(url: str, *, timeout: float = 3.0) -> Engine:
    """An engine for a database URL; nothing is connected yet.

    SettingWrong where the URL names no database that can be used.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as wrong:
        raise SettingWrong("COCKPIT_DATABASE is not a database URL.", _URL_HINT) from wrong
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, timeout)
    if parsed.get_backend_name() != "postgresql":
        raise SettingWrong(f"COCKPIT_DATABASE names {parsed.get_backend_name()!r}.", _URL_HINT)
    try:
        # PostgreSQL would compile a query for longer than it takes to answer, and sort the days since Sunday on disk.
        given = {"connect_timeout": int(timeout), "options": parsed.query.get("options", "-c jit=off -c work_mem=16MB")}
        return create_engine(url, pool_pre_ping=True, pool_timeout=timeout, connect_args=given)
    except NoSuchModuleError as wrong:
        raise SettingWrong("COCKPIT_DATABASE names a driver that is not installed.", _URL_HINT) from wrong


_URL_HINT = "Use sqlite:////path/exchange.db or postgresql://user@host/name."


def _sqlite(url: str, timeout: float) -> Engine:
    if safe_sqlite.sqlite_version_info < SAFE_SQLITE:
        raise DatabaseWrong(
            f"SQLite {safe_sqlite.sqlite_version} can corrupt a shared file.",
            "Install pysqlite3 with SQLite 3.51.3 or newer.",
        )
    engine = create_engine(url, module=safe_sqlite, connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins; see _begin
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that upgrades late fails at once whatever the timeout, so it says at the start that it will write.
        options = connection.get_execution_options()
        writes = options.get("writes", False)
        # A migration that makes a table anew must be able to drop the old one that others point at.
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('unlinked') else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def read_connection(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; a database that does not answer is told apart from one that is broken."""
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as failed:
        raise database_error(failed) from failed


@contextmanager
def write_connection(engine: Engine, *, unlinked: bool = False) -> Iterator[Connection]:
    """One transaction that writes: all of it or nothing. `unlinked`: SQLite does not look at foreign keys in it."""
    try:
        options = {"writes": True, "unlinked": unlinked}
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except SQLAlchemyError as failed:
        raise database_error(failed) from failed


def cut_log(engine: Engine) -> None:
    """After a large transaction: SQLite's log of changes back into the database, and the file cut.

    It is left for the next time where it is small, or where somebody still reads from it.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    log = Path(f"{engine.url.database}-wal")
    if not log.is_file() or log.stat().st_size < LARGE_LOG:
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        waits = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={waits}")


def gather_statistics(engine: Engine) -> None:
    """After a load of many days: PostgreSQL plans by what stands in the tables now, and not some minutes later.

    It is of use and nothing more: where it fails, PostgreSQL does it by itself in a while.
    """
    if engine.dialect.name == "postgresql":
        with suppress(SQLAlchemyError), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")


def database_error(failed: SQLAlchemyError) -> CockpitError:
    """A database error in the reader's words."""
    words = str(getattr(failed, "orig", failed)).splitlines()[0] if str(failed) else type(failed).__name__
    if any(sign in words for sign in CORRUPT):
        return DatabaseWrong(
            f"The database file is broken ({words}).", "Restore it from a backup, or delete it and run again."
        )
    if "no such table" in words or "UndefinedTable" in type(getattr(failed, "orig", None)).__name__:
        return DatabaseWrong("The database has no tables of the cockpit.", "Run: python -m cockpit.cli migrate")
    if "disk is full" in words or "No space left" in words:
        return DatabaseWrong(
            "The disk is full; nothing was changed.", "Free some space and run again.", zh="磁盘已满，未作任何更改。"
        )
    if "readonly" in words:
        return DatabaseWrong("The database may not be written.", "Make its folder writable for this user.")
    if isinstance(failed, OperationalError) or (isinstance(failed, DBAPIError) and failed.connection_invalidated):
        return DatabaseSilent(f"The database does not answer ({words}).", "It is tried again by itself.")
    return DatabaseWrong(f"The database refused: {words}.", "Check that it was filled by the contract.")


__all__ = ["SAFE_SQLITE", "cut_log", "database_error", "open_engine", "read_connection", "write_connection"]
