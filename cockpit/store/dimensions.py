"""The dimensions of a fact: by which columns a part of the city is asked for, and which have few members."""

from __future__ import annotations

from cockpit.store.sums import PAIR, Fact
from cockpit.store.tables import unit


def filters(fact: Fact) -> dict[str, tuple[str, ...]]:
    """By which columns of a fact a part of the city is asked for; what is missing cannot be split that way.

    Columns that hold codes of a register are asked for by the name of the register, every other one by its own.
    """
    found: dict[str, tuple[str, ...]] = {}
    for column in fact.dimensions:
        name = register(fact, column) or column
        found[name] = (*found.get(name, ()), column)
    return found


def few(fact: Fact) -> tuple[str, ...]:
    """Those with few members: units are many, and pairs of them more."""
    return tuple(name for name in fact.members if name != PAIR and register(fact, name) != unit.name)


def register(fact: Fact, column: str) -> str | None:
    keys = fact.table.c[column].foreign_keys if column in fact.table.c else ()
    return next((str(key.column.table.name) for key in keys), None)
