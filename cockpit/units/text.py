"""A text in both languages of the interface, and in those that a catalogue of messages adds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """`others` are the text in further languages, by their codes; what one of them lacks is said in English."""

    zh: str
    en: str
    others: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else dict(self.others).get(language, self.en) if self.others else self.en

    def to_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en, **dict(self.others)}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> Text:
        others = tuple((name, said) for name, said in value.items() if name not in ("zh", "en"))
        return cls(value["zh"], value["en"], others)


def one_line(value: object, most: int) -> str:
    """A value out of somebody's data as one printable line of at most so many characters."""
    try:
        text = str(value)[: 4 * most]
    except ValueError:  # a whole number with more digits than Python writes
        text = "…"
    clean = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text)
    clean = " ".join(clean.split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"
