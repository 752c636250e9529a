"""Names where room is short: Chinese has short names of its own, English ones lose their general words first."""

from __future__ import annotations

import re

from cockpit.board.board import Row
from cockpit.units import Text

WIDEST = 7
"""So many letters of the smallest size stand in a tile of the wall."""
SOFT_HYPHEN = "\u00ad"
GENERAL = (" Development Zone", " District", " County", " Bureau", " Commission", " Office", " Department", " Library")
SYLLABLE = re.compile(r"[^aeiou]*[aeiou]+(?:n(?![aeiou])(?:g(?![aeiou]))?|r(?![aeiou]))?", re.IGNORECASE)


def short(row: Row, language: str, *, most: int = 40) -> str:
    """The short name; an English one of more than `most` letters is cut at a word, the full name stays in its title."""
    return brief(row.short, most=most) if language == "en" else row.short.zh


def brief(name: Text, *, most: int) -> str:
    """Human Resources and Social Security Bureau → Human Resources."""
    written = name.en
    if len(written) <= most:
        return written
    for ending in GENERAL:
        written = written.removesuffix(ending)
    if len(written) > most:
        written = re.split(r" and |, ", written, maxsplit=1)[0]
    words = written.split(" ")
    while len(words) > 1 and len(" ".join(words)) > most:
        words.pop()
    return " ".join(words)


def tile(row: Row, language: str, *, most: int) -> str:
    """A name for a narrow square: Lanshan, Luo-zhuang, or the initials of a name of many words: ETDZ."""
    name = soft(short(row, language, most=most))
    if len(name) <= WIDEST or not name.isascii() or not name.isalpha():
        return name
    initials = "".join(word[0] for word in row.short.en.split() if word[0].isupper())
    return initials if len(initials) > 2 else name


def soft(name: str) -> str:
    """A one-word English place name may break between its syllables, with a hyphen: Luo-zhuang."""
    if not name.isascii() or not name.isalpha() or len(name) < 6:
        return name
    syllables = SYLLABLE.findall(name)
    return SOFT_HYPHEN.join(syllables) if "".join(syllables) == name else name
