"""Measures of a fact that are no column of it: one column, counted only where another is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case


@dataclass(frozen=True)
class Derived:
    """Counts `column` only in rows in which `known` is there, so that a share compares like with like.

    It is a level, or added up over days, as the column is.
    """

    name: str
    column: str
    known: str

    def value(self, table: Any) -> ColumnElement[Any]:
        """In a row of `table`; empty where it is not known."""
        column: ColumnElement[Any] = table.c[self.column]
        return column if self.known == self.column else case((table.c[self.known].is_not(None), column))
