"""One load at a time: the second waits, or says so.

With the lock of the system itself: filelock takes 96 ms to import (asyncio comes with it), a quarter of what the
command line takes, and hands a lock over after 11 ms, for it asks again and again where `flock` waits: 0.07 ms.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

from cockpit.errors import LoadBusy
from cockpit.store.exchange_database import read_connection

LOCK = 0x636F636B706974
"""The number of the advisory lock, the same for every process that loads into a PostgreSQL database."""


@contextmanager
def load_lock(engine: Engine, *, wait_s: float, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """LoadBusy after `wait_s` seconds in which another process went on loading into this database.

    A lock that the system itself gives back when its process ends, whatever ends it.
    """
    holding = _postgres if engine.dialect.name == "postgresql" else _file
    with holding(engine) as take:
        until = time.monotonic() + wait_s
        told = False
        while not take():
            if not told:
                waiting()
                told = True
            if time.monotonic() >= until:
                raise LoadBusy("Another load is writing into this database.", "Wait for its end and load again.")
            time.sleep(0.1)
        yield


@contextmanager
def _postgres(engine: Engine) -> Iterator[Callable[[], bool]]:
    with read_connection(engine) as connection:
        try:
            yield lambda: bool(connection.execute(select(func.pg_try_advisory_lock(LOCK))).scalar())
        finally:
            connection.invalidate()  # the lock goes with the session, and must not stay with one that is used again


@contextmanager
def _file(engine: Engine) -> Iterator[Callable[[], bool]]:
    database = engine.url.database or ":memory:"
    with Path(f"{database}.loading").open("w") as handle:

        def take() -> bool:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield take
