"""Which rows of a fact its numbers count: those whose member of a register is of one kind. The others are kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, select

from cockpit.store.tables import library, unit
from cockpit.store.vocabulary import LibraryKind, UnitLevel


@dataclass(frozen=True)
class Membership:
    """Rows whose `column` names a row of `register` in which `attribute` is `value`."""

    column: str
    register: Table
    attribute: str
    value: LibraryKind | UnitLevel

    def of(self, table: Table) -> ColumnElement[bool]:
        """The condition on any table that has the column."""
        register = self.register
        codes = select(register.c.code).where(register.c[self.attribute] == self.value)
        return table.c[self.column].in_(codes)


OF_BASE_LIBRARIES = Membership("library", library, "kind", LibraryKind.BASE)
OF_THEMATIC_LIBRARIES = Membership("library", library, "kind", LibraryKind.THEMATIC)
OF_THE_PROVINCE = Membership("unit", unit, "level", UnitLevel.PROVINCE)
