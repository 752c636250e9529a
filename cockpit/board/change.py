"""One sentence about what is different since another board: written in both languages, every number in it a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cockpit.board.quote import Quote
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from cockpit.units.messages import message

Piece = Text | Quote
DEMO = message("change.demo")
END = message("mark.stop")


class ChangeKind(StrEnum):
    """What is different: a target was reached or missed, a reconciliation or a source turned, a number moved."""

    TARGET = "target"
    DIFFERENCE = "difference"
    SOURCE = "source"
    MOVE = "move"


@dataclass(frozen=True)
class Change:
    """`pieces` are words and numbers in their order.

    `demo` says that an invented number stands in it. Its text says so too, because a sentence is copied without its
    page. `weight` is what it was ranked by. The first `core` pieces are a sentence without the others. `adverse` is
    what somebody has to look at.
    """

    kind: ChangeKind
    metric: str
    pieces: tuple[Piece, ...]
    weight: float
    demo: bool = False
    core: int = 0
    adverse: bool = False

    @property
    def short(self) -> tuple[Piece, ...]:
        """The sentence without what it mainly comes from, and without what else is remarkable about it."""
        return (*self.pieces[: self.core], *self.pieces[-1:])

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Quote))

    def plain(self, language: str) -> str:
        return "".join(piece.words[language] if isinstance(piece, Quote) else piece[language] for piece in self.pieces)


def change(
    kind: ChangeKind,
    metric: str,
    pieces: Sequence[Piece | None],
    *,
    weight: float,
    more: Sequence[Piece | None] = (),
    adverse: bool = False,
) -> Change:
    """A whole sentence: marked where a number in it is invented, and closed. `more` may be left out of it."""
    said, added = ([piece for piece in given if piece is not None] for given in (pieces, more))
    core = len(said)
    said += added
    demo = any(piece.provenance == Provenance.DEMO for piece in said if isinstance(piece, Quote))
    return Change(kind, metric, (*said, *((DEMO,) if demo else ()), END), weight, demo, core, adverse)
