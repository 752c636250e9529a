"""What the tables of a board are: named lists of rows, made by one file for each subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cockpit.board.board import Row
from cockpit.board.table_input import TableInput
from cockpit.errors import NameTaken
from cockpit.metrics.subject import place_of
from cockpit.registry import Registry


@dataclass(frozen=True)
class Tables:
    """`make` gives the rows of each table by its name, which no other subject may use.

    `filters` are the tables whose rows can be asked about by themselves, each with the filter that asks for one.
    `whole` are those that add up to a number and say most of it, the first before others; `repeats` are those that
    repeat a number rather than split it.
    """

    name: str
    make: Callable[[TableInput], Mapping[str, list[Row]]]
    filters: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()


COUNTIES = "counties"
TABLES: Registry[Tables] = Registry("set of tables", "cockpit.board.tables")
declare = TABLES.declare


def declared() -> tuple[Tables, ...]:
    """All of them in the order of their subjects."""
    return tuple(sorted(TABLES, key=lambda one: place_of(one.name)))


def filters() -> dict[str, str]:
    """The filter that asks for one row, by table: units last, whose rows stand in tables of several subjects, and of
    these the counties first, which are about all of them."""
    found = [pair for one in declared() for pair in one.filters.items()]
    return dict(sorted(found, key=lambda pair: (pair[1] == "unit", pair[0] != COUNTIES)))


def tables(asked: TableInput) -> dict[str, tuple[Row, ...]]:
    """Every table of a board. NameTaken where two subjects make one of the same name."""
    found: dict[str, tuple[Row, ...]] = {}
    for one in TABLES:
        for name, rows in one.make(asked).items():
            if name in found:
                raise NameTaken(f"Two tables of a board are called {name!r}.", f"Rename the one of {one.name}.")
            found[name] = tuple(rows)
    return found
