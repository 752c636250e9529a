"""The embedded DuckDB: what is interrupted in the middle of a query ends as an interruption."""

import os
import signal
from threading import Timer

import pytest

from cockpit.store.duck import duck

LONG = "CREATE TABLE x AS SELECT a.range * b.range % 7 AS y FROM range(1000000) a, range(100000) b"


def test_an_interruption_in_the_middle_of_a_query_is_an_interruption(tmp_path):
    timer = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt), duck(tmp_path) as connection:
        timer.start()
        connection.execute(LONG)


def test_another_mistake_stays_what_it_is(tmp_path):
    with pytest.raises(RuntimeError, match="of our own"), duck(tmp_path):
        raise RuntimeError("of our own")
