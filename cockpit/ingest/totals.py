"""Totals in a sheet: rows that say nothing but that they add up others, held against those above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_WHOSE = "全市|全县|全区|全省|全州|市直|市级|县级|县区|各县区|区县|部门|各部门|单位|本页|本表|本月|本年|本期|总|以上"
_TOTAL = re.compile(
    rf"({_WHOSE})*(合计|总计|小计|共计|总数|总和|总共|总合计|汇总|累计|合计数|总计数|合共)|"
    r"(grand|sub|sub-)?totals?|sum|totalsum|intotal|altogether"
)
_PARTIAL = ("小计", "本页合计", "subtotal", "sub-total", "subtotals")


def word(value: Any) -> str | None:
    """The word that makes a row a total, without blanks; None for everything that says more or something else."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    said = re.sub(r"[\s:：（）()]", "", unicodedata.normalize("NFKC", value)).casefold()
    return said if _TOTAL.fullmatch(said) else None


@dataclass
class Sums:
    """Amounts of the rows so far, by what identifies them; `since` are those since the last total."""

    rows: list[Mapping[str, Any]] = field(default_factory=list)
    since: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        self.rows.append(row)

    def differences(
        self, said: str, keys: Mapping[str, Any], stated: Mapping[str, Decimal]
    ) -> dict[str, tuple[Decimal, Decimal]] | None:
        """What a total states and what its rows give, where they differ; None where there is nothing to compare.

        `keys` are those that the total names as well, such as its day.
        """
        first = self.since if said in _PARTIAL else 0
        rows = [row for row in self.rows[first:] if all(row.get(name) == value for name, value in keys.items())]
        found, compared = {}, False
        for name, value in stated.items():
            given = [row[name] for row in rows if row.get(name) is not None]
            compared = compared or bool(given)
            if given and sum(given) != value:
                found[name] = (value, Decimal(sum(given)))
        return found if compared else None

    def through(self) -> None:
        """The next subtotal begins here."""
        self.since = len(self.rows)
