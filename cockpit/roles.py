"""Who may see what. Until people sign in there is one viewer, who sees everything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """`units` is None where every unit may be seen."""

    name: str
    units: frozenset[str] | None = None

    def may_see(self, unit: str) -> bool:
        return self.units is None or unit in self.units


EVERYONE = Viewer("everyone")
VIEWERS = {EVERYONE.name: EVERYONE}
