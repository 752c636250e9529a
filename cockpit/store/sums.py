"""The small sum tables beside the facts: running totals by day and member, so that no board scans history.

A level is turned into its changes (against the row before of the same key) and a sum is taken as it is; both are then
added up from the first day on. The value of a level is the running total; the sum over a window is the difference of
two running totals. Days without a row carry the total on. What a late row adds to thousands of later totals is written
once, as an offset from a day on; whoever reads running totals reads them by `cockpit.store.sum_reader`, which adds it.

A board of a part of the city asks for several dimensions at once. These joint dimensions are kept in the same way, the
finest one only where weeks end: what a day adds to it is read from the few days of facts since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Date, Index, String, Table

from cockpit.store.derivation import Derived
from cockpit.store.latency import BUCKETS
from cockpit.store.membership import OF_BASE_LIBRARIES, OF_THE_PROVINCE, OF_THEMATIC_LIBRARIES, Membership
from cockpit.store.precedence import not_outranked
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.tables import (
    flow_daily,
    library_daily,
    meeting_daily,
    metadata,
    opening_daily,
    reported_daily,
    resource_daily,
    return_daily,
    source,
    thematic_daily,
    unit,
)
from cockpit.store.vocabulary import Provenance

CITY = "city"


@dataclass(frozen=True)
class Fact:
    """A fact table as the sums see it.

    `dimensions` are columns; `by_unit_level` adds the level of the unit; `pair` two columns together, "left>right".
    `joint` are dimensions of several columns by name, kept for every day, and `weekly` is one kept on Sundays alone.
    Where `membership` is given, only such rows are counted, and of a level that two sources deliver only those of the
    one that ranks first: in sums, straight from the fact, as rows behind a number.
    Of a `daily` fact rows are due every day, of any other on days on which something happened or changed. Where it is
    `shared`, a source leaves the columns of others empty: an empty cell is then unknown only in the rows of a source
    that fills the column.
    """

    table: Table
    dimensions: tuple[str, ...]
    levels: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    by_unit_level: bool = False
    pair: tuple[str, str] | None = None
    derived: tuple[Derived, ...] = ()
    joint: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weekly: str | None = None
    membership: Membership | None = None
    daily: bool = False
    shared: bool = False

    @cached_property
    def uncertain(self) -> tuple[str, ...]:
        """Columns that are added up over days and may be empty in a row."""
        return tuple(name for name in self.flows if self.table.c[name].nullable)

    @cached_property
    def uncounted(self) -> tuple[str, ...]:
        """Levels that may be unknown, of which no count says in how many rows they are known."""
        nullable = (name for name in self.levels if self.table.c[name].nullable)
        return (*nullable, *self.derived_levels)

    @cached_property
    def derived_levels(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.derived if one.column in self.levels)

    @cached_property
    def derived_flows(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.derived if one.column in self.flows)

    def made_of(self, measure: str) -> Derived:
        """What a measure counts, and what has to be there; of a column of the table both are itself."""
        return next((one for one in self.derived if one.name == measure), Derived(measure, measure, measure))

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """What is counted beside the measures: rows by provenance, rows in which a column is known, or empty."""
        known = tuple(known_rows(name) for name in self.uncertain)
        empty = tuple(empty_rows(name) for name in self.uncertain if self.shared)
        return (*COUNTS, *known, *empty, *(name for group in self.origins for name in origin_rows(group)))

    @cached_property
    def origins(self) -> dict[str, tuple[str, ...]]:
        """Measures that are made of the same rows, by the name under which the provenance of these rows is counted.

        Flows that are never empty are made of every row, which the plain counts of rows say already.
        """
        found: dict[str, tuple[str, ...]] = {}
        for name in self.measures:
            column = self.made_of(name).known
            group = column if self.table.c[column].nullable else "" if name in self.flows else LEVEL
            found[group] = (*found.get(group, ()), name)
        return {group: names for group, names in found.items() if group}

    def origin(self, measure: str) -> tuple[str, str]:
        """What counts the demo rows and the measured rows that a measure is made of."""
        group = next((group for group, names in self.origins.items() if measure in names), None)
        return origin_rows(group) if group else (COUNTS[0], COUNTS[1])

    @property
    def counted(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions under which a row of the fact is counted."""
        belongs = (self.membership.of(self.table),) if self.membership else ()
        return (*belongs, not_outranked(self.table)) if self.ranked else belongs

    @property
    def line(self) -> tuple[Column[Any], ...]:
        """The key along which a level changes from day to day: whoever delivers it, where one source counts."""
        apart = ("day", DELIVERED_BY) if self.ranked else ("day",)
        return tuple(column for column in self.table.primary_key.columns if column.name not in apart)

    @property
    def ranked(self) -> bool:
        """Whether two sources may deliver the same key, of which then one counts: a fact of levels alone.

        Where sources fill columns of their own beside each other, no row stands for another.
        """
        return bool(self.levels) and not self.flows and not self.shared

    @property
    def sorted_by(self) -> tuple[tuple[Table, str], ...]:
        """Attributes of registers that decide where a row is counted, so that the sums follow them."""
        own = ((self.membership.register, self.membership.attribute),) if self.membership else ()
        level = ((unit, "level"),) if self.by_unit_level else ()
        return (*own, *level, *(((source, "precedence"),) if self.ranked else ()))

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def measures(self) -> tuple[str, ...]:
        return self.levels + tuple(one.name for one in self.derived) + self.flows

    @property
    def members(self) -> tuple[str, ...]:
        """Every dimension that the sum table can be asked for."""
        extra = ("level",) if self.by_unit_level else ()
        pair = (PAIR,) if self.pair else ()
        return (CITY, *self.dimensions, *extra, *pair)

    @property
    def longest(self) -> int:
        """Characters of the longest member."""
        lengths = {column.name: getattr(column.type, "length", None) or 0 for column in self.table.columns}
        return max(81, *(sum(lengths[name] + 1 for name in held) - 1 for held in self.columns.values()))

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns whose values, joined by ">", are a member, by dimension."""
        alone = {name: (name,) for name in self.dimensions}
        return {CITY: (), **alone, **({PAIR: self.pair} if self.pair else {}), **self.joint}

    @cached_property
    def sums(self) -> Table:
        return Table(
            f"{self.name}_sum",
            metadata,
            *self._key("day", "day in Asia/Shanghai"),
            *(Column(name, BigInteger, comment=f"running total of {name}") for name in self.measures),
            *(Column(name, BigInteger, nullable=False, comment=_counted(name)) for name in self.counts),
            sqlite_with_rowid=False,  # kept in the order of its key, which is how it is read
            comment=f"Running totals beside {self.name}, kept in the same transaction",
        )

    @cached_property
    def offsets(self) -> Table:
        return Table(
            f"{self.name}_sum_offset",
            metadata,
            *self._key("since", "first day it is added to"),
            *(Column(name, BigInteger, comment=f"added to {name}; empty: nothing") for name in self.measures),
            *(Column(name, BigInteger, nullable=False, comment=f"added to {name}") for name in self.counts),
            sqlite_with_rowid=False,
            comment=f"What late rows add to all running totals of {self.sums.name} from a day on",
        )

    def _key(self, day: str, comment: str) -> tuple[Column[Any], ...]:
        return (
            Column("dimension", String(10), primary_key=True, comment="city, or what it is summed by"),
            Column(day, Date, primary_key=True, comment=comment),
            Column("member", String(self.longest), primary_key=True, comment="member of the dimension"),
        )


PAIR = "pair"
COUNTS = ("demo_rows", "measured_rows", "published_rows")
LEVEL = "level"
"""The rows that hold, of levels that are never empty."""
_KNOWN, _EMPTY = "_known", "_empty"
_ORIGINS = tuple(f"_{name}" for name in (Provenance.DEMO, Provenance.MEASURED))


def known_rows(column: str) -> str:
    """The running count of rows in which a column is known."""
    return column + _KNOWN


def empty_rows(column: str) -> str:
    """The running count of rows in which it is empty, though their source fills it."""
    return column + _EMPTY


def origin_rows(group: str) -> tuple[str, str]:
    """The running counts of demo and of measured rows among those that stand for a level, or say a column."""
    return group + _ORIGINS[0], group + _ORIGINS[1]


def _counted(name: str) -> str:
    for ending in _ORIGINS:
        if name.endswith(ending):
            group = name.removesuffix(ending)
            return f"running count of {ending[1:]} rows " + ("that hold" if group == LEVEL else f"that say {group}")
    if name in COUNTS:
        return f"running count of {name.removesuffix('_rows')} rows"
    if name.endswith(_KNOWN):
        return f"running count of rows with {name.removesuffix(_KNOWN)}"
    return f"running count of rows without {name.removesuffix(_EMPTY)}, of sources that fill it"


FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact(
            library_daily,
            ("library", "unit"),
            levels=("records", "items_catalogued", "items_stored"),
            pair=("library", "unit"),
            derived=(Derived("items_known", "items_catalogued", "items_stored"),),
            membership=OF_BASE_LIBRARIES,
        ),
        Fact(
            thematic_daily,
            ("library", "unit"),
            levels=("records", "items", "users"),
            membership=OF_THEMATIC_LIBRARIES,
        ),
        Fact(resource_daily, ("kind", "unit"), levels=("catalogues", "mounted")),
        Fact(reported_daily, ("figure",), levels=("value",)),
        Fact(
            flow_daily,
            ("provider", "consumer", "kind", "scenario"),
            flows=("exchanges", "failed", "records", "bytes", *(bucket.column for bucket in BUCKETS)),
            pair=("provider", "consumer"),
            joint={
                "sort": ("kind", "scenario"),
                "given": ("provider", "kind", "scenario"),
                "taken": ("consumer", "kind", "scenario"),
                "way": ("provider", "consumer", "kind", "scenario"),
            },
            weekly="way",
            daily=True,
        ),
        Fact(
            opening_daily,
            ("unit", "theme"),
            levels=("datasets", "datasets_dated", "updated_on_time"),
            flows=("downloads", "api_calls"),
            derived=(Derived("datasets_judged", "datasets_dated", "updated_on_time"),),
            by_unit_level=True,
            daily=True,
            shared=True,
        ),
        Fact(
            meeting_daily,
            ("unit",),
            levels=("endpoints", "endpoints_online", "endpoints_adjusting"),
            flows=("held", "minutes", "invited", "attended", "faults"),
            derived=(
                Derived("endpoints_checked", "endpoints", "endpoints_online"),
                Derived("invited_recorded", "invited", "attended"),
            ),
            by_unit_level=True,
            shared=True,
        ),
        Fact(return_daily, ("unit",), levels=("items", "records"), membership=OF_THE_PROVINCE),
    )
}
for _fact in FACTS.values():
    _tables = (_fact.sums, _fact.offsets)
    for _dimension in _fact.dimensions:
        Index(None, _fact.table.c[_dimension], _fact.table.c.day)
