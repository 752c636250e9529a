"""A worker looks at the wall once before anybody does: its board is built, its scenes drawn, its files compressed."""

from __future__ import annotations

import re
from threading import Thread

from flask import Flask

from cockpit.web.wall.token import HEADER

ASSET = re.compile(r'(?:href|src|data-watchdog)="(/assets/[^"]+)"')
CODINGS = ("br", "gzip")


def begin(server: Flask, *, token: str | None = None) -> Thread:
    """In a thread of its own, so that nobody who asks meanwhile has to wait for it."""
    thread = Thread(target=look, args=(server,), kwargs={"token": token}, name="warm", daemon=True)
    thread.start()
    return thread


def look(server: Flask, *, token: str | None = None) -> list[str]:
    """The files that the wall needs, each asked for once in every coding. What fails here fails again where it is asked
    for, and is said there."""
    headers = {HEADER: token} if token else {}
    client = server.test_client(use_cookies=False)
    page = client.get("/wall", headers=headers)
    files = sorted(set(ASSET.findall(page.get_data(as_text=True)))) if page.status_code == 200 else []
    for coding in CODINGS:
        for file in files:
            client.get(file, headers={"Accept-Encoding": coding}).close()
    return files
