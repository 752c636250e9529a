"""Which kinds of charts files and slides hold."""

from __future__ import annotations

from enum import StrEnum


class ChartKind(StrEnum):
    BAR = "bar"
    """Lying, one under another."""
    COLUMN = "column"
    """Standing, one beside another."""
    LINE = "line"
