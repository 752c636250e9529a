"""Cancellation of an event of a calendar, as its state says it."""

from __future__ import annotations

from typing import Any

CALLED_OFF = ("CANCELLED", "CANCELED")


def called_off(event: Any) -> bool:
    return str(event.get("STATUS", "")).strip().upper() in CALLED_OFF


def call_off(event: Any) -> None:
    event["STATUS"] = CALLED_OFF[0]
