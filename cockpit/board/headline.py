"""A conclusion in both languages: phrases that are never broken inside, with the numbers that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cockpit.board.quote import Quote


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence that is never broken inside; `em` is the exception in it, `ends` its line on the wall."""

    text: str
    em: bool = False
    ends: bool = False
    quotes: tuple[Quote, ...] = ()

    def to_json(self) -> dict[str, Any]:
        quotes = [quote.to_json() for quote in self.quotes]
        return {"text": self.text, "em": self.em, "ends": self.ends, "quotes": quotes}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Phrase:
        return cls(**{**value, "quotes": tuple(Quote.from_json(quote) for quote in value["quotes"])})


Sentence = tuple[Phrase, ...]


@dataclass(frozen=True)
class Headline:
    """The conclusion of a scene in both languages. `numbers` are the board's numbers that stand in it."""

    zh: Sentence
    en: Sentence
    numbers: tuple[int | float, ...] = ()

    def __getitem__(self, language: str) -> Sentence:
        return self.en if language == "en" else self.zh

    def plain(self, language: str) -> str:
        return (" " if language == "en" else "").join(phrase.text for phrase in self[language])

    def to_json(self) -> dict[str, Any]:
        sentences = {language: [phrase.to_json() for phrase in self[language]] for language in ("zh", "en")}
        return {**sentences, "numbers": list(self.numbers)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Headline:
        zh, en = (tuple(Phrase.from_json(phrase) for phrase in value[language]) for language in ("zh", "en"))
        return cls(zh, en, tuple(value["numbers"]))
