"""The front of a week, from two boards: its conclusion and what the lead tells, by the weight of what has changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cockpit.board.change import Change, ChangeKind, Piece
from cockpit.board.headline import Headline, Phrase
from cockpit.board.quote import Quote
from cockpit.board.sentences.change_sentences import heaviness
from cockpit.board.sentences.page_headline import page_headline, shown
from cockpit.board.sentences.reconciliation_headline import reconciliation_headline, unreckoned
from cockpit.board.sentences.sentence_numbers import Draft, SentenceDraft
from cockpit.board.sentences.volume_sentences import say_gap, stand, widest_gap

if TYPE_CHECKING:
    from cockpit.board.board import Board

WEEK, REPORT = "week", "report"
STANDS = 15.0
"""What stands open weighs as much as a sum that changed by half: a lighter move does not push it off the front."""
LINE = {"zh": 29.0, "en": 36.0}
"""How many ems one line of the conclusion has room for: English is set smaller."""
LEAD = {"zh": 74.0, "en": 81.0}
NARROW = {"zh": 0.56, "en": 0.5}
"""How wide a digit or Latin letter is: beside Chinese mostly digits, in English letters and blanks."""
COMMA = {"zh": re.compile(r"(?<=，)"), "en": re.compile(r"(?<=[,;:]) ")}


def week_headlines(board: Board, before: Board) -> dict[str, Headline]:
    """The conclusions of both pages; `board` has to be held against `before` already, which is of a week ago."""
    draft = Draft(board.metrics, board.tables)
    line = front(board, draft)
    second = reconciliation_headline(board.reconciliations, before.reconciliations)
    return {
        WEEK: line.done() if line else page_headline(shown(draft, board.as_of), board.as_of, period=board.scope.period),
        REPORT: second.done() if second else unreckoned(board.as_of),
    }


def front(board: Board, draft: Draft) -> SentenceDraft:
    """How things stand, out of the numbers of the draft that are known, and the heaviest fact of what has changed."""
    line, told, gap = SentenceDraft(), news(board), widest_gap(draft)
    if told:
        stand(line, draft, more=True, without=told.metric if told.kind == ChangeKind.MOVE else "", stop=".")
        _tell(line, told)
        return line
    stand(line, draft, more=gap is not None)
    if gap:
        say_gap(line, gap, moved=True)
    return line


def news(board: Board) -> Change | None:
    """The change that the conclusion tells: the heaviest fact, unless what stands open weighs more."""
    first = next((one for one in board.changes if not one.demo), None)
    if first is None or (heaviness(first) < STANDS and widest_gap(Draft(board.metrics, board.tables))):
        return None
    return first


def displaced(board: Board) -> Headline | None:
    """What stands open and had to leave the conclusion to the news."""
    gap = widest_gap(Draft(board.metrics, board.tables)) if news(board) else None
    if gap is None:
        return None
    line = SentenceDraft()
    say_gap(line, gap, moved=True)
    return line.done()


def most(board: Board) -> Change | None:
    """The heaviest change of all; in full, where the conclusion has had no room for what it comes from."""
    return board.changes[0] if board.changes else None


def lead(board: Board, *, beside: Headline | None = None) -> tuple[Change, ...]:
    """The next heaviest facts, as many as one line has room for in either language; `beside` stands before them.

    The heaviest of all stands beside it in full.
    """
    said: list[Change] = []
    left = {language: LEAD[language] - (wide(beside.plain(language), language) if beside else 0) for language in LEAD}
    for one in [one for one in board.changes[1:] if not one.demo][:2]:
        left = {language: room - wide(one.plain(language), language) for language, room in left.items()}
        if min(left.values()) < 0:
            break
        said.append(one)
    return tuple(said)


def wide(text: str, language: str) -> float:
    """In ems, which a Chinese character is wide."""
    return sum(NARROW[language] if letter.isascii() else 1.0 for letter in text)


def _tell(line: SentenceDraft, told: Change) -> None:
    """In full where that is one line in either language, else without what it comes from."""
    whole = all(wide(told.plain(language), language) <= LINE[language] for language in LINE)
    pieces = told.pieces if whole else told.short
    for language in line.phrases:
        line.phrases[language] += _phrases(pieces, language, em=told.adverse)
    line.numbers += [piece.value for piece in pieces if isinstance(piece, Quote)]


def _phrases(pieces: Sequence[Piece], language: str, *, em: bool) -> list[Phrase]:
    """The sentence in parts between which a line may break: after its commas. The last one is in colour."""
    parts: list[tuple[str, list[Quote]]] = [("", [])]
    for piece in pieces:
        if isinstance(piece, Quote):
            said, quotes = parts[-1]
            parts[-1] = (said + piece.words[language], [*quotes, piece])
            continue
        first, *others = COMMA["zh" if language == "zh" else "en"].split(piece[language])
        parts[-1] = (parts[-1][0] + first, parts[-1][1])
        parts += [(one, []) for one in others]
    kept = [(said, quotes) for said, quotes in parts if said]
    last = len(kept) - 1
    return [Phrase(said, em and at == last, False, tuple(quotes)) for at, (said, quotes) in enumerate(kept)]
