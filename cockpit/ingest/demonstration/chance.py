"""Chance that falls the same way on every machine: one generator by name, whole numbers, and no library of curves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Only `Random.random` is used: the rest of the library may draw differently from one Python to the next."""

    def __init__(self, seed: int, name: str) -> None:
        self._draw = Random(f"{seed} {name}").random

    def whole(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self._draw() * (most - least + 1))

    def happens(self, permille: int) -> bool:
        return self._draw() * 1000 < permille

    def shuffled(self, things: Sequence[T]) -> list[T]:
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.whole(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def weighted(self, things: Sequence[T], weights: Sequence[int]) -> T:
        drawn = self.whole(1, sum(weights))
        for thing, limit in zip(things, accumulate(weights), strict=True):
            if drawn <= limit:
                return thing
        raise ValueError("nothing to choose from")

    def around(self, value: int, permille: int) -> int:
        """`value`, up to so many thousandths more or less."""
        return value * self.whole(1000 - permille, 1000 + permille) // 1000


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared out by weight; the parts always add up to it again."""
    whole = sum(weights)
    parts, before = [], 0
    for limit in accumulate(weights):
        upto = total * limit // whole
        parts.append(upto - before)
        before = upto
    return parts
