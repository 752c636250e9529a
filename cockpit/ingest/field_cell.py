"""Where a field of an event stands in a table of a log, and what is known of how it was written."""

from __future__ import annotations

from dataclasses import dataclass

TEXTS = ("VARCHAR",)


@dataclass(frozen=True)
class FieldCell:
    """Where a field of a row stands: an expression of `kind`, a type of SQL.

    `json`: the text of a value of JSON, of which nobody knows whether it was written in quotes. `exact` is a
    condition under which it came as it is written in `column`, in quotes if it is usually `quoted`.
    `filled`: nothing is said by a text that is empty, never by NULL. `strict`: it is what surely stood in the line,
    `quoted` or not, to be checked as JSON.
    `token`: it is a value of JSON with this before and this after it.
    """

    column: str
    kind: str = "VARCHAR"
    json: bool = False
    exact: str = ""
    quoted: bool = False
    filled: bool = False
    strict: bool = False
    token: tuple[str, str] | None = None

    @property
    def said(self) -> str:
        """An expression for a comparison: an empty text where nothing was said."""
        return f"coalesce({self.column}, '')" if self.kind in TEXTS and not self.filled else self.column

    def digits(self, most: int) -> str:
        """A regular expression of so many digits at most; a number of JSON has no zeros before others."""
        return f"(?:0|[1-9][0-9]{{0,{most - 1}}})" if self.strict and not self.quoted else f"[0-9]{{1,{most}}}"
