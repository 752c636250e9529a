"""How much of a change each member explains. Pure arithmetic; the parts add up to the change, to the last digit.

A number that is added up: each member explains its own change. A share: each explains by its own rate, weighed by its
mean weight, and by its weight, valued by its mean distance from the whole; both together are its part of the change
exactly. A percentile: the members' histograms are replaced one after another, the largest first (连环替代法).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cockpit.metrics.measure import Measure, Percentile, Share
from cockpit.metrics.row_selection import Totals
from cockpit.units import UNITS
from cockpit.units.unit import UnitStyle

Members = Mapping[str, Totals]
Value = int | float


@dataclass(frozen=True)
class Contribution:
    """`before` and `after` are the member's own numbers; of a share, `rate` and `mix` add up to the change."""

    code: str
    before: Value | None
    after: Value | None
    change: Value
    rate: Value | None = None
    mix: Value | None = None


def explain(measure: Measure, before: Members, after: Members, *, unit: str, change: Value) -> tuple[Contribution, ...]:
    """Largest first; their changes add up to `change`, which is what two boards say of the whole."""
    codes = sorted({*before, *after})
    if isinstance(measure, Share):
        return _ordered(_share(measure, before, after, codes=codes, change=change))
    if isinstance(measure, Percentile):
        return _ordered(_percentile(measure, before, after, codes=codes, unit=unit, change=change))
    return _ordered(
        Contribution(code, old, new, (new or 0) - (old or 0))
        for code in codes
        for old, new in [(_own(measure, before.get(code)), _own(measure, after.get(code)))]
        if (new or 0) != (old or 0) or new
    )


def _own(measure: Measure, totals: Totals | None) -> Value | None:
    return None if totals is None else measure.made(totals)


def _ordered(found: Iterable[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(found, key=lambda one: (-abs(one.change), one.code)))


def _share(measure: Share, before: Members, after: Members, *, codes: list[str], change: Value) -> list[Contribution]:
    sides = []
    for members in (before, after):
        parts = {
            code: Fraction(measure.part.made(members[code]) or 0) if code in members else Fraction() for code in codes
        }
        wholes = {
            code: Fraction(measure.whole.made(members[code]) or 0) if code in members else Fraction() for code in codes
        }
        sides.append((parts, wholes, sum(parts.values()), sum(wholes.values())))
    (part0, whole0, all0, under0), (part1, whole1, all1, under1) = sides
    if not under0 or not under1:
        return []
    middle = (all0 / under0 + all1 / under1) / 2
    rates, mixes = [], []
    for code in codes:
        weight0, weight1 = whole0[code] / under0, whole1[code] / under1
        # A member without weight on one side has no rate there; it takes the one it has, so that all is mix.
        rate0 = part0[code] / whole0[code] if whole0[code] else None
        rate1 = part1[code] / whole1[code] if whole1[code] else None
        rate0, rate1 = (rate1 if rate0 is None else rate0), (rate0 if rate1 is None else rate1)
        if rate0 is None or rate1 is None:
            rate0 = rate1 = middle
        rates.append((weight0 + weight1) / 2 * (rate1 - rate0))
        mixes.append(((rate0 + rate1) / 2 - middle) * (weight1 - weight0))
    rounded = settled([*rates, *mixes], change, places=6)
    found = []
    for at, code in enumerate(codes):
        rate, mix = rounded[at], rounded[at + len(codes)]
        found.append(
            Contribution(
                code,
                _rounded(_own(measure, before.get(code)), 6),
                _rounded(_own(measure, after.get(code)), 6),
                round(rate + mix, 6),
                rate=rate,
                mix=mix,
            )
        )
    return found


def _percentile(
    measure: Percentile, before: Members, after: Members, *, codes: list[str], unit: str, change: Value
) -> list[Contribution]:
    def size(code: str) -> float:
        return sum(float(value or 0) for side in (before, after) for value in side.get(code, {}).values())

    held = {code: dict(before.get(code, {})) for code in codes}
    order = sorted(codes, key=lambda code: (-size(code), code))
    steps, last = [], Fraction(measure.made(_added(held.values())) or 0)
    for code in order:
        held[code] = dict(after.get(code, {}))
        here = Fraction(measure.made(_added(held.values())) or 0)
        steps.append(here - last)
        last = here
    places = 1 if UNITS[unit].style == UnitStyle.MILLISECONDS else 6
    return [
        Contribution(
            code,
            _rounded(_own(measure, before.get(code)), places),
            _rounded(_own(measure, after.get(code)), places),
            step,
        )
        for code, step in zip(order, settled(steps, change, places=places), strict=True)
    ]


def _added(members: Iterable[Totals]) -> dict[str, int | float | None]:
    total: dict[str, int | float | None] = {}
    for one in members:
        for name, value in one.items():
            total[name] = (total.get(name) or 0) + (value or 0)
    return total


def _rounded(value: Value | None, places: int) -> Value | None:
    return None if value is None else round(value, places)


def settled(parts: list[Fraction], change: Value, *, places: int) -> list[float]:
    """Parts rounded so that they add up to the change as it is written: the largest remainders give way."""
    unit = 10**places
    scaled = [part * unit for part in parts]
    floors = [part.__floor__() for part in scaled]
    left = round(change * unit) - sum(floors)
    by_rest = sorted(range(len(parts)), key=lambda at: (floors[at] - scaled[at], at))
    step = 1 if left >= 0 else -1
    order = by_rest if step > 0 else by_rest[::-1]
    for turn in range(abs(left) if parts else 0):
        floors[order[turn % len(order)]] += step
    return [floor / unit for floor in floors]
