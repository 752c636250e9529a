"""The last sign of life of every screen: which scene, which version, how it is."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from cockpit.errors import ScopeWrong
from cockpit.web.wall.shared_files import MOST, SharedFiles

EVERY = 10
"""Seconds between two notes of a screen that says the same."""
LATE = 30
"""Seconds without a sign after which a screen is late; it asks every 2.5."""
SHAPES = {
    "scene": re.compile(r"[a-z0-9-]{0,40}"),
    "shown": re.compile(r"[A-Za-z0-9-]{0,64}"),
    "size": re.compile(r"[0-9]{1,5}x[0-9]{1,5}|"),
}


class PageState(StrEnum):
    """What a page of the wall says of itself."""

    OK = "ok"
    LOST = "lost"
    """It had lost the server."""
    HUNG = "hung"
    """It does not tick."""


@dataclass(frozen=True)
class Heartbeat:
    """`at` is in seconds since 1970."""

    at: float
    scene: str
    shown: str
    state: PageState
    size: str


@dataclass(frozen=True)
class HeardBeat:
    """The last sign that this process heard of a screen, and when it kept one on disk."""

    sign: Heartbeat
    kept_at: float


def heartbeat(given: Mapping[str, str]) -> dict[str, str]:
    """What a page says of itself; ScopeWrong where no page of ours would say so."""
    said = {name: given.get(name, "") for name in SHAPES}
    for name, shape in SHAPES.items():
        if not shape.fullmatch(said[name]):
            raise ScopeWrong(name, "No page says so of itself.", shape.pattern)
    state = given.get("state", PageState.OK)
    if state not in list(PageState):
        raise ScopeWrong("state", "No page says so of itself.", ", ".join(PageState))
    return {**said, "state": state}


def _sign(at: float, said: Mapping[str, str]) -> Heartbeat:
    return Heartbeat(at, said["scene"], said["shown"], PageState(said["state"]), said["size"])


class Heartbeats:
    """Kept in files that all processes share, and in the memory of the process that heard them: a full disk costs
    what the others heard. `planned` screens are always kept."""

    def __init__(self, folder: Path, *, planned: Collection[str] = (), now: Callable[[], float] = time.time) -> None:
        self._slips = SharedFiles(folder, planned=planned, spared_s=LATE)
        self._now = now
        self._lock = Lock()
        self._heard: OrderedDict[str, HeardBeat] = OrderedDict()

    def note(self, screen: str, said: dict[str, str]) -> None:
        """Kept on disk at most every ten seconds, or at once where something changed."""
        now = self._now()
        one = _sign(now, said)
        if one.state == PageState.HUNG and (
            last := self.of(screen)
        ):  # its worker speaks for it, and knows nothing else
            one = replace(last, at=now, state=PageState.HUNG)
        with self._lock:
            before = self._heard.pop(screen, None)
            due = before is None or replace(before.sign, at=now) != one or abs(now - before.kept_at) >= EVERY
            self._heard[screen] = HeardBeat(one, now if due or before is None else before.kept_at)
            while len(self._heard) > MOST:
                self._heard.popitem(last=False)
        if due:
            self._slips.write(screen, asdict(one))

    def all(self) -> dict[str, Heartbeat]:
        with self._lock:
            heard = list(self._heard)
        names = sorted({*self._slips.names(), *heard})
        return {name: one for name in names if (one := self.of(name)) is not None}

    def of(self, screen: str) -> Heartbeat | None:
        """The newest, whether this process heard it or another."""
        with self._lock:
            heard = self._heard.get(screen)
        kept = self._of(self._slips.read(screen))
        if heard is None or kept is None:
            return heard.sign if heard else kept
        return max(heard.sign, kept, key=lambda one: one.at)

    def known(self, screen: str) -> bool:
        """Whether it says anything that there is no sign: not while what another process hears cannot be kept."""
        return self._slips.writable(screen)

    def late(self, one: Heartbeat) -> bool:
        return abs(self._now() - one.at) > LATE  # also where the clock was put back

    def ago(self, one: Heartbeat) -> int:
        return max(0, int(self._now() - one.at))

    @staticmethod
    def _of(found: dict[str, Any] | None) -> Heartbeat | None:
        """None where the file holds anything else: one that is no number would fail the page of all screens."""
        try:
            if found and len(found) == len(fields(Heartbeat)):
                return _sign(float(found["at"]), heartbeat(found))
        except (KeyError, TypeError, ValueError, ScopeWrong):
            pass
        return None
