"""Which numbers may stand in a sentence, and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cockpit.board.board import BoardReconciliation, Headline, Phrase, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text, sentence
from cockpit.units.write import MINUS

FLOOR = "以上"
COUNTED_ZH = "零一二三四五六七八九十"
COUNTED_EN = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


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
    return (
        number is not None
        and number.value is not None
        and number.provenance in (Provenance.PUBLISHED, Provenance.MEASURED)
    )


def said(number: Number, language: str) -> str:
    """As it was published where it was published (6亿多), else as it is."""
    published = number.published is not None
    value, qualifier = (number.published, number.published_qualifier) if published else (number.value, None)
    return sentence(value or 0, number.unit, language, qualifier).replace("-", MINUS)


def measured(number: Number, unit: str) -> str:
    """A Chinese number with what it counts: 6亿多条, and 200个以上."""
    words = said(number, "zh")
    return f"{words.removesuffix(FLOOR)}{unit}{FLOOR}" if words.endswith(FLOOR) else f"{words}{unit}"


def counted(number: int, language: str) -> str:
    """A count that is no number of the board, at the start of an English sentence."""
    if not 0 <= number <= 10:
        return str(number)
    if language == "zh" and number == 2:
        return "两"
    return COUNTED_EN[number] if language == "en" else COUNTED_ZH[number]


def plural(number: Number | int, thing: str) -> str:
    """The English word behind a number, as the number is written: 1 dataset, 0 datasets."""
    written = str(number) if isinstance(number, int) else said(number, "en")
    return thing if written.split(" ")[-1] == "1" else f"{thing}s"


def english(mark: str, stop: str = ";") -> str:
    return {"，": ",", "；": stop, "。": "."}[mark]


def quote(metric: str, number: Number, *, member: RowKey | None = None) -> Quote:
    """A number as `said` says it; in Chinese a floor (以上) stands after what is counted and not in the quote."""
    part = PartKey("published") if number.published is not None and number.published != number.value else None
    return Quote(
        Text(said(number, "zh").removesuffix(FLOOR), said(number, "en")), metric, number, member=member, part=part
    )


def apart(one: BoardReconciliation, *, then: bool = False) -> Quote:
    """How far the parts are from the whole; the sign stays in the number. `then`: it is one of the board before."""
    words = f"{abs(one.difference or 0):,}"
    number = replace(
        one.whole, value=one.difference, published=None, published_qualifier=None, previous=None, change=None
    )
    member = RowKey("reconciliations", one.name)
    return Quote(
        Text(words, words),
        one.whole_metric,
        number,
        member=member,
        part=PartKey("before", "difference") if then else PartKey("difference"),
    )


@dataclass
class SentenceDraft:
    """A sentence in the making: phrases in both languages, and the numbers in them."""

    zh: list[Phrase] = field(default_factory=list)
    en: list[Phrase] = field(default_factory=list)
    numbers: list[int | float] = field(default_factory=list)

    def say(self, zh: str, en: str, *numbers: int | Quote, em: bool = False, ends: bool = False) -> SentenceDraft:
        """`numbers` are those in the phrase: quotes of the board, or counts that are said in words."""
        quotes = tuple(one for one in numbers if isinstance(one, Quote))
        self.zh.append(Phrase(zh, em, ends, quotes))
        self.en.append(Phrase(en, em, ends, quotes))
        self.numbers.extend(one.value if isinstance(one, Quote) else one for one in numbers)
        return self

    def done(self) -> Headline:
        """An English sentence begins with a capital letter, whatever stands there."""
        first, *others = self.en
        begun = replace(first, text=first.text[:1].upper() + first.text[1:])
        return Headline(tuple(self.zh), (begun, *others), tuple(self.numbers))

    def __bool__(self) -> bool:
        return bool(self.zh)
