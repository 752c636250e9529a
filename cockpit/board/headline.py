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
    """The conclusion of a scene in every language. `numbers` are the board's numbers that stand in it.

    `others` are the sentences of the languages that have a catalogue beside Chinese and English.
    """

    zh: Sentence
    en: Sentence
    numbers: tuple[int | float, ...] = ()
    others: tuple[tuple[str, Sentence], ...] = ()

    def __getitem__(self, language: str) -> Sentence:
        return self.zh if language == "zh" else dict(self.others).get(language, self.en)

    def plain(self, language: str) -> str:
        return ("" if language == "zh" else " ").join(phrase.text for phrase in self[language])

    def to_json(self) -> dict[str, Any]:
        made = {"zh": self.zh, "en": self.en, **dict(self.others)}
        sentences = {language: [phrase.to_json() for phrase in said] for language, said in made.items()}
        return {**sentences, "numbers": list(self.numbers)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Headline:
        read = {
            language: tuple(Phrase.from_json(phrase) for phrase in said)
            for language, said in value.items()
            if language != "numbers"
        }
        others = tuple((language, said) for language, said in read.items() if language not in ("zh", "en"))
        return cls(read["zh"], read["en"], tuple(value["numbers"]), others)
