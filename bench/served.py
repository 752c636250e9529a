"""The cockpit as it is served, for a bench: up before it is asked, gone at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from cockpit.settings import ROOT
from tests.servers import free_port


@contextmanager
def served(**settings: str) -> Iterator[str]:
    """Its address; `settings` are variables of its environment."""
    port = free_port()
    env = {**os.environ, **settings, "PORT": str(port)}
    command = [sys.executable, "-m", "cockpit.cli", "serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                break
            except OSError:
                if server.poll() is not None:
                    sys.exit("The server ended before its first page.")
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
