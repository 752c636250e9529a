"""What the codes in rows are called, and in what order they stand: that of their register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cockpit.metrics.metric import METRICS
from cockpit.metrics.row_columns import COLUMNS, STATES, WORDS
from cockpit.units import Text

REGISTERS = ("unit", "library", "theme", "scenario", "source")


def fixed(column: str) -> dict[str, Text]:
    """What a metric that is of one code of a column alone calls it, such as a counter that a system reports."""
    found = ((getattr(one.measure, "fixed", None), one.title) for one in METRICS)
    return {held[1]: title for held, title in found if held and held[0] == column}


@dataclass(frozen=True)
class CodeNames:
    registers: Mapping[str, list[dict[str, Any]]]

    @cached_property
    def by_register(self) -> dict[str, dict[str, Text]]:
        return {
            register: {row["code"]: Text(row["name_zh"], row["name_en"]) for row in self.registers.get(register, [])}
            for register in REGISTERS
        }

    def known(self, column: str) -> dict[str, Text]:
        """The names of every code that may stand in the column."""
        kind = COLUMNS[column].kind
        if kind == "word":
            return {**fixed(column), **(STATES if column == "state" else WORDS)}
        return {**WORDS, **self.by_register[kind]} if kind in REGISTERS else {}

    def name(self, column: str, code: Any) -> Text | None:
        """The name of a code; a code that nobody has named is its own name."""
        if COLUMNS[column].kind not in (*REGISTERS, "word") or code is None:
            return None
        return self.known(column).get(code) or Text(str(code), str(code))

    def short(self, column: str, code: Any) -> Text | None:
        """The name as it stands where room is short."""
        kind = COLUMNS[column].kind
        row = next((row for row in self.registers.get(kind, []) if row["code"] == code), None)
        if row is None:
            return self.name(column, code)
        return Text(row["short_zh"], row["short_en"] or row["name_en"])

    def places(self, column: str) -> dict[str, int]:
        """Where each code stands in its register, so that units are sorted as they are listed everywhere else."""
        kind = COLUMNS[column].kind
        return {code: at for at, code in enumerate(self.by_register[kind])} if kind in REGISTERS else {}

    def having(self, column: str, text: str) -> list[str]:
        """Codes that are, or are called, something with this text in it."""
        sought = text.casefold()
        return [
            code
            for code, name in self.known(column).items()
            if any(sought in words.casefold() for words in (code, name.zh, name.en))
        ]
