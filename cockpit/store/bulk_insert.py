"""Many rows into a table at once: COPY on PostgreSQL, which takes them several times as fast as INSERT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.exc import DBAPIError

MANY = 50
"""Fewer rows than this are not worth a COPY of their own."""


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that all have the same columns, in the transaction of the connection."""
    if connection.dialect.name != "postgresql" or len(rows) < MANY:
        if rows:
            connection.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    into = f"COPY {quote(table.name)} ({', '.join(map(quote, names))}) FROM STDIN"
    driver: Any = connection.connection.dbapi_connection
    wrong: Any = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except wrong as failed:  # in the words of every other statement
        raise DBAPIError.instance(into, None, failed, wrong, dialect=connection.dialect) from failed
