"""A real Spark standalone cluster on this machine: one master and two workers, gone at the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import ServerFailed, free_port

PATIENCE_S = 120


@contextmanager
def spark_cluster() -> Iterator[str]:
    """The URL of the master, when both workers have registered."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port, web = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="cockpit-spark-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        processes = [
            _start(home, folder, "master", ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(web)])
        ]
        try:
            url = f"spark://127.0.0.1:{port}"
            _wait(folder / "master.log", r"elected leader", 1)
            for number in (1, 2):
                given = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", str(free_port()), url]
                processes.append(
                    _start(home, folder, f"worker{number}", ["--work-dir", str(folder / f"w{number}"), *given])
                )
            _wait(folder / "master.log", r"Registering worker", 2)
            yield url
        finally:
            for process in reversed(processes):
                _end(process)


def _start(home: Path, folder: Path, role: str, given: list[str]) -> subprocess.Popen[bytes]:
    kind = "master.Master" if role == "master" else "worker.Worker"
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", *given]
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        "SPARK_HOME": str(home),
    }
    with (folder / f"{role}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment, start_new_session=True)


def _wait(log: Path, sign: str, times: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if len(re.findall(sign, log.read_text(errors="replace"))) >= times:
            return
        time.sleep(0.2)
    raise ServerFailed(log.read_text(errors="replace")[-2000:])


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        process.kill()
        process.wait()
