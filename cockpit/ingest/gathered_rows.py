"""Rows of one table of the contract gathered from a source: good ones by day or as a register, the others refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Table

from cockpit.errors import NameUnknown
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.row_check import checked
from cockpit.ingest.source_kind import Delivery, ReadingContext
from cockpit.store import facts, registers
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.vocabulary import Provenance

FACTS: dict[str, Table] = {value.name: value for value in vars(facts).values() if isinstance(value, Table)}
REGISTERS: dict[str, Table] = {
    value.name: value
    for value in vars(registers).values()
    if isinstance(value, Table) and value.name not in ("source_mark", "source", "published_figure")
}
TABLES = {**FACTS, **REGISTERS}


def table(name: str) -> Table:
    """The table of a name; NameUnknown where the contract has none that is filled."""
    if name not in TABLES:
        raise NameUnknown(f"There is no table {name!r} to be filled.", f"Use one of {', '.join(TABLES)}.")
    return TABLES[name]


@dataclass
class Gathered:
    """`aliases` are the source's own names for codes by register; `where` names their place in the sources file."""

    table: Table
    reading: ReadingContext
    provenance: Provenance
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    _places: dict[tuple[Any, ...], tuple[str, int | None]] = field(default_factory=dict)

    def add(self, given: Mapping[str, Any], *, place: str, line: int | None) -> None:
        try:
            self._add(given, place, line)
        except Unfit as unfit:
            self.refused.append(Refusal.of(unfit, place=place, line=line))

    def _add(self, given: Mapping[str, Any], place: str, line: int | None) -> None:
        if "position" in self.table.c and not given.get("position"):
            given = {**given, "position": len(self.rows) + 1}
        row = checked(
            self.table,
            given,
            known=self.reading.known,
            provenance=self.provenance,
            now=self.reading.now,
            spelling=self.reading.spelling,
            aliases=self.aliases,
            where=f"[sources.{self.reading.source}.",
        )
        keys = [column.name for column in self.table.primary_key.columns if column.name != DELIVERED_BY]
        key = tuple(row[name] for name in keys)
        if key in self.rows:
            before, there = self._places[key]
            zh, en = f"{before}第{there}行", f"{before} line {there}"
            raise Unfit(
                zh=(f"这一行已在{zh}出现。", "请只保留一行。"),
                en=(f"the row stands already in {en}.", "Keep one of the two."),
                field=", ".join(keys),
                value=" ".join(map(str, key)),
            )
        self.rows[key] = row
        self._places[key] = (place, line)

    def into(self, delivery: Delivery) -> None:
        """Facts by day, a register as a whole."""
        delivery.accepted += len(self.rows)
        delivery.refused += self.refused
        if self.table.name in REGISTERS:
            delivery.registers[self.table.name] = list(self.rows.values())
            delivery.newest_at = newest(delivery.newest_at, naive(self.reading.now))
            return
        days: dict[date, list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows.values():
            days[row["day"]].append(row)
        delivery.facts[self.table.name] = dict(days)
        if days:
            end = min(datetime.combine(max(days), time(23, 59, 59)), naive(self.reading.now))
            delivery.newest_at = newest(delivery.newest_at, end)


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


def newest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
