"""One sentence about what is different since another board: written in both languages, every number in it a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.board.quote import Quote
from cockpit.units import Text

Piece = Text | Quote
DEMO = Text("（演示）", " (demo)")
END = Text("。", ".")


@dataclass(frozen=True)
class Change:
    """`kind` is target, difference, source or move; `pieces` are words and numbers in their order.

    `demo` says that an invented number stands in it. Its text says so too, because a sentence is copied without its
    page. `weight` is what it was ranked by.
    """

    kind: str
    metric: str
    pieces: tuple[Piece, ...]
    weight: float
    demo: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Quote))

    def plain(self, language: str) -> str:
        return "".join(piece.words[language] if isinstance(piece, Quote) else piece[language] for piece in self.pieces)


def change(kind: str, metric: str, pieces: Sequence[Piece | None], *, weight: float) -> Change:
    """A whole sentence: marked where a number in it is invented, and closed."""
    said = [piece for piece in pieces if piece is not None]
    demo = any(piece.provenance == "demo" for piece in said if isinstance(piece, Quote))
    return Change(kind, metric, (*said, *((DEMO,) if demo else ()), END), weight, demo)
