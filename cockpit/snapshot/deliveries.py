"""Who got a week: one line before a message is handed over and one after, so that a crash sends nothing twice."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import orjson

from cockpit.calendar import Week
from cockpit.errors import SnapshotRefused


class DeliveryState(StrEnum):
    """How far a message is."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    AGAIN = "again"
    DOUBT = "doubt"
    """It was being handed over and nobody knows how that ended. It is not sent again until somebody says so."""


OPEN = (DeliveryState.PLANNED, DeliveryState.FAILED, DeliveryState.AGAIN)


@dataclass(frozen=True)
class Deliveries:
    """The ledger of one week; a line is on disk before anything happens that it speaks of."""

    var: Path
    week: Week

    @property
    def file(self) -> Path:
        return self.var / "deliveries" / f"{self.week}.jsonl"

    def states(self) -> dict[str, DeliveryState]:
        """The state of each message by its Message-ID; a line that a crash has torn counts for nothing."""
        states: dict[str, DeliveryState] = {}
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        for line in lines:
            try:
                said = orjson.loads(line)
                states[said["message"]] = DeliveryState(said["state"])
            except (ValueError, KeyError, TypeError):
                continue
        return {
            message: DeliveryState.DOUBT if state == DeliveryState.SENDING else state
            for message, state in states.items()
        }

    def open(self) -> set[str]:
        return {message for message, state in self.states().items() if state in OPEN}

    def plan(self, messages: Iterable[tuple[str, str]], *, at: datetime) -> None:
        """Message-IDs with their addresses; those that are known already stay as they are."""
        known = self.states()
        for message, address in messages:
            if message not in known:
                self.write(message, DeliveryState.PLANNED, address=address, at=at)

    def write(self, message: str, state: DeliveryState, *, address: str, at: datetime, said: str = "") -> None:
        """Adds a line and waits until it is on disk; SnapshotRefused where it cannot be written."""
        line = {"at": at.isoformat(timespec="seconds"), "message": message, "state": state, "to": address, "said": said}
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            entry = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
            try:
                os.write(entry, b"\n" * self._torn() + orjson.dumps(line) + b"\n")
                os.fsync(entry)
            finally:
                os.close(entry)
        except OSError as failed:
            raise SnapshotRefused(
                f"{self.file} cannot be written ({failed.strerror}).", "Nothing is sent without it; make room."
            ) from failed

    def _torn(self) -> bool:
        """The last line has no end: a crash came in between."""
        try:
            with self.file.open("rb") as held:
                held.seek(-1, os.SEEK_END)
                return held.read(1) != b"\n"
        except OSError:
            return False
