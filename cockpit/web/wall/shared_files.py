"""Small files that the processes of the server share: each is whole or not there, the newest wins."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

import orjson

log = logging.getLogger(__name__)

MOST = 4_096
"""Names that are kept beside those of the plan, so that whoever invents names cannot fill the disk."""
LONGEST = 200
"""Bytes of a shared file, about."""


class SharedFiles:
    """One kind of shared file, a JSON object for each name; names are checked before they come here.

    Where `MOST` names are there a new one takes the place of the oldest that nobody wrote for `spared_s` seconds and
    that is not `planned`; where there is none it is not kept. `planned` names always are.
    """

    def __init__(self, folder: Path, *, planned: Collection[str] = (), spared_s: float) -> None:
        self._folder = folder
        self._planned = frozenset(planned)
        self._spared_s = spared_s
        self._failing = False
        self._full = False

    def read(self, name: str) -> dict[str, Any] | None:
        try:
            value = orjson.loads(self._file(name).read_bytes())
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def write(self, name: str, value: dict[str, Any]) -> bool:
        """Whole or not at all; a full disk costs the file, never the page."""
        try:
            kept = self._has_room(name, evicts=True)
            if kept:
                self._put(value, self._file(name))
        except OSError as failed:
            self._fails(str(failed))
            return False
        self._fails("")
        if not kept and not self._full:
            self._full = True  # said once: other names are kept all the while
            log.warning("%s holds %d names that were all written a moment ago; no other is kept", self._folder, MOST)
        return kept

    def writable(self, name: str) -> bool:
        """Whether a file of this name could be kept now; it is tried, for nothing else tells a full disk."""
        try:
            self._put({"tried": "." * LONGEST}, None)
            return self._has_room(name)
        except OSError:
            return False

    def drop(self, name: str) -> None:
        self._file(name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        return sorted(file.stem for file in self._folder.glob("*.json"))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _has_room(self, name: str, *, evicts: bool = False) -> bool:
        if name in self._planned or self._file(name).exists():
            return True
        if not self._folder.exists() or len(list(self._folder.iterdir())) < MOST:
            return True
        others = [file for file in self._folder.glob("*.json") if file.stem not in self._planned]
        if len(others) < MOST:
            return True
        written, oldest = min((_written(file), file) for file in others)
        if time.time() - written <= self._spared_s:
            return False
        if evicts:
            oldest.unlink(missing_ok=True)
        return True

    def _put(self, value: dict[str, Any], place: Path | None) -> None:
        """Without a place it is only tried."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps(value))
            if place is not None:
                Path(part).replace(place)
        finally:
            Path(part).unlink(missing_ok=True)

    def _fails(self, why: str) -> None:
        """Said when it begins and when it is over: a screen writes every few seconds."""
        if why and not self._failing:
            log.warning("what screens say cannot be kept in %s: %s", self._folder, why)
        elif self._failing and not why:
            log.warning("what screens say can be kept in %s again", self._folder)
        self._failing = bool(why)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
