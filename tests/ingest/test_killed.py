"""A load that is killed at any moment leaves the old state or the new one."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.ingest.test_exactly_once import TOML, event, facts, text

KILLED = """
import os
import sys
from pathlib import Path
import duckdb
from cockpit.ingest.sources import calendar, events
from cockpit.store.exchange_database import open_engine
from tests.ingest.bureau import Bureau
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        made = Bureau(open_engine(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
        made.load("platform", 'kind = "events"\\nfiles = "log"\\n')
        os._exit(0)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
"""Loads in processes of their own, one for every line that it is told; it has everything imported, so that a kill
meets the load and not its beginning."""


@pytest.mark.slow
def test_a_load_that_is_killed_leaves_the_old_state_or_the_new_one(any_bureau):
    """Kills at random moments, then a clean finish: the facts are those of an undisturbed run."""
    kills = int(os.environ.get("COCKPIT_KILLS", "6"))
    chance = random.Random(5)
    root = Path(__file__).parents[2]
    url = any_bureau.engine.url.render_as_string(hide_password=False)
    loads = subprocess.Popen(
        [sys.executable, "-c", KILLED, url, str(any_bureau.folder), str(any_bureau.city)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def load(*, kill_after=None):
        """The seconds and the exit code of a load; of a killed one it is -9."""
        loads.stdin.write("load\n")
        loads.stdin.flush()
        child, begun = int(loads.stdout.readline()), time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(loads.stdout.readline()), time.monotonic() - begun

    def more(number):
        rows = [event(1_000 * number + one, day=20 + one % 9) for one in range(400)]
        any_bureau.write(f"log/{number}.csv", text(rows))

    with loads:
        more(0)
        code, whole = load()
        assert code == 0
        killed = 0
        for number in range(1, kills + 1):
            more(number)
            code, seconds = load(kill_after=chance.uniform(0, whole))
            assert code in (0, -signal.SIGKILL)
            killed += code != 0
            whole = min(whole, seconds) if code == 0 else whole
            assert any_bureau.one("SELECT sum(exchanges) FROM flow_daily") % 400 == 0
        loads.stdin.close()
    assert killed > kills // 4, "the kills came after the end of the loads"
    any_bureau.load("platform", TOML)
    assert any_bureau.one("SELECT sum(exchanges) FROM flow_daily") == 400 * (kills + 1)
    assert facts(any_bureau) == undisturbed(any_bureau)
    listed = {row["name"] for row in any_bureau.rows("part")}
    landed = any_bureau.folder / "landed"
    assert {path.relative_to(landed).as_posix() for path in landed.rglob("*.parquet")} == listed


def undisturbed(disturbed):
    """The facts of the same files, loaded at once into a database of their own."""
    from tests.ingest.bureau import bureau

    with tempfile.TemporaryDirectory() as name:
        made = bureau(Path(name), f"sqlite:///{name}/exchange.db")
        (made.folder / "log").symlink_to(disturbed.folder / "log")
        made.load("platform", TOML)
        made.engine.dispose()
        return facts(made)
