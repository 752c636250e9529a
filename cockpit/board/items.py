"""Items of which it is known whether they are stored: gaps, shares and their totals are over these and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.board.keys import PartKey
from cockpit.board.records import Row
from cockpit.metrics.number import Number
from cockpit.metrics.reading import worst
from cockpit.store.vocabulary import Provenance

STORED, CATALOGUED, MISSING = "volumes.items_stored", "volumes.items_catalogued", "volumes.items_missing"
KNOWN, REST = PartKey("known"), PartKey("rest")


@dataclass(frozen=True)
class Items:
    """Catalogued items; `part` names which of them, None where they are all that are catalogued."""

    number: Number
    part: PartKey | None = None


def comparable(numbers: Mapping[str, Number]) -> Items | None:
    """Catalogued items that can be held against the stored ones; None where no stored count is known."""
    found = [numbers.get(name) for name in (CATALOGUED, STORED, MISSING)]
    catalogued, stored, missing = found
    if catalogued is None or stored is None or missing is None or any(n is None or n.value is None for n in found):
        return None
    known = int((stored.value or 0) + (missing.value or 0))
    if known == catalogued.value:
        return Items(catalogued)
    return Items(_some(catalogued, known, worst(stored.provenance, missing.provenance)), KNOWN)


def left_out(row: Row) -> Items | None:
    """Catalogued items of a library whose stored count is not known; None where there are none."""
    catalogued = row.numbers.get(CATALOGUED)
    if catalogued is None or not catalogued.value:
        return None
    held = comparable(row.numbers)
    if held is None:
        return Items(catalogued)
    rest = int(catalogued.value - (held.number.value or 0))
    return Items(_some(catalogued, rest, catalogued.provenance), REST) if rest > 0 else None


def _some(catalogued: Number, value: int, provenance: Provenance | None) -> Number:
    """What was published of all of them and how they moved is not true of some."""
    return Number(value, catalogued.unit, as_of=catalogued.as_of, provenance=provenance)
