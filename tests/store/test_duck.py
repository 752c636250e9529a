"""The embedded DuckDB: what is interrupted in the middle of a query ends as an interruption."""

import signal
import subprocess
import sys

import pytest

from cockpit.store.duck import duck
from tests.servers import unmeasured

LONG = """
import signal
from pathlib import Path
from cockpit.store.duck import duck
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have it ignored
try:
    with duck(Path({folder!r})) as connection:
        print("begun", flush=True)
        connection.execute("CREATE TABLE x AS SELECT a.range * b.range % 7 AS y FROM range(1000000) a, range(100000) b")
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interruption_in_the_middle_of_a_query_is_an_interruption(tmp_path):
    run = [sys.executable, "-c", LONG.format(folder=str(tmp_path))]
    with subprocess.Popen(run, env=unmeasured(), stdout=subprocess.PIPE, text=True) as loading:
        assert loading.stdout.readline() == "begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            loading.wait(0.5)  # it is in the middle of its query
        loading.send_signal(signal.SIGINT)
        try:
            assert loading.communicate(timeout=60)[0] == "interrupted\n"
        finally:
            loading.kill()


def test_another_mistake_stays_what_it_is(tmp_path):
    with pytest.raises(RuntimeError, match="of our own"), duck(tmp_path):
        raise RuntimeError("of our own")
