"""The difference of two numbers and how exact a number is kept: one arithmetic for boards, comparisons and weeks."""

from __future__ import annotations

from typing import Protocol

from cockpit.metrics.number import Note
from cockpit.metrics.reading import Found, worst
from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS
from cockpit.units.unit import UnitStyle

PLACES, MILLISECONDS = 6, 1
"""Decimals that are kept: enough to be exact on screen and equal on every machine."""


class KnownNumber(Protocol):
    """A number or what it was found as; `value` is None where it is not known, `note` then says why."""

    @property
    def value(self) -> int | float | None:
        """In the unit of its metric; a share from 0 to 1."""
        ...

    @property
    def provenance(self) -> Provenance | None:
        """The worst of the rows that it is made of."""
        ...

    @property
    def note(self) -> Note | None:
        """Why it has no value."""
        ...


def rounded(value: int | float | None, unit: str) -> int | float | None:
    """Whole numbers as they are; shares with six decimals, milliseconds with one."""
    if value is None or isinstance(value, int):
        return value
    return round(value, MILLISECONDS if UNITS[unit].style == UnitStyle.MILLISECONDS else PLACES)


def difference(now: KnownNumber, then: KnownNumber, *, unit: str) -> Found:
    """How far `now` is from `then`, by the worse of both provenances; nothing where either side is unknown."""
    if now.value is None or then.value is None:
        return Found(None, note=now.note if now.value is None else then.note)
    return Found(rounded(now.value - then.value, unit), worst(now.provenance, then.provenance))
