"""A real nginx for tests, in a folder of its own, gone at the end; skipped where there is none."""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import ServerFailed

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NEEDED = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: run sh scripts/system.sh")

CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
{inside}
}}
"""


@contextmanager
def nginx(folder: Path, inside: str, *, port: int) -> Iterator[None]:
    """It runs with what stands `inside` its http block, and answers at `port`."""
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, inside=inside))
    command = [str(NGINX), "-p", str(folder), "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command)
    try:
        _wait(process, port, folder)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    patience = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < patience:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise ServerFailed((folder / "log").read_text()[-2000:])
