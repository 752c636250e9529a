"""The small sum tables beside the facts: running totals by day and member, so that no board scans history.

A level is turned into its changes (against the row before of the same key) and a sum is taken as it is; both are then
added up from the first day on. The value of a level is the running total; the sum over a window is the difference of
two running totals. Days without a row carry the total on.

A board of a part of the city asks for several dimensions at once. These joint dimensions are kept in the same way, the
finest one only where weeks end: what a day adds to it is read from the few days of facts since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    Index,
    String,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from cockpit.store.latency import BUCKETS
from cockpit.store.member import BETWEEN
from cockpit.store.membership import OF_BASE_LIBRARIES, OF_THE_PROVINCE, Membership
from cockpit.store.tables import (
    calendar_day,
    flow_daily,
    library_daily,
    meeting_daily,
    metadata,
    opening_daily,
    reported_daily,
    resource_daily,
    return_daily,
    unit,
)

CITY = "city"


@dataclass(frozen=True)
class Derived:
    """A level that counts `column` only in rows in which `known` is there, so that a share compares like with like."""

    name: str
    column: str
    known: str


@dataclass(frozen=True)
class Fact:
    """A fact table as the sums see it.

    `dimensions` are columns; `by_unit_level` adds the level of the unit; `pair` two columns together, "left>right".
    `joint` are dimensions of several columns by name, kept for every day, and `weekly` is one kept on Sundays alone.
    Where `membership` is given, only such rows are counted: in sums, straight from the fact, as rows behind a number.
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

    @property
    def counted(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions under which a row of the fact is counted."""
        return (self.membership.of(self.table),) if self.membership else ()

    @property
    def sorted_by(self) -> tuple[tuple[Table, str], ...]:
        """Attributes of registers that decide where a row is counted, so that the sums follow them."""
        own = ((self.membership.register, self.membership.attribute),) if self.membership else ()
        return (*own, *(((unit, "level"),) if self.by_unit_level else ()))

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
            Column("dimension", String(10), primary_key=True, comment="city, or what it is summed by"),
            Column("day", Date, primary_key=True, comment="day in Asia/Shanghai"),
            Column("member", String(self.longest), primary_key=True, comment="member of the dimension"),
            *(Column(name, BigInteger, comment=f"running total of {name}") for name in self.measures),
            Column("demo_rows", BigInteger, nullable=False, comment="running count of demo rows"),
            Column("measured_rows", BigInteger, nullable=False, comment="running count of measured rows"),
            Column("published_rows", BigInteger, nullable=False, comment="running count of published rows"),
            sqlite_with_rowid=False,  # kept in the order of its key, which is how it is read
            comment=f"Running totals beside {self.name}, kept in the same transaction",
        )


PAIR = "pair"
COUNTS = ("demo_rows", "measured_rows", "published_rows")

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
        ),
        Fact(
            opening_daily,
            ("unit", "theme"),
            levels=("datasets", "datasets_dated", "updated_on_time"),
            flows=("downloads", "api_calls"),
            by_unit_level=True,
        ),
        Fact(
            meeting_daily,
            ("unit",),
            levels=("endpoints", "endpoints_online", "endpoints_adjusting"),
            flows=("held", "minutes", "invited", "attended", "faults"),
            by_unit_level=True,
        ),
        Fact(return_daily, ("unit",), levels=("items", "records"), membership=OF_THE_PROVINCE),
    )
}
for _fact in FACTS.values():
    _sums = _fact.sums
    for _dimension in _fact.dimensions:
        Index(None, _fact.table.c[_dimension], _fact.table.c.day)


def changes(fact: Fact) -> Any:
    """Every counted row of the fact with its levels as changes against the row before of the same key."""
    table = fact.table
    keys = [column for column in table.primary_key.columns if column.name != "day"]
    columns: list[ColumnElement[Any]] = [table.c.day, *keys]
    levels: dict[str, ColumnElement[Any]] = {name: table.c[name] for name in fact.levels}
    levels.update({one.name: case((table.c[one.known].is_not(None), table.c[one.column])) for one in fact.derived})
    for name, column in levels.items():
        # A day of which a level is not known must not be taken for zero by the day after it.
        lines = [*keys, column.is_(None)] if name not in table.c or table.c[name].nullable else keys
        before = func.lag(column).over(partition_by=lines, order_by=table.c.day)
        columns.append((column - func.coalesce(before, 0)).label(name))
    columns.extend(table.c[name] for name in fact.flows)
    for count in COUNTS:
        is_so = table.c.provenance == count.removesuffix("_rows")
        columns.append(case((is_so, 1), else_=0).label(count))
    return select(*columns).where(*fact.counted)


def refresh(connection: Connection, fact: Fact, first: date) -> None:
    """Replace the sums of a fact from `first` on; call it in the transaction that changed the rows.

    A change of a level moves every later total, so the rest of the history is always added up again.
    """
    sums, table = fact.sums, fact.table
    dimensions = (*fact.members, *fact.joint)
    connection.execute(delete(sums).where(sums.c.dimension.in_(dimensions), sums.c.day >= first))
    last = connection.execute(select(func.max(table.c.day)).where(*fact.counted)).scalar()
    if last is None:
        return
    rows = changes(fact).subquery()
    for dimension in dimensions:
        newest = select(func.max(sums.c.day)).where(sums.c.dimension == dimension, sums.c.day < first)
        _add_up(connection, fact, dimension, rows=rows, days=(connection.execute(newest).scalar(), last))


def _add_up(connection: Connection, fact: Fact, dimension: str, *, rows: Any, days: tuple[date | None, date]) -> None:
    """Running totals up to the last day; `previous` is the day whose totals they are added to."""
    previous, last = days
    sums = fact.sums
    names = (*fact.measures, *COUNTS)
    member, source = _member(fact, dimension, rows)
    calendar: Any = select(calendar_day.c.day).where(calendar_day.c.day <= last)
    day = rows.c.day
    if dimension == fact.weekly:
        calendar = select(calendar_day.c.week.label("day")).where(calendar_day.c.day <= last).distinct()
        source, day = source.join(calendar_day, calendar_day.c.day == rows.c.day), calendar_day.c.week
    daily: Any = (
        select(day.label("day"), member.label("member"), *(func.sum(rows.c[name]).label(name) for name in names))
        .select_from(source)
        .group_by(day, member)
    )
    if previous is not None:
        daily, calendar = daily.where(rows.c.day > previous), calendar.where(calendar_day.c.day > previous)
    daily = daily.cte("daily").prefix_with("MATERIALIZED")  # asked twice below, worked out once
    calendar = calendar.subquery()
    before = select(sums).where(sums.c.dimension == dimension, sums.c.day == previous).subquery()
    first: Any = select(daily.c.member, func.min(daily.c.day).label("day")).group_by(daily.c.member)
    if previous is not None:
        first = union_all(first, select(before.c.member, literal(previous, Date)))
    first = first.subquery()
    # A member that has not begun yet has no row, so that "nothing yet" is not read as zero.
    members = (
        select(first.c.member, func.min(first.c.day).label("begun"))
        .group_by(first.c.member)
        .cte("members")
        .prefix_with("MATERIALIZED")
    )
    joined = calendar.join(members, calendar.c.day >= members.c.begun).outerjoin(
        daily, and_(daily.c.day == calendar.c.day, daily.c.member == members.c.member)
    )
    columns: list[ColumnElement[Any]] = [
        func.sum(daily.c[name]).over(partition_by=members.c.member, order_by=calendar.c.day).label(name)
        for name in names
    ]
    if previous is not None:
        joined = joined.outerjoin(before, before.c.member == members.c.member)
        columns.extend(before.c[name].label(f"before_{name}") for name in names)
    gained = select(calendar.c.day, members.c.member, *columns).select_from(joined).subquery()
    totals = [_total(fact, gained, name, added=previous is not None) for name in names]
    insert_into = insert(sums).from_select(
        ["dimension", "day", "member", *names],
        # Kept together by day, as a board reads them: by member every row of a day would lie in a page of its own.
        select(literal(dimension), gained.c.day, gained.c.member, *totals).order_by(gained.c.day, gained.c.member),
    )
    connection.execute(insert_into)


def _total(fact: Fact, gained: Any, name: str, *, added: bool) -> ColumnElement[Any]:
    """The running total of a column; a measure of which nothing is known stays unknown."""
    gain: ColumnElement[Any] = gained.c[name]
    if not added:
        return gain if name in fact.measures else func.coalesce(gain, 0)
    old = gained.c[f"before_{name}"]
    total = func.coalesce(gain, 0) + func.coalesce(old, 0)
    return case((and_(gain.is_(None), old.is_(None)), None), else_=total) if name in fact.measures else total


def _member(fact: Fact, dimension: str, rows: Any) -> tuple[ColumnElement[Any], Any]:
    if dimension == "level":
        return unit.c.level, rows.join(unit, unit.c.code == rows.c.unit)
    # Always an expression: grouped by a bare column SQLite reads its whole index instead of the days it is asked for.
    member: ColumnElement[Any] = literal("")
    for number, name in enumerate(fact.columns[dimension]):
        member = member + BETWEEN + rows.c[name] if number else member + rows.c[name]
    return member, rows
