"""Which datasets of a larger catalogue are asked for: those of a few publishers or themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.ingest.dataset import Dataset
from cockpit.ingest.description import text
from cockpit.ingest.register_lookup import RegisterLookup, folded

Asked = tuple[Sequence[str], Mapping[str, str]]
"""Names or codes that are asked for, none for all, and the source's own names for codes."""


@dataclass(frozen=True)
class Selection:
    known: RegisterLookup
    publishers: frozenset[str]
    themes: frozenset[str]
    own_publishers: Mapping[str, str]
    own_themes: Mapping[str, str]

    @classmethod
    def of(cls, known: RegisterLookup, *, publishers: Asked, themes: Asked) -> Selection:
        return cls(
            known,
            frozenset(_all(known, "unit", publishers[0], publishers[1])),
            frozenset(_all(known, "theme", themes[0], themes[1])),
            publishers[1],
            themes[1],
        )

    def has(self, dataset: Dataset) -> bool:
        said = dataset.publisher if isinstance(dataset.publisher, list) else [dataset.publisher]
        return self._has("unit", said, self.publishers, self.own_publishers) and self._has(
            "theme", dataset.themes, self.themes, self.own_themes
        )

    def _has(self, register: str, said: Sequence[Any], asked: frozenset[str], own: Mapping[str, str]) -> bool:
        return not asked or bool(asked & _all(self.known, register, [text(one) for one in said], own))


def _all(known: RegisterLookup, register: str, names: Sequence[Any], own: Mapping[str, str]) -> set[str]:
    """A name as it is written, and the code that it stands for."""
    said = [name for name in names if isinstance(name, str)]
    codes = {known.find(register, name, own) for name in said}
    return {folded(name) for name in said} | {code for code in codes if code is not None}
