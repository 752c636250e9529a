"""A time without the database, as the log hears of it: when it begins, once an hour while it lasts, when it is over."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from cockpit.errors import CockpitError
from cockpit.units import Text

log = logging.getLogger(__name__)

HOUR = 3600


SILENT = Text("数据库无应答", "the database does not answer")
BROKEN = Text("数据库无法读取", "the database cannot be read")


class OutageLog:
    """Pages ask every few seconds; a log that repeats the same line for each of them hides what else went wrong."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._begun: float | None = None
        self._told: tuple[str, float] = ("", 0.0)

    def goes_on(self, failed: CockpitError) -> None:
        now = self._now()
        self._begun = now if self._begun is None else self._begun
        words, at = self._told
        if words != str(failed) or now - at >= HOUR:
            self._told = (str(failed), now)
            log.warning("serving the last good boards: %s", failed)

    def over(self) -> None:
        if self._begun is None:
            return
        log.warning("the database answers again, after %.0f s", self._now() - self._begun)
        self._begun, self._told = None, ("", 0.0)
