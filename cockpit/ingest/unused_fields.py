"""Fields of records that nothing here uses, by name, with how many records have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cockpit.store.account import Account, Portion
from cockpit.units import Text

UNUSED = Text("本系统没有相应的列", "the contract has no column for it")
NOTHING: tuple[Any, ...] = (None, "", [], {}, ())


def words(text: str) -> frozenset[str]:
    """The names in a text, which blanks stand between."""
    return frozenset(text.split())


@dataclass
class UnusedFields:
    """`used` are names of fields that are read; `own` are those by which a system manages itself, with their reason.

    Of a part of a record, such as a file of a dataset, the name begins with that of the part: `resources.size`.
    """

    used: frozenset[str]
    own: frozenset[str] = frozenset()
    own_reason: Text = UNUSED
    counted: Counter[str] = field(default_factory=Counter)

    def look(self, record: Mapping[str, Any], within: str = "") -> None:
        """Fields without content are none."""
        if within:
            self.names({f"{within}.{name}" for name, value in record.items() if value not in NOTHING})
        else:
            self.names(name for name in record.keys() - self.used if record[name] not in NOTHING)

    def names(self, names: Iterable[str]) -> None:
        self.counted.update(name for name in names if name not in self.used)

    def into(self, account: Account) -> None:
        """Those that most records have come first."""
        for name, count in sorted(self.counted.items(), key=lambda one: (-one[1], one[0])):
            reason = self.own_reason if name in self.own else UNUSED
            account.leave(reason, portion=Portion.FIELD, name=f"{name} × {count:,}")
