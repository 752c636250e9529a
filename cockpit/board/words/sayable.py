"""Which numbers may stand in a sentence, and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cockpit.board.board import Headline, Phrase, Reconciliation, Row
from cockpit.board.quote import Quote
from cockpit.metrics.number import Number
from cockpit.units import Text, sentence


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


def quote(metric: str, number: Number, *, member: str | None = None) -> Quote:
    """A number as `said` says it."""
    part = "published" if number.published is not None and number.published != number.value else None
    return Quote(Text(said(number, "zh"), said(number, "en")), metric, number, member=member, part=part)


def apart(one: Reconciliation) -> Quote:
    """How far the parts are from the whole; the sign stays in the number."""
    words = f"{abs(one.difference or 0):,}"
    number = replace(one.whole, value=one.difference, published=None, qualifier=None, previous=None, change=None)
    member = f"reconciliations:{one.name}"
    return Quote(Text(words, words), one.whole_metric, number, member=member, part="difference")


@dataclass
class Line:
    """A sentence in the making: phrases in both languages, and the numbers in them."""

    zh: list[Phrase] = field(default_factory=list)
    en: list[Phrase] = field(default_factory=list)
    numbers: list[int | float] = field(default_factory=list)

    def say(self, zh: str, en: str, *numbers: int | Quote, em: bool = False, ends: bool = False) -> Line:
        """`numbers` are those in the phrase: quotes of the board, or counts that are said in words."""
        quotes = tuple(one for one in numbers if isinstance(one, Quote))
        self.zh.append(Phrase(zh, em, ends, quotes))
        self.en.append(Phrase(en, em, ends, quotes))
        self.numbers.extend(one.value if isinstance(one, Quote) else one for one in numbers)
        return self

    def done(self) -> Headline:
        return Headline(tuple(self.zh), tuple(self.en), tuple(self.numbers))

    def __bool__(self) -> bool:
        return bool(self.zh)
