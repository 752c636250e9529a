"""Chinese as it is typed: 共享 is gongxiang, or gx for those in a hurry."""

from __future__ import annotations

from functools import lru_cache

Spelled = tuple[str, str]


@lru_cache(maxsize=4096)
def spelled(text: str) -> Spelled:
    """All syllables, and their initials; what is not Chinese stays as it is, in small letters and without spaces."""
    from pypinyin import Style, lazy_pinyin

    pieces = lazy_pinyin(text, style=Style.NORMAL)
    words = ["".join(piece.lower().split()) for piece in pieces]
    return "".join(words), "".join(word[:1] for word in words)
