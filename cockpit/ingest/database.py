"""A database of somebody else: opened to be read, and never written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from cockpit.errors import SourceSilent, SourceWrong
from cockpit.ingest.refusal import shown
from cockpit.store.exchange_database import open_engine

OWN = ("sqlite", "postgresql")
READ_ONLY = {
    "sqlite": ("PRAGMA query_only=ON",),
    "postgresql": ("SET TRANSACTION READ ONLY", "SET LOCAL statement_timeout = '{timeout_s}s'"),
    "mysql": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION max_execution_time = {timeout_s}000"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION max_statement_time = {timeout_s}"),
    "oracle": ("SET TRANSACTION READ ONLY",),
}
"""How a database is told that nothing is to be written, and how long a statement may take; the others only never get to
keep what a transaction did."""


@contextmanager
def opened(address: str, *, timeout_s: int) -> Iterator[Connection]:
    """A connection that cannot write where the database can be told so, and whose transaction is never committed.

    SourceSilent where it does not answer; SourceWrong where its address or the SELECT is wrong.
    """
    try:
        url = make_url(address)
        own = url.get_backend_name() in OWN
        engine = open_engine(address, timeout=10) if own else create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as wrong:
        raise SourceWrong(
            "url names no database that can be opened.",
            "Install its driver, or correct it.",
            zh="url所指的数据库无法打开。",
        ) from wrong
    try:
        with engine.connect() as connection:
            _read_only(connection, timeout_s)
            yield connection
            connection.rollback()
    except OperationalError as failed:
        raise SourceSilent(
            f"The database does not answer ({_line(failed)}).", "It is tried again when due.", zh="源数据库无应答。"
        ) from failed
    except (DBAPIError, SQLAlchemyError) as failed:
        raise SourceWrong(
            f"The database refused the SELECT ({_line(failed)}).", "Correct the SELECT.", zh="源数据库拒绝了查询语句。"
        ) from failed
    finally:
        engine.dispose()


def _read_only(connection: Connection, timeout_s: int) -> None:
    dialect = connection.dialect
    name = "mariadb" if getattr(dialect, "is_mariadb", False) else dialect.name
    for statement in READ_ONLY.get(name, ()):
        connection.exec_driver_sql(statement.format(timeout_s=timeout_s))
    if name in ("mysql", "mariadb"):  # a transaction that has begun stays what it was
        connection.rollback()


def _line(failed: SQLAlchemyError) -> str:
    return shown(str(getattr(failed, "orig", failed)).splitlines()[0] if str(failed) else type(failed).__name__)[:120]
