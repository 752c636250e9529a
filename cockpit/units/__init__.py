"""How a number is written: 万 and 亿, million and billion, tabular, signed, never invented."""

from cockpit.units.text import Text, one_line
from cockpit.units.unit import UNITS, Unit
from cockpit.units.write import Written, change, count, day, exact, figure, qualified, ratio, sentence, share

__all__ = [
    "UNITS",
    "Text",
    "Unit",
    "Written",
    "change",
    "count",
    "day",
    "exact",
    "figure",
    "one_line",
    "qualified",
    "ratio",
    "sentence",
    "share",
]
