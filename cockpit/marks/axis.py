"""An axis: at most four round lines, and the one scale (万, 亿, million) in which a column or chart is written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from cockpit.units import UNITS
from cockpit.units.unit import UnitStyle

NICE = (1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0)
SCALES = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, "billion"), (10**6, "million")),
}


@dataclass(frozen=True)
class Scale:
    """`word` and `unit` go into the panel's header, so that the numbers below need neither.

    `places` are the decimals in which a column can write all of its values, the smallest too.
    """

    divisor: float
    word: str
    unit: str
    places: int = 0

    @property
    def label(self) -> str:
        gap = " " if self.word and self.word.isascii() and self.word != "%" else ""
        return f"{self.word}{gap}{self.unit}"

    def write(self, value: float | None, *, places: int | None = None, floor: bool = False) -> str:
        """A value in this scale, with thousands commas; None is a dash. A `floor` is never rounded up."""
        if value is None:
            return "—"
        number = Decimal(str(value)) / Decimal(str(self.divisor))
        digits = self.digits(number) if places is None else places
        text = f"{number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN if floor else ROUND_HALF_UP):,f}"
        # Little is not nothing: 27 exchanges in a column of 万 are not written 0.00.
        return f"<{text[:-1]}1" if number > 0 and not text.strip("0.") else text

    def digits(self, number: Decimal) -> int:
        """Decimals of one value. A million is a hundred 万, so it needs the decimals that 万 does without."""
        if number == number.to_integral_value():
            return 0
        large = 100 if self.word.isascii() and self.word not in ("", "%") else 10
        return 0 if abs(number) >= large else 1 if abs(number) >= 10 else 2


def scale(values: Sequence[float | None], unit: str, language: str = "zh") -> Scale:
    """The one scale that suits the largest of the values."""
    kind = UNITS[unit]
    if kind.style == UnitStyle.SHARE:
        return Scale(0.01, "%", "")
    largest = max((abs(value) for value in values if value is not None), default=0)
    if kind.style == UnitStyle.VOLUME:
        for divisor, word in SCALES["en" if language == "en" else "zh"]:
            if largest >= divisor:
                chosen = Scale(divisor, word, kind.text[language])
                known = [Decimal(str(value)) / divisor for value in values if value is not None]
                return replace(chosen, places=max(map(chosen.digits, known)))
    return Scale(1, "", kind.text[language])


@dataclass(frozen=True)
class Axis:
    ticks: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    @property
    def top(self) -> float:
        """A little over the highest line, which Plotly would leave out at the very edge."""
        return self.high + (self.high - self.low) * 0.02

    @property
    def bottom(self) -> float:
        """Zero is the ground; any other lowest line keeps the same distance from the edge."""
        return self.low if self.low == 0 else self.low - (self.high - self.low) * 0.02

    def at(self, value: float) -> float:
        """How far from the top, in percent of the height."""
        return round((self.top - value) / (self.top - self.bottom) * 100, 2)


def axis(values: Sequence[float | None], written: Scale, *, zero: bool = True) -> Axis:
    """Round lines around the values; a level may be cut (`zero=False`), because both ends carry their values."""
    known = [value for value in values if value is not None] or [0]
    low = min(0, *known) if zero else min(known)
    high = max(known)
    if high == low:
        high = low + max(abs(low) * 0.02, written.divisor)
    step = _step((high - low) / 3, low, high)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    ticks = tuple(step * count for count in range(first, last + 1))
    places = next((digits for digits in range(6) if _apart(ticks, written, digits)), 6)
    return Axis(ticks, tuple(written.write(tick, places=places) for tick in ticks))


def _step(least: float, low: float, high: float) -> float:
    """The smallest round step with at most four lines."""
    power = 10.0 ** math.floor(math.log10(least))
    for size in (power, power * 10):
        for nice in NICE:
            step = nice * size
            if step >= least and math.ceil(high / step) - math.floor(low / step) <= 3:
                return step
    return power * 100


def _apart(ticks: tuple[float, ...], written: Scale, places: int) -> bool:
    """Whether this many decimals write every line exactly enough to tell them apart."""
    shown = [round(tick / written.divisor, places) for tick in ticks]
    gap = (ticks[1] - ticks[0]) / written.divisor
    return all(abs((after - before) - gap) < gap * 1e-6 for before, after in pairwise(shown))
