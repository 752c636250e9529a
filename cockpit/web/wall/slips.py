"""Small files that the processes of the server share: each is whole or not there, the newest wins."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import Any

import orjson

log = logging.getLogger(__name__)

MOST = 64
"""Names that are kept; whoever invents more pushes the oldest out."""


class Slips:
    """One kind of slip, a JSON object for each name; names are checked before they come here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> dict[str, Any] | None:
        try:
            value = orjson.loads((self._folder / f"{name}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def write(self, name: str, value: dict[str, Any]) -> bool:
        """Whole or not at all; a full disk costs the slip, never the page."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = not (self._folder / f"{name}.json").exists()
            handle, part = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps(value))
            Path(part).replace(self._folder / f"{name}.json")
        except OSError as failed:
            log.warning("the slip of %s cannot be kept: %s", name, failed)
            return False
        if fresh:
            self._tidy()
        return True

    def drop(self, name: str) -> None:
        (self._folder / f"{name}.json").unlink(missing_ok=True)

    def names(self) -> list[str]:
        return sorted(file.stem for file in self._folder.glob("*.json"))

    def _tidy(self) -> None:
        def age(file: Path) -> float:
            try:
                return file.stat().st_mtime
            except FileNotFoundError:
                return 0.0

        for old in sorted(self._folder.glob("*.json"), key=age)[:-MOST]:
            old.unlink(missing_ok=True)
