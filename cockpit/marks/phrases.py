"""The conclusion of a scene: one sentence, broken only between phrases, its exception in colour."""

from __future__ import annotations

import re

from cockpit.board.board import Headline, Phrase
from cockpit.marks import quotation
from cockpit.marks.element import Child, Element, Given, el

DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


def headline(said: Headline | None, language: str, *, tag: str = "h1", class_: str = "phrase") -> Element:
    """Empty where nothing can be said: a scene without a conclusion shows its numbers and keeps quiet."""
    phrases = said[language] if said else ()
    pieces: list[Child] = []
    for index, phrase in enumerate(phrases):
        pieces.append(_piece(phrase, language))
        if index + 1 < len(phrases):
            pieces += _gap(phrase, language)
    return el(tag, *pieces, class_=class_)


def _piece(phrase: Phrase, language: str) -> Element:
    said = quotation.text(phrase.text, phrase.quotes, language)
    return el(
        "em" if phrase.em else "span", [_days(one) if isinstance(one, str) else one for one in said], class_="unbroken"
    )


def _days(text: str) -> list[Given]:
    """A day is never broken at its hyphens."""
    return [el("span", part, class_="day") if DAY.fullmatch(part) else part for part in DAY.split(text)]


def _gap(phrase: Phrase, language: str) -> list[Child]:
    """English words are parted by spaces; a Chinese line may break only where a phrase ends."""
    space: list[Child] = [" "] if language == "en" else []
    return [*space, el("br") if phrase.ends else el("wbr")]
