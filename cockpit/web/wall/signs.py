"""The last sign of life of every screen: which scene, which version, how it is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from cockpit.errors import ScopeWrong
from cockpit.web.wall.slips import Slips

EVERY = 10
"""Seconds between two notes of a screen that says the same."""
LATE = 30
"""Seconds without a sign after which a screen is late; it asks every 2.5."""
STATES = ("ok", "lost", "hung")
SHAPES = {
    "scene": re.compile(r"[a-z0-9-]{0,40}"),
    "shown": re.compile(r"[A-Za-z0-9-]{0,64}"),
    "size": re.compile(r"[0-9]{1,5}x[0-9]{1,5}|"),
}


@dataclass(frozen=True)
class Sign:
    """`at` is in seconds since 1970. `state`: lost where its page had lost the server, hung where it does not tick."""

    at: float
    scene: str
    shown: str
    state: str
    size: str


def sign(given: Mapping[str, str]) -> dict[str, str]:
    """What a page says of itself; ScopeWrong where no page of ours would say so."""
    said = {name: given.get(name, "") for name in SHAPES}
    for name, shape in SHAPES.items():
        if not shape.fullmatch(said[name]):
            raise ScopeWrong(name, "No page says so of itself.", shape.pattern)
    state = given.get("state", "ok")
    if state not in STATES:
        raise ScopeWrong("state", "No page says so of itself.", ", ".join(STATES))
    return {**said, "state": state}


class Signs:
    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._slips = Slips(folder)
        self._now = now
        self._lock = Lock()
        self._noted: dict[str, tuple[float, dict[str, str]]] = {}

    def note(self, screen: str, said: dict[str, str]) -> None:
        """Kept on disk at most every ten seconds, or at once where something changed."""
        now = self._now()
        with self._lock:
            at, before = self._noted.get(screen, (0.0, {}))
            if said == before and now - at < EVERY:
                return
            if screen not in self._noted and len(self._noted) > 1_000:
                self._noted.clear()
            self._noted[screen] = (now, said)
        if said["state"] == "hung":  # its worker speaks for it, and knows nothing else
            said = {**(self._slips.read(screen) or said), "state": "hung"}
        self._slips.write(screen, {**said, "at": now})

    def all(self) -> dict[str, Sign]:
        found = {name: self._of(self._slips.read(name)) for name in self._slips.names()}
        return {name: one for name, one in found.items() if one is not None}

    def of(self, screen: str) -> Sign | None:
        return self._of(self._slips.read(screen))

    def late(self, one: Sign) -> bool:
        return self._now() - one.at > LATE

    def ago(self, one: Sign) -> int:
        return max(0, int(self._now() - one.at))

    @staticmethod
    def _of(found: dict[str, Any] | None) -> Sign | None:
        try:
            return Sign(**found) if found else None
        except TypeError:
            return None
