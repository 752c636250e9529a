"""Which days of a fact each source has delivered, by column: kept beside the registers, in the transaction of a load.

The ledger is the table of digests, with one line a day and source; this is the same as spans of days, small enough to
be read by every board.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select

from cockpit.store import tables
from cockpit.store.digests import Noted, as_json
from cockpit.store.sums import FACTS, Fact

COPY = "coverage"
"""Its name among the copies of registers."""
ROWS = ""
"""The column of a line that is about the rows themselves: of every measure that is never empty."""

Line = dict[str, Any]
"""`fact`, `column`, `source`, `first` and `last` day; of a daily fact also its `days`, as spans from and to; `altered`
are spans of days that the source delivered and the table holds otherwise, where there are any."""


def held(connection: Connection) -> list[Line]:
    copy = tables.register_copy
    text = connection.execute(select(copy.c.rows).where(copy.c.table_name == COPY)).scalar()
    found: list[Line] = json.loads(text) if text else []
    return found


def keep(connection: Connection, source: str, facts: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Bring the lines of a source in step with its digests; what is given back are those who fill what, by fact."""
    lines = [one for one in held(connection) if one["source"] != source or one["fact"] not in facts]
    for name in facts:
        lines += _lines(connection, FACTS[name], source)
    lines.sort(key=lambda one: (one["fact"], one["column"], one["source"]))
    copy = tables.register_copy
    connection.execute(delete(copy).where(copy.c.table_name == COPY))
    connection.execute(insert(copy).values(table_name=COPY, rows=as_json(lines).decode()))
    return fillers(lines)


def fillers(lines: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, set[str]]]:
    """By fact and column the sources that have ever filled it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in lines:
        found[one["fact"]][one["column"]].add(one["source"])
    return found


def known(table: Any, rows: Iterable[Mapping[str, Any]]) -> str | None:
    """Of the columns that may be empty those that are known in some row; None for a table without such columns."""
    names = [str(column.name) for column in table.columns if column.nullable]
    if not names:
        return None
    listed = list(rows)
    return " ".join(name for name in names if any(row.get(name) is not None for row in listed))


def _lines(connection: Connection, fact: Fact, source: str) -> list[Line]:
    if fact.membership:
        return _counted(connection, fact, source)
    digest = tables.digest
    query = select(digest.c.day, digest.c.rows, digest.c.known, digest.c.sha256).where(
        digest.c.table_name == fact.name, digest.c.delivered_by == source
    )
    by_column: dict[str, list[date]] = defaultdict(list)
    filled: dict[str, list[date]] = defaultdict(list)
    altered: dict[str, list[date]] = defaultdict(list)
    nullable = {str(column.name) for column in fact.table.columns if column.nullable}
    for day, *said in sorted(tuple(row) for row in connection.execute(query)):
        on, noted = date.fromisoformat(day), Noted(*said)
        # Of a day on which the source said that there was nothing every column is known: there are no rows.
        names = {ROWS, *(nullable if not noted.rows or noted.known is None else noted.known.split())}
        for name in names:
            (altered if noted.altered else by_column)[name].append(on)
            if noted.rows:
                filled[name].append(on)
    return [
        _line(fact, name, source, days=by_column[name], filled=filled[name], altered=altered[name])
        for name in sorted(filled)
    ]


def _counted(connection: Connection, fact: Fact, source: str) -> list[Line]:
    """Of a fact that holds rows of others too, by the rows that are counted."""
    table = fact.table
    names = [str(column.name) for column in table.columns if column.nullable]
    days = [table.c.day, *(case((table.c[name].is_not(None), table.c.day)) for name in names)]
    asked = [limit(day) for day in days for limit in (func.min, func.max)]
    found = connection.execute(select(*asked).where(table.c.delivered_by == source, *fact.counted)).one()
    ends = zip((ROWS, *names), found[::2], found[1::2], strict=True)
    return [_line(fact, name, source, days=[], filled=[first, last]) for name, first, last in ends if first is not None]


def _line(
    fact: Fact, column: str, source: str, *, days: list[date], filled: list[date], altered: Sequence[date] = ()
) -> Line:
    held: Line = {"fact": fact.name, "column": column, "source": source}
    held |= {"first": min(filled).isoformat(), "last": max(filled).isoformat()}
    if fact.daily:
        held["days"] = _spans(days)
    return {**held, "altered": _spans(altered)} if altered else held


def _spans(days: Iterable[date]) -> list[list[str]]:
    """Days in their order as spans without a gap."""
    found: list[list[date]] = []
    for day in days:
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1][1] = day
        else:
            found.append([day, day])
    return [[first.isoformat(), last.isoformat()] for first, last in found]
