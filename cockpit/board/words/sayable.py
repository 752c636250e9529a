"""Which numbers may stand in a sentence, and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cockpit.board.board import Headline, Phrase, Row
from cockpit.metrics.number import Number
from cockpit.units import sentence


@dataclass(frozen=True)
class Draft:
    """Numbers and tables of the board that is being written, before it is frozen."""

    metrics: Mapping[str, Number]
    tables: Mapping[str, tuple[Row, ...]]

    def sayable(self, name: str) -> Number | None:
        number = self.metrics[name]
        return number if sayable(number) else None


def sayable(number: Number | None) -> bool:
    """Known, and not invented: a demo number never enters a headline."""
    return number is not None and number.value is not None and number.provenance in ("published", "measured")


def said(number: Number, language: str) -> str:
    """As it was published where it was published (6亿多), else as it is."""
    if number.published is not None:
        return sentence(number.published, number.unit, language, number.qualifier)
    return sentence(number.value or 0, number.unit, language)


def spoken(number: Number) -> int | float:
    """The value that `said` says."""
    return number.published if number.published is not None else number.value or 0


@dataclass
class Line:
    """A sentence in the making: phrases in both languages, and the numbers in them."""

    zh: list[Phrase] = field(default_factory=list)
    en: list[Phrase] = field(default_factory=list)
    numbers: list[int | float] = field(default_factory=list)

    def say(self, zh: str, en: str, *numbers: int | float, em: bool = False, ends: bool = False) -> Line:
        self.zh.append(Phrase(zh, em, ends))
        self.en.append(Phrase(en, em, ends))
        self.numbers.extend(numbers)
        return self

    def done(self) -> Headline:
        return Headline(tuple(self.zh), tuple(self.en), tuple(self.numbers))

    def __bool__(self) -> bool:
        return bool(self.zh)
