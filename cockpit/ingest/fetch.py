"""The way to sources on the network; see Fetch."""

from __future__ import annotations

from typing import Protocol


class Fetch(Protocol):
    def get(self, url: str, params: dict[str, str] | None = None) -> bytes: ...
