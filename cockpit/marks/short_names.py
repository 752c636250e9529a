"""Names where room is short: Chinese has short names of its own, English ones lose their general words first."""

from __future__ import annotations

import re

from cockpit.board.board import Row
from cockpit.units import Text

WIDEST = 7
"""So many letters of the smallest size stand in a tile of the wall."""
SOFT_HYPHEN = "\u00ad"
GENERAL = (" Development Zone", " District", " County", " Bureau", " Commission", " Office", " Department", " Library")
CITY = re.compile(r"^[^市]{2,4}市(?=.{3})")
SYLLABLE = re.compile(r"[^aeiou]*[aeiou]+(?:n(?![aeiou])(?:g(?![aeiou]))?|r(?![aeiou]))?", re.IGNORECASE)


def short(row: Row, language: str, *, most: int = 40) -> str:
    """The short name in `most` letters, of which a Chinese character takes two; the full name stays in its title."""
    return brief(row.short, most=most) if language == "en" else concise(row.short.zh, most=most)


def concise(name: str, *, most: int) -> str:
    """临沂市人民政府国有资产监督管理委员会 → 市人民政府国有…; a name that fits stays as it is."""
    if width(name) > most:
        name = CITY.sub("市", name)
    return name if width(name) <= most else cut(name, most=most)


def width(text: str) -> int:
    """In letters, of which a Chinese character is as wide as two."""
    return sum(1 if one.isascii() else 2 for one in text)


def cut(text: str, *, most: int) -> str:
    while text and width(text) >= most:
        text = text[:-1]
    return f"{text.rstrip()}…"


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
    return " ".join(words) if width(words[0]) <= most else cut(words[0], most=most)


def tile(row: Row, language: str, *, most: int) -> str:
    """A name for a narrow square: Lanshan, Luo-zhuang, or the initials of a name of many words: ETDZ."""
    name = soft(short(row, language, most=most))
    if name.endswith("…") and name[:-1].isascii():
        return initials(row) or name
    if len(name) <= WIDEST or not name.isascii() or not name.isalpha():
        return name
    return initials(row) or name


def initials(row: Row) -> str:
    """Of an English name of three words and more; nothing of a shorter one."""
    found = "".join(word[0] for word in row.short.en.split() if word[0].isupper())
    return found if len(found) > 2 else ""


def soft(name: str) -> str:
    """A one-word English place name may break between its syllables, with a hyphen: Luo-zhuang."""
    if not name.isascii() or not name.isalpha() or len(name) < 6:
        return name
    syllables = SYLLABLE.findall(name)
    return SOFT_HYPHEN.join(syllables) if "".join(syllables) == name else name
