"""Which numbers may stand in a sentence, and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cockpit.board.board import BoardReconciliation, Headline, Phrase, Row
from cockpit.board.headline import Sentence
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import FLOOR
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS, Text, sentence
from cockpit.units.messages import OWN, Counted, languages, message
from cockpit.units.write import MINUS


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
    value, qualifier = (number.published, number.qualifier) if published else (number.value, None)
    return sentence(value or 0, number.unit, language, qualifier).replace("-", MINUS)


def spoken(number: Number) -> Counted:
    """A number for a message; in Chinese with what it counts: 6亿多条, 34个, 200个以上."""
    unit = UNITS[number.unit].text.zh
    words = said(number, "zh")
    zh = f"{words.removesuffix(FLOOR)}{unit}{FLOOR}" if words.endswith(FLOOR) else f"{words}{unit}"
    value = number.value if number.published is None else number.published
    return Counted(Text(zh, said(number, "en")), value or 0)


def mark(name: str) -> Text:
    """A punctuation mark of every language: comma, clause (a semicolon), stop."""
    return message(f"mark.{name}")


def quote(metric: str, number: Number, *, member: RowKey | None = None) -> Quote:
    """A number as `said` says it; in Chinese a floor (以上) stands after what is counted and not in the quote."""
    part = PartKey("published") if number.published is not None and number.published != number.value else None
    return Quote(
        Text(said(number, "zh").removesuffix(FLOOR), said(number, "en")), metric, number, member=member, part=part
    )


def apart(one: BoardReconciliation, *, then: bool = False) -> Quote:
    """How far the parts are from the whole; the sign stays in the number. `then`: it is one of the board before."""
    words = f"{abs(one.difference or 0):,}"
    number = replace(one.whole, value=one.difference, published=None, qualifier=None, previous=None, change=None)
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
    """A sentence in the making: phrases in every language, and the numbers in them."""

    phrases: dict[str, list[Phrase]] = field(default_factory=lambda: {language: [] for language in languages()})
    numbers: list[int | float] = field(default_factory=list)

    def say(self, text: Text, *numbers: int | Quote, em: bool = False, ends: bool = False) -> SentenceDraft:
        """`numbers` are those in the phrase: quotes of the board, or counts that are said in words."""
        quotes = tuple(one for one in numbers if isinstance(one, Quote))
        for language, phrases in self.phrases.items():
            if text[language]:
                phrases.append(Phrase(text[language], em, ends, quotes))
        self.numbers.extend(one.value if isinstance(one, Quote) else one for one in numbers)
        return self

    def done(self) -> Headline:
        """A sentence begins with a capital letter where its language has any, whatever stands there."""
        made = {one: _begun(said) if one != "zh" else tuple(said) for one, said in self.phrases.items()}
        others = tuple((language, made[language]) for language in made if language not in OWN)
        return Headline(made["zh"], made["en"], tuple(self.numbers), others)

    def __bool__(self) -> bool:
        return any(self.phrases.values())


def _begun(phrases: list[Phrase]) -> Sentence:
    first, *others = phrases
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *others)
