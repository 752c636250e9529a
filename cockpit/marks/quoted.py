"""A text with the numbers in it marked, so that a number in a sentence can be asked about like any other."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.change import Change
from cockpit.board.quote import Quote
from cockpit.marks.element import Child
from cockpit.marks.figure import quoted


def text(said: str, quotes: Sequence[Quote], language: str) -> list[Child]:
    """The text in pieces; the quotes stand in it in their order, whatever their first letter."""
    pieces: list[Child] = []
    place = 0
    for quote in quotes:
        words = quote.words[language]
        found = said.lower().find(words.lower(), place)
        if found < 0:
            continue
        end = found + len(words)
        mark = quoted(said[found:end], quote.metric, quote.number, language, member=quote.member, part=quote.part)
        pieces += [said[place:found], mark]
        place = end
    return [*pieces, said[place:]]


def change(said: Change, language: str) -> list[Child]:
    """A sentence that knows where its numbers stand in it."""
    pieces: list[Child] = []
    for piece in said.pieces:
        if not isinstance(piece, Quote):
            pieces.append(piece[language])
            continue
        words = piece.words[language]
        mark = quoted(words, piece.metric, piece.number, language, member=piece.member, part=piece.part)
        pieces.append(mark)
    return pieces
