"""Provincial returns: a few deliveries, each with more items and more records than the one before."""

from __future__ import annotations

from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.chance import apportion
from cockpit.ingest.demonstration.history import Changes
from cockpit.ingest.demonstration.rhythm import DAY
from cockpit.store.vocabulary import UnitLevel

DELIVERIES = ((520, 3, 7), (420, 3, 14), (326, 3, 21), (205, 2, 16), (112, 2, 23), (35, 2, 13), (14, 0, 6))
"""Days before the last, part of the items, part of the records."""


def changes(calibration: Calibration) -> Changes:
    moves = Changes(2, calibration.rhythm.first_day)
    items = apportion(calibration.published("volumes.return_items"), [part for _, part, _ in DELIVERIES])
    records = apportion(calibration.published("volumes.return_records"), [part for _, _, part in DELIVERIES])
    (province, *_) = calibration.units(UnitLevel.PROVINCE)
    for (ago, *_), more_items, more_records in zip(DELIVERIES, items, records, strict=True):
        moves.move((province,), calibration.rhythm.last_day - ago * DAY, more_items, more_records)
    return moves
