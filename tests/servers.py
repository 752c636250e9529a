"""Real servers for tests: each in a folder of its own, on a free port of this machine, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import redis

MARIADB = ("mariadbd", "mariadb-install-db")
TRIES = 3  # a port that was free a moment ago may be taken


class ServerFailed(Exception):
    """A server of the tests did not come up; carries the end of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL that trusts everybody on this machine."""
    programs = _postgres_programs()
    # PostgreSQL refuses to run as root, and root's own temporary folders may be closed to others.
    servant = without_rights()
    parent = "/tmp" if servant else None
    with tempfile.TemporaryDirectory(prefix="cockpit-pg-", dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if servant:
            os.chown(folder, servant["user"], servant["group"])
        made = subprocess.run(
            initdb(programs, folder),
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            **servant,
        )
        if made.returncode:
            raise ServerFailed(made.stderr)

        def command(port: int) -> list[str | Path]:
            settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=256MB"]
            listen = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
            flags = [word for setting in settings + listen for word in ("-c", setting)]
            return [programs / "postgres", "-D", folder / "data", *flags]

        def answers(port: int) -> None:
            psycopg.connect(_postgres_url(port), connect_timeout=2).close()

        with _running(command, answers, stop=signal.SIGINT, folder=folder, **servant) as port:
            yield _postgres_url(port)


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of an empty Redis that keeps nothing on disk."""
    program = shutil.which("redis-server")
    if program is None:
        raise ServerFailed("Redis is not installed: run sh scripts/system.sh")
    with tempfile.TemporaryDirectory(prefix="cockpit-redis-") as name:
        folder = Path(name)

        def command(port: int) -> list[str | Path]:
            return [
                program,
                "--port",
                str(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder,
            ]

        def answers(port: int) -> None:
            with redis.Redis(port=port) as client:
                client.ping()

        with _running(command, answers, stop=signal.SIGTERM, folder=folder) as port:
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def mariadb() -> Iterator[str]:
    """The URL of an empty MariaDB that trusts everybody on this machine."""
    programs = {name: shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in MARIADB}
    server, install = (programs[name] for name in MARIADB)
    if server is None or install is None:
        raise ServerFailed("MariaDB is not installed: run sh scripts/system.sh")
    servant = without_rights()
    with tempfile.TemporaryDirectory(prefix="cockpit-mariadb-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if servant:
            os.chown(folder, servant["user"], servant["group"])
        alone = ["--no-defaults", f"--datadir={folder / 'data'}"]
        options = [*alone, "--auth-root-authentication-method=normal", "--skip-test-db"]
        made = subprocess.run([install, *options], cwd=folder, capture_output=True, text=True, check=False, **servant)
        if made.returncode:
            raise ServerFailed(made.stderr)

        def command(port: int) -> list[str | Path]:
            listen = [f"--port={port}", "--bind-address=127.0.0.1", f"--socket={folder / 'socket'}"]
            return [server, *alone, *listen, "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M"]

        def answers(port: int) -> None:
            with pymysql.connect(host="127.0.0.1", port=port, user="root") as connection:
                connection.cursor().execute("CREATE DATABASE IF NOT EXISTS theirs CHARACTER SET utf8mb4")

        with _running(command, answers, stop=signal.SIGTERM, folder=folder, **servant) as port:
            yield f"mysql+pymysql://root@127.0.0.1:{port}/theirs?charset=utf8mb4"


def dump_postgres(url: str, file: Path) -> None:
    """A whole database as a file that `restore_postgres` reads in a fraction of the time that making it took."""
    command = [_postgres_programs() / "pg_dump", "--format=custom", "--compress=1", "--file", file, url]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def restore_postgres(url: str, file: Path) -> None:
    command = [_postgres_programs() / "pg_restore", "--no-owner", "--exit-on-error", "--dbname", url, file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("ANALYZE")


def _postgres_url(port: int) -> str:
    return f"postgresql://cockpit@127.0.0.1:{port}/postgres"


def initdb(programs: Path, folder: Path) -> list[str | Path]:
    """The command that makes an empty cluster in `folder`/data."""
    options = ["-U", "cockpit", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    return [programs / "initdb", "-D", folder / "data", *options]


def _postgres_programs() -> Path:
    """The folder of the newest PostgreSQL: Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise ServerFailed("PostgreSQL is not installed: run sh scripts/system.sh")
    return Path(on_path).resolve().parent


def unmeasured() -> dict[str, str]:
    """The environment of a process that will be interrupted: coverage does not measure it.

    An interruption that falls into coverage's own locked code leaves the lock taken, and the process waits for ever.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}


def without_rights() -> dict[str, Any]:
    """How root starts a process as somebody with no rights (arguments of Popen); nothing for anybody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerFailed("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.")


@contextmanager
def _running(
    command: Callable[[int], list[str | Path]],
    answers: Callable[[int], None],
    *,
    stop: signal.Signals,
    folder: Path,
    **servant: Any,
) -> Iterator[int]:
    log = folder / "log"
    for _ in range(TRIES):
        port = free_port()
        with log.open("wb") as out:
            process = subprocess.Popen(command(port), cwd=folder, stdout=out, stderr=out, **servant)
        try:
            if _came_up(process, answers, port):
                yield port
                return
        finally:
            _end(process, stop)
    raise ServerFailed(log.read_text(errors="replace")[-2000:])


def _came_up(process: subprocess.Popen[bytes], answers: Callable[[int], None], port: int) -> bool:
    patience = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < patience:
        try:
            answers(port)
        except (psycopg.OperationalError, pymysql.err.OperationalError, redis.ConnectionError):
            time.sleep(0.05)
        else:
            return True
    return False


def _end(process: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    process.send_signal(stop)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
