"""A worker looks at the wall once before anybody does: its board is built, its scenes drawn, its files compressed.

Then it goes on, and after every load looks up what drawers and the page of trust will need
(cockpit/web/week_warm_up.py).
"""

from __future__ import annotations

import re
from threading import Event, Thread

from flask import Flask

from cockpit.roles import EVERYONE
from cockpit.web.identity import ASKS_AS
from cockpit.web.wall.token import HEADER

AHEAD = "cockpit-ahead"
"""Under which name of its extensions a server has what is to be looked up."""
PAGES = ("/wall", "/desk")
ASSET = re.compile(r'(?:href|src|data-watchdog)="(/assets/[^"]+)"')
CODINGS = ("br", "gzip")


def begin(server: Flask, *, token: str | None = None, ended: Event | None = None) -> Thread:
    """In a thread of its own, so that nobody who asks meanwhile has to wait for it; it goes on until `ended` is set."""
    until = ended or Event()

    def run() -> None:
        look(server, token=token)
        ahead = server.extensions[AHEAD]
        ahead.look()
        ahead.follow(until)

    thread = Thread(target=run, name="warm", daemon=True)
    thread.start()
    return thread


def look(server: Flask, *, token: str | None = None) -> list[str]:
    """The files that wall and desk need, each asked for once in every coding. What fails here fails again where it is
    asked for, and is said there."""
    headers = {HEADER: token} if token else {}
    client = server.test_client(use_cookies=False)
    whole = {ASKS_AS: EVERYONE}
    pages = [client.get(path, headers=headers, environ_overrides=whole) for path in PAGES]
    named = {file for page in pages if page.status_code == 200 for file in ASSET.findall(page.get_data(as_text=True))}
    files = sorted(named)
    for coding in CODINGS:
        for file in files:
            client.get(file, headers={"Accept-Encoding": coding}).close()
    return files
