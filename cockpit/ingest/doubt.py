"""Why what a source writes is no day or no moment."""

from __future__ import annotations

from enum import StrEnum


class Doubt(StrEnum):
    """Why a text is no day or no moment."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    TIME = "time"
    """It is a time that a clock shows twice or never, or one of day or night."""
    YEAR = "year"
    """There is a month and a day, and no year."""
    ZONE = "zone"
    """There is a clock time, and neither an offset nor a time zone of the source."""
    END = "end"
    """It is 24:00, which belongs to two days, and a day is asked for."""


class Doubtful(ValueError):
    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt
