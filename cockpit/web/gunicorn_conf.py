"""How gunicorn serves the cockpit."""

from __future__ import annotations

import gc
from typing import Any

from cockpit.settings import ROOT, read
from cockpit.web import wall_warm_up

_settings = read()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "gthread"  # a slow visitor holds a thread, not a worker
threads = 4
preload_app = True  # the workers share what is imported; nothing connects to the database before they fork
pythonpath = str(ROOT)
accesslog = None
loglevel = "warning"
timeout = 60
graceful_timeout = 10
keepalive = 5
no_control_socket = True  # a second cockpit of the same user would take it over


def post_worker_init(worker: Any) -> None:
    """Say where the cockpit is once the first worker takes requests.

    A board is some hundred thousand small objects that live together; looking through them for cycles, and through all
    that was imported, again and again while they are made costs a fifth of the time. A request leaves some twenty
    objects in cycles: the young ones are looked through often enough that a week of them does not make a worker large.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    wall_warm_up.begin(worker.wsgi, token=next(iter(_settings.kiosk_tokens), None))
    if worker.age == 1:
        host = "127.0.0.1" if _settings.host in ("0.0.0.0", "::") else _settings.host
        place = f"http://{host}:{_settings.port}"
        for name, path in (("wall", "/wall"), ("desk", "/desk"), ("API", "/api/v1/board")):
            print(f"{name:<5}{place}{path}", flush=True)
