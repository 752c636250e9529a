"""An embedded DuckDB, bounded in memory, for files that are larger than memory; nothing is ever kept in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeAlias

    from duckdb import DuckDBPyConnection

    Duck: TypeAlias = DuckDBPyConnection

MEMORY_MB = 1_500
"""What a query may hold; the rest is spilled to `spill`. With everything around it a load stays under 2 GiB."""


@contextmanager
def duck(spill: Path, *, memory_mb: int = MEMORY_MB, threads: int | None = None) -> Iterator[Duck]:
    """A database in memory that knows no network, no extension and no file but those it is asked for.

    What is interrupted in the middle of a query ends as an interruption: DuckDB takes the signal and raises its own.
    """
    import duckdb

    settings: dict[str, Any] = {
        "memory_limit": f"{memory_mb}MB",
        "temp_directory": str(spill),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        settings["threads"] = str(threads)
    connection = duckdb.connect(":memory:", config=settings)
    try:
        with _told_of_interruptions(connection):
            yield connection
    except (duckdb.InterruptException, RuntimeError) as failed:
        if isinstance(failed, RuntimeError) and str(failed) != "Query interrupted":
            raise
        raise KeyboardInterrupt from failed
    finally:
        connection.close()


@contextmanager
def _told_of_interruptions(connection: Duck) -> Iterator[None]:
    """SIGINT stops every thread of a query.

    By itself only the thread that takes the signal leaves its query, and then waits for the others, which go on.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    known = before

    def stop(number: int, frame: Any) -> None:
        connection.interrupt()
        known(number, frame)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def duck_failures() -> tuple[type[Exception], ...]:
    """What DuckDB raises, for those who say it in the reader's words."""
    import duckdb

    return (duckdb.Error,)


def is_interruption(failed: Exception) -> bool:
    """Whether somebody has stopped the query, and it did not fail by itself."""
    import duckdb

    return isinstance(failed, duckdb.InterruptException)


def files(paths: Iterable[Path]) -> str:
    """A table function over Parquet files, for the FROM of a statement."""
    listed = ", ".join(quoted(str(path)) for path in paths)
    return f"read_parquet([{listed}], union_by_name = false, hive_partitioning = false)"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
