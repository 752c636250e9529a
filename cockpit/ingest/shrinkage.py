"""What a delivery would take away of what its source has delivered before, and whether that is more than it may.

Looked at is what the load would delete: the entries of a register that it leaves fewer; the days of a fact that it
empties, where the source speaks for every day, of all days that it speaks for; the rows that it leaves fewer, of those
on the days that it speaks for, where a source delivers rows of a fact as they are. What a delivery leaves alone, it
does not take away. A source whose oldest days go is one that holds its newest days only and does not say so: each load
would take away a few, and in the end all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from cockpit.errors import LoadRefused
from cockpit.ingest.source_kind import Delivery, Options
from cockpit.store import tables
from cockpit.store.digests import REGISTER

LEAST = 3
"""So many days, rows or entries have to go before their share counts; an empty delivery always counts."""
COUNTED = {"days": "天", "rows": "行", "entries": "条"}


@dataclass(frozen=True)
class Loss:
    """`gone` of `held` days, rows or entries of a table, from the day `first` to `last` where they have days.

    `empty`: the delivery has nothing at all where these stand; of an empty sheet of daily rows `gone` is 0. `oldest`:
    they are all before the first day that is left.
    """

    table: str
    what: str
    gone: int
    held: int
    first: date | None = None
    last: date | None = None
    empty: bool = False
    oldest: bool = False

    def beyond(self, share: float) -> bool:
        return self.empty or self.oldest or (self.gone >= LEAST and self.gone > share * self.held)

    @property
    def en(self) -> str:
        days = f" ({self.first} to {self.last})" if self.first else ""
        return f"{self.gone:,} of {self.held:,} {self.what} of {self.table}{days}"

    @property
    def zh(self) -> str:
        counted = COUNTED[self.what]
        days = f"（{self.first}至{self.last}）" if self.first else ""
        return f"{self.table}的{self.held:,}{counted}中的{self.gone:,}{counted}{days}"


@dataclass(frozen=True)
class Accepted:
    """Losses that somebody has accepted, and why."""

    reason: str
    losses: Sequence[Loss]

    @property
    def lost(self) -> str:
        return ", ".join(loss.en for loss in self.losses)


def losses(connection: Connection, name: str, delivery: Delivery) -> list[Loss]:
    """Of every table of the delivery from which something would go, or that comes back empty."""
    found = [_entries(connection, name, register, delivery) for register in delivery.registers]
    for fact in dict.fromkeys((*delivery.whole_from, *delivery.stated)):
        everything = _held(connection, name, fact)
        held = _spoken_for(fact, everything, delivery)
        found += [_days(fact, held, delivery), _few_rows(fact, held, delivery) or _no_row(fact, everything, delivery)]
    return [loss for loss in found if loss is not None]


def beyond(found: Iterable[Loss], options: Options) -> list[Loss]:
    """Those that may not go without a word, the largest share first, of equals one that has days."""
    too_much = (loss for loss in found if loss.beyond(options.shrinks_above))
    return sorted(too_much, key=lambda loss: (-loss.gone / loss.held, loss.first is None))


def refusal(name: str, too_much: list[Loss], options: Options) -> LoadRefused:
    first, share = too_much[0], f"{options.shrinks_above:.0%}"
    accept = f'accept it: cockpit load {name} --accept "reason". The old facts stay.'
    if first.oldest and not first.empty:
        return LoadRefused(
            f"It would delete {first.en}: the oldest days that its source delivered.",
            f"If it holds its newest days only, say how many in window_days; else deliver all of it again, or {accept}",
            zh=f"将删去{first.zh}：来源已提供的最早几天。",
        )
    how_en, how_zh = ("is empty and would", "内容为空，将") if first.empty else ("would", "将")
    return LoadRefused(
        f"It {how_en} delete {first.en}; a load may delete at most {share} of what its source delivered, and none may "
        "be empty.",
        f"Deliver all of it again, or {accept}",
        zh=f"{how_zh}删去{first.zh}；一次最多删去来源已提供的{share}，内容不得为空。",
    )


def _entries(connection: Connection, name: str, register: str, delivery: Delivery) -> Loss | None:
    """A register may get other entries; it is shorter where it has fewer."""
    table, rows = tables.metadata.tables[register], delivery.registers[register]
    key = _owner(table, delivery.registers)
    counted = func.count() if key is None else func.count(table.c[key].distinct())
    query = select(counted).select_from(table).where(table.c.delivered_by == name)
    held = int(connection.execute(query).scalar_one())
    left = len(rows) if key is None else len({row[key] for row in rows})
    gone, empty = held - left, key is None and _empty(rows, delivery)
    return Loss(register, "entries", gone, held, empty=empty) if gone > 0 else None


def _owner(table: Table, registers: Mapping[str, Any]) -> str | None:
    """Where the entries are parts of those of another register, such as who takes part in a meeting: they are counted
    by what they are parts of."""
    for column in table.primary_key.columns:
        if any(foreign.column.table.name in registers for foreign in column.foreign_keys):
            return str(column.name)
    return None


def _spoken_for(fact: str, held: dict[date, int], delivery: Delivery) -> dict[date, int]:
    """Rows by day, of the days of which the delivery says something."""
    named, since = delivery.facts.get(fact, {}), delivery.whole_from.get(fact, date.max)
    return {day: rows for day, rows in held.items() if day >= since or day in named}


def _days(fact: str, held: dict[date, int], delivery: Delivery) -> Loss | None:
    """Days that lose all of their rows, where the source speaks for every day."""
    days = delivery.facts.get(fact, {})
    if fact not in delivery.whole_from:
        return None
    gone = [day for day in held if not days.get(day)]
    left = [day for day, rows in days.items() if rows]
    empty = bool(held) and not left and _empty([], delivery)
    oldest = bool(gone) and len(left) >= LEAST and max(gone) < min(left)
    return Loss(fact, "days", len(gone), len(held), min(gone), max(gone), empty, oldest) if gone else None


def _few_rows(fact: str, held: dict[date, int], delivery: Delivery) -> Loss | None:
    """Rows that go, where a source delivers them as they are."""
    days = delivery.facts.get(fact, {})
    if fact not in delivery.stated:
        return None
    fewer = {day: rows - len(days.get(day, ())) for day, rows in held.items() if rows > len(days.get(day, ()))}
    if not fewer:
        return None
    empty = _empty([row for rows in days.values() for row in rows], delivery)
    return Loss(fact, "rows", sum(fewer.values()), sum(held.values()), min(fewer), max(fewer), empty=empty)


def _no_row(fact: str, held: dict[date, int], delivery: Delivery) -> Loss | None:
    """Of what names no day nothing goes, and yet it is empty."""
    named = any(delivery.facts.get(fact, {}).values())
    if fact not in delivery.stated or fact in delivery.whole_from or named or not held or not _empty([], delivery):
        return None
    return Loss(fact, "rows", 0, sum(held.values()), min(held), max(held), empty=True)


def _empty(rows: list[Any], delivery: Delivery) -> bool:
    """What was read and is not counted, such as a meeting that was called off, is something as well."""
    return not rows and not delivery.account.entries


def _held(connection: Connection, name: str, fact: str) -> dict[date, int]:
    """Rows by day that the source has delivered."""
    digest = tables.digest
    query = select(digest.c.day, digest.c.rows).where(
        digest.c.table_name == fact, digest.c.delivered_by == name, digest.c.day != REGISTER, digest.c.rows > 0
    )
    return {date.fromisoformat(row.day): int(row.rows) for row in connection.execute(query)}
