"""Who may see what. Until people sign in there is one viewer, who sees everything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """`units` is None where every unit may be seen, `files` where the role is meant to get all of a sealed week."""

    name: str
    units: frozenset[str] | None = None
    files: frozenset[str] | None = None

    def may_see(self, unit: str) -> bool:
        return self.units is None or unit in self.units

    def may_read(self, unit: str | None) -> bool:
        """A board or a weekly report: the city's (None) is for those who see every unit, a unit's for who sees it."""
        return self.units is None if unit is None else self.may_see(unit)

    def may_take(self, file: str) -> bool:
        return self.files is None or file in self.files

    @property
    def home(self) -> str | None:
        """Where this viewer begins to read: the whole city (None), or the first of the own units."""
        return min(self.units) if self.units else None


class Editors:
    """Who may write remarks and revise targets, cadences and definitions; where nobody is named, nobody may."""

    def __init__(self, listed: tuple[str, ...] = ()) -> None:
        self.listed = listed

    @property
    def names(self) -> tuple[str, ...]:
        """Under which names whoever asks may write: everybody who is listed, until people sign in."""
        return self.listed

    def may_write(self, name: str) -> bool:
        return name in self.names

    def may_inspect(self) -> bool:
        """Whether whoever asks may read what was refused; its values may be somebody's own."""
        return True


EVERYONE = Viewer("everyone")
NOBODY = Viewer("nobody", frozenset(), frozenset())
"""Who is not signed in, or is not listed where readers are."""

VIEWERS = {EVERYONE.name: EVERYONE}
