"""One load: rows in, sums and data version kept, all in one transaction.

A source replaces what it said before: a fact by whole days, a register as a whole, never a row of another source. What
is already there in the same words changes nothing, and then the data version does not change either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.engine import Engine

from cockpit.errors import LoadRefused
from cockpit.store import delivery_coverage, precedence, tables
from cockpit.store.account import Account
from cockpit.store.desk_entries import note
from cockpit.store.digests import (
    REGISTER,
    Digests,
    Row,
    data_version,
    marks_version,
    ordered,
    set_data_version,
    set_world,
)
from cockpit.store.exchange_database import cut_log, gather_statistics, write_connection
from cockpit.store.readings import note_marks, put
from cockpit.store.register_history import keep_history
from cockpit.store.row_digests import RECOUNT, AlteredLine, RowDigests
from cockpit.store.slices import COPIED, REGISTERS, copy_register, forget_day, replace_day, replace_registers
from cockpit.store.sum_offsets import WHOLE, refresh
from cockpit.store.sums import FACTS, Fact

Progress = Callable[[str, int, int], None]
Moved = dict[str, set[date]]
"""By fact the days whose totals gain something else than before; `date.min` for all of its history."""
MOST_FOLLOWED = 62
"""Of a load that changes more days of levels than this, every day from the first of them on is added up again."""


@dataclass(frozen=True)
class Load:
    """What one source delivers: rows of registers by table name, rows of facts by table name and day.

    Where `whole_from` names a day for a fact, the source has said everything from that day on: days that it no longer
    names lose the rows that it delivered. `repeated` and `refused` are counts for the ledger, and `accepted` too where
    it is not the number of rows (events, say). `reason` is why a delivery was accepted that took `lost` away. `account`
    says what was read and left out; None where nothing was read, as by `recount`.
    What the marks of sources say is kept as a reading of each; `readings` are earlier ones, where they are known.
    """

    source: str
    registers: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[date, Sequence[Row]]] = field(default_factory=dict)
    whole_from: Mapping[str, date] = field(default_factory=dict)
    world: Mapping[str, str] = field(default_factory=dict)
    readings: Sequence[Row] = ()
    accepted: int | None = None
    repeated: int = 0
    refused: int = 0
    reason: str | None = None
    lost: str | None = None
    account: Account | None = None


@dataclass(frozen=True)
class Loaded:
    """`changed` counts the tables and days whose rows are not what they were; `number` is that of the ledger.

    `altered` is what loads delivered and the tables do not hold, as `recount` finds it.
    """

    data_version: str
    accepted: int
    changed: int
    number: int = 0
    altered: tuple[AlteredLine, ...] = ()


def replace(
    engine: Engine,
    load: Load,
    *,
    at: datetime,
    progress: Progress | None = None,
    also: Callable[[Connection], None] | None = None,
) -> Loaded:
    """Put a load into the database: all of it, or LoadRefused and nothing. `also` is done in the same transaction."""
    with write_connection(engine) as connection:
        accepted, changed, moved = _put(connection, load, day=at.date(), progress=progress)
        filled = _filled(connection, load, moved)
        for name, days in moved.items():
            refresh(connection, FACTS[name], days, fillers=filled.get(name, {}))
        accepted = accepted if load.accepted is None else load.accepted
        _note_readings(connection, load, at=at, accepted=accepted)
        if also:
            also(connection)
        loaded = _finish(connection, load, at=at, accepted=accepted, changed=changed)
    cut_log(engine)
    if changed > MOST_FOLLOWED:
        gather_statistics(engine)
    return loaded


def _filled(connection: Connection, load: Load, moved: Moved) -> dict[str, dict[str, set[str]]]:
    """Who fills which column after the load; a fact that gains a filler is counted again from its beginning."""
    before = delivery_coverage.fillers(delivery_coverage.held(connection))
    said = [name for name in {**load.facts, **load.whole_from} if name in moved]
    after = delivery_coverage.keep(connection, load.source, said) if said else before
    _one_source_each(connection, moved, after)
    for name in [name for name, days in moved.items() if date.min in days and FACTS[name].counted]:
        for source in sorted(before.get(name, {}).get(delivery_coverage.ROWS, ())):  # other rows of it are counted now
            after = delivery_coverage.keep(connection, source, [name])
    for name in moved:
        if FACTS[name].shared and before.get(name, {}) != after.get(name, {}):
            moved[name].add(date.min)
    return after


def _one_source_each(connection: Connection, facts: Iterable[str], filled: dict[str, dict[str, set[str]]]) -> None:
    """LoadRefused where two sources deliver the same key of a level, and nothing says which of them counts."""
    for fact in (FACTS[name] for name in facts):
        said = filled.get(fact.name, {})
        by = {
            level: said.get(level if fact.table.c[level].nullable else delivery_coverage.ROWS, ())
            for level in fact.levels
        }
        precedence.check(connection, fact.table, fact.levels, by=by, ranked=fact.ranked)


def _note_readings(connection: Connection, load: Load, *, at: datetime, accepted: int) -> None:
    put(connection, load.readings)
    marks = [str(row["source"]) for row in load.registers.get(tables.source_mark.name, ())]
    note_marks(connection, marks, at=at, counts={load.source: (accepted, load.repeated, load.refused)})


def _put(connection: Connection, load: Load, *, day: date, progress: Progress | None) -> tuple[int, int, Moved]:
    """Rows accepted, tables and days changed, and by fact the days whose totals gain something else than before."""
    if not load.source or len(load.source) > 40:
        raise LoadRefused(f"The source {load.source[:60]!r} has no usable name.", "Use 1 to 40 characters.")
    digests = Digests(connection, load.source)
    registers = {name: ordered(tables.metadata.tables[name], rows) for name, rows in load.registers.items()}
    accepted = sum(len(rows) for rows in registers.values())
    before = _sorted_by(connection, registers)
    changed = replace_registers(connection, digests, registers, source=load.source, day=day)
    moved = _moved(before, _sorted_by(connection, registers))
    steps = sum(len(days) for days in load.facts.values())
    done = 0
    for name in {**load.facts, **load.whole_from}:
        fact, days = FACTS[name], load.facts.get(name, {})
        found: set[date] = set()
        before_it = changed
        for on in sorted(days):
            rows = ordered(fact.table, days[on])
            accepted += len(rows)
            done += 1
            follow = changed - before_it < MOST_FOLLOWED
            gained = replace_day(connection, digests, fact.table, on, rows, source=load.source, follow=follow)
            changed += bool(gained)
            found |= gained
            if progress and (done % 50 == 0 or done == steps):
                progress(name, done, steps)
        for on in _gone(digests, fact, load):
            follow = changed - before_it < MOST_FOLLOWED
            found |= forget_day(connection, digests, fact.table, on, source=load.source, follow=follow)
            changed += 1
        # Where one source counts before another, a row decides on every later one of its key.
        if fact.levels and (changed - before_it > MOST_FOLLOWED or (fact.ranked and precedence.declared(connection))):
            found.add(WHOLE)
        if found:
            moved.setdefault(name, set()).update(found)
    return accepted, changed, moved


def _sorted_by(connection: Connection, registers: Mapping[str, object]) -> dict[tuple[str, str], dict[str, str]]:
    """By fact and register of this load: what sorts the rows of the fact, by code."""
    return {
        (fact.name, register.name): {
            row[0]: row[1] for row in connection.execute(select(register.c.code, register.c[attribute]))
        }
        for fact in FACTS.values()
        for register, attribute in fact.sorted_by
        if register.name in registers
    }


def _moved(before: Mapping[tuple[str, str], Mapping[str, str]], after: Mapping[tuple[str, str], Any]) -> Moved:
    """Facts some of whose rows are now counted elsewhere, so that all of their sums are added up again."""
    return {
        fact: {date.min}
        for (fact, register), held in before.items()
        if any(after[fact, register].get(code, value) != value for code, value in held.items())
    }


def _gone(digests: Digests, fact: Fact, load: Load) -> list[date]:
    """Days of which the source says nothing any more."""
    since = load.whole_from.get(fact.name)
    if since is None:
        return []
    named = {day.isoformat() for day in load.facts.get(fact.name, {})}
    said = (day for day in digests.days(fact.name) if day >= since.isoformat() and day not in named)
    return [date.fromisoformat(day) for day in said]


def _finish(connection: Connection, load: Load, *, at: datetime, accepted: int, changed: int) -> Loaded:
    for name, value in load.world.items():
        set_world(connection, name, value)
    version = set_data_version(connection)
    set_world(connection, "marks", marks_version(connection))
    line = {
        "source": load.source,
        "loaded_at": at.replace(tzinfo=None),
        "accepted": accepted,
        "repeated": load.repeated,
        "refused": load.refused,
        "changed": changed,
        "data_version": version,
        "reason": load.reason,
        "lost": load.lost,
        "in_source": load.account.read if load.account else None,
        "left_out": load.account.left_out if load.account else None,
        "account": load.account.lines() if load.account else None,
    }
    number = connection.execute(insert(tables.load).returning(tables.load.c.number), line).scalar_one()
    return Loaded(version, accepted, changed, number)


def recount(engine: Engine, *, at: datetime, migrated: bool = False) -> Loaded:
    """Bring sums, digests and data version in line with tables that somebody filled by other means.

    What a load delivered and the tables hold otherwise is `altered` of the result: its line stands, no day of it counts
    as there, and an audit names it until the source delivers it again. After a migration that is judged by the number
    of rows. LoadRefused where two sources deliver the same key of a level and no rank says which counts, as a load
    refuses it.
    """
    with write_connection(engine) as connection:
        filled: dict[str, dict[str, set[str]]] = {}
        connection.execute(
            delete(tables.register_copy).where(tables.register_copy.c.table_name == delivery_coverage.COPY)
        )
        rows = RowDigests(connection, migrated)
        for source in rows.renew():
            filled = delivery_coverage.keep(connection, source, tuple(FACTS))
        _one_source_each(connection, FACTS, filled)
        for name in COPIED:
            copy_register(connection, tables.metadata.tables[name])
            keep_history(connection, tables.metadata.tables[name], at.date())
        note(connection)
        note_marks(connection, connection.execute(select(tables.source_mark.c.source)).scalars().all(), at=at)
        for fact in FACTS.values():
            connection.execute(delete(fact.sums))
            connection.execute(delete(fact.offsets))
            refresh(connection, fact, {date.min}, fillers=filled.get(fact.name, {}))
        loaded = _finish(connection, Load(RECOUNT), at=at, accepted=rows.accepted, changed=0)
    cut_log(engine)
    return replaced(loaded, altered=tuple(rows.altered))


def rows_in(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


__all__ = ["REGISTER", "REGISTERS", "Load", "Loaded", "Progress", "data_version", "recount", "replace", "rows_in"]
