"""A text in both languages of the interface."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def to_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> Text:
        return cls(value["zh"], value["en"])


def one_line(value: object, most: int) -> str:
    """A value out of somebody's data as one printable line of at most so many characters."""
    text = str(value)[: 4 * most]
    clean = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text)
    clean = " ".join(clean.split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"
