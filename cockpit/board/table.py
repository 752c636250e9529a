"""What the tables of a board are: named lists of rows, made by one file for each subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cockpit.board.asked import Asked
from cockpit.board.board import Row
from cockpit.errors import NameTaken
from cockpit.registry import Shelf


@dataclass(frozen=True)
class Tables:
    """`make` gives the rows of each table by its name, which no other subject may use."""

    name: str
    make: Callable[[Asked], Mapping[str, list[Row]]]


TABLES: Shelf[Tables] = Shelf("set of tables", "cockpit.board.tables")
declare = TABLES.declare


def tables(asked: Asked) -> dict[str, tuple[Row, ...]]:
    """Every table of a board. NameTaken where two subjects make one of the same name."""
    found: dict[str, tuple[Row, ...]] = {}
    for one in TABLES:
        for name, rows in one.make(asked).items():
            if name in found:
                raise NameTaken(f"Two tables of a board are called {name!r}.", f"Rename the one of {one.name}.")
            found[name] = tuple(rows)
    return found
