"""How long the cockpit takes on this machine, seen from outside: the demonstration, the first page, a board.

Works on a database of its own in a temporary folder; asks only this machine, a few hundred times, and stops.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COCKPIT = [sys.executable, "-m", "cockpit.cli"]
LAST_DAY = date(2020, 9, 30)
TIMES = 200
PATIENCE = 60.0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name:
        var = Path(name)
        port = _free_port()
        environment = {**os.environ, "COCKPIT_VAR": name, "PORT": str(port)}
        environment.pop("COCKPIT_DATABASE", None)
        made = _seconds(lambda: subprocess.run([*COCKPIT, "demo"], cwd=ROOT, env=environment, check=True))
        size = sum(file.stat().st_size for file in var.rglob("*.db*"))
        _say("demonstration made", f"{made:.1f} s, {size / 1e6:.0f} MB")
        server = subprocess.Popen([*COCKPIT, "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _measure(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _measure(address: str, server: subprocess.Popen[bytes]) -> None:
    _say("start to the first page", f"{_seconds(lambda: _wait(address, server)):.1f} s")
    days = [LAST_DAY - timedelta(days=number) for number in range(1, 61)]
    _tell("a board, built", [_seconds(lambda day=day: _get(f"{address}/api/v1/board?as_of={day}")) for day in days])
    _tell("a board, kept", [_seconds(lambda: _get(f"{address}/api/v1/board?as_of={days[0]}")) for _ in range(TIMES)])
    _tell("the page at /", [_seconds(lambda: _get(f"{address}/")) for _ in range(TIMES)])
    board = json.loads(_get(f"{address}/api/v1/board"))
    _say("metrics in a board", str(len(board["metrics"])))


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit("The server ended before its first page.")
        try:
            _get(f"{address}/")
            return
        except OSError:
            time.sleep(0.02)
    sys.exit(f"No page after {PATIENCE:.0f} s.")


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return bytes(answer.read())


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _tell(what: str, seconds: list[float]) -> None:
    milliseconds = sorted(second * 1000 for second in seconds)
    p95 = milliseconds[int(len(milliseconds) * 0.95)]
    _say(what, f"median {statistics.median(milliseconds):.1f} ms, p95 {p95:.1f} ms, {len(seconds)} times")


def _say(what: str, figure: str) -> None:
    print(f"{what:<26}{figure}", flush=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
