"""A text with the numbers in it marked, so that a number in a sentence can be asked about like any other."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.change import Change
from cockpit.board.quote import Quote, split
from cockpit.marks.element import Child, Element
from cockpit.marks.figure import quoted


def text(said: str, quotes: Sequence[Quote], language: str) -> list[Child]:
    return [words if quote is None else _mark(words, quote, language) for words, quote in split(said, quotes, language)]


def change(said: Change, language: str) -> list[Child]:
    """A sentence that knows where its numbers stand in it."""
    return [
        _mark(piece.words[language], piece, language) if isinstance(piece, Quote) else piece[language]
        for piece in said.pieces
    ]


def _mark(words: str, quote: Quote, language: str) -> Element:
    return quoted(words, quote.metric, quote.number, language, member=quote.member, part=quote.part)
