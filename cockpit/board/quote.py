"""A number of the board inside a text: the words it stands in, and the name by which the board has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.board.keys import PartKey, RowKey
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text


@dataclass(frozen=True)
class Quote:
    """`words` are found in the text as they are; `member` and `part` are those of the number's mark on a page."""

    words: Text
    metric: str
    number: Number
    member: RowKey | None = None
    part: PartKey | None = None

    @property
    def value(self) -> int | float:
        """The value that the words say; of a change the words have the size and the sign is in the value."""
        said = {"published": self.number.published, "change": self.number.change}
        return said.get(self.part or "", self.number.value) or 0

    @property
    def provenance(self) -> Provenance | None:
        return self.number.change_provenance if self.part == "change" else self.number.provenance

    def to_json(self) -> dict[str, Any]:
        return {
            "words": self.words.to_json(),
            "metric": self.metric,
            "number": self.number.to_json(),
            "member": self.member,
            "part": self.part,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Quote:
        number = Number.from_json(value["number"])
        member, part = value["member"], value["part"]
        return cls(
            Text.from_json(value["words"]),
            value["metric"],
            number,
            RowKey.parse(member) if member else None,
            PartKey.parse(part) if part else None,
        )


def split(said: str, quotes: Sequence[Quote], language: str) -> list[tuple[str, Quote | None]]:
    """A text in pieces, each with the number that it says; the quotes stand in it in their order, whatever their first
    letter."""
    pieces: list[tuple[str, Quote | None]] = []
    place = 0
    for quote in quotes:
        words = quote.words[language]
        found = said.lower().find(words.lower(), place)
        if found < 0:
            continue
        end = found + len(words)
        pieces += [(said[place:found], None), (said[found:end], quote)]
        place = end
    return [*pieces, (said[place:], None)]
