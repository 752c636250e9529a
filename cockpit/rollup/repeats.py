"""Repeats: of two events with one id the first that landed counts; one that completes another takes its place.

An id is looked for within some days of the event, so that a load costs what it brings and not what was ever landed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.rollup.staging import Staged
from cockpit.store.duck import files, quoted
from cockpit.store.event import CONTENT
from cockpit.store.landing_result import Conflict

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

COMPARED = ("happened_at", *CONTENT)
SAME = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in COMPARED)
"""Two events that say the same, where they have one id."""


@dataclass
class Repeats:
    """`removed` are the ids, by day, whose landed event is replaced."""

    repeated: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    removed: dict[date, set[str]] = field(default_factory=dict)


def resolve(connection: Duck, staged: Staged, before: Iterable[Path], *, within_days: int, folder: Path) -> Repeats:
    """The table `dropped` (n, day) of what must not land; `before` are the landed parts of the days around it.

    Only events whose id may be there twice, by its hash, are looked at.
    """
    content = ", ".join(COMPARED)
    fresh, paths = files(staged.paths), list(before)
    connection.execute("CREATE TABLE dropped (n BIGINT, day DATE)")
    connection.execute(
        f"CREATE TABLE suspect AS SELECT hash(event_id) AS id FROM {fresh} GROUP BY id HAVING count(*) > 1"
    )
    known = f"WHERE hash(event_id) IN (SELECT hash(event_id) FROM {fresh})" if paths else "LIMIT 0"
    connection.execute(
        f"CREATE TABLE old AS SELECT event_id, day, {content} FROM {files(paths) if paths else fresh} {known}"
    )
    connection.execute("INSERT INTO suspect SELECT DISTINCT hash(event_id) FROM old")
    if not _count(connection, "suspect"):
        return Repeats()
    _stage(connection, staged)
    connection.execute("CREATE TABLE came AS SELECT n, day FROM stage")
    found = _resolved(connection, list(staged.places), within_days=within_days, folder=folder)
    connection.execute("INSERT INTO dropped SELECT n, day FROM came WHERE n NOT IN (SELECT n FROM stage)")
    return found


def _stage(connection: Duck, staged: Staged) -> None:
    """The table `stage` of the suspects, each with its origin."""
    connection.execute("CREATE TABLE block (first_n BIGINT, place INTEGER, first_line BIGINT)")
    if staged.blocks:
        columns = [list(column) for column in zip(*staged.blocks, strict=True)]
        connection.execute("INSERT INTO block SELECT unnest(?), unnest(?), unnest(?)", columns)
    connection.execute(
        f"CREATE TABLE single AS SELECT n, place, line, replaces FROM {staged.singles_table()} "
        "WHERE hash(event_id) IN (SELECT id FROM suspect)"
    )
    connection.execute(
        f"CREATE TABLE stage AS SELECT e.* EXCLUDE (landed), coalesce(s.place, b.place) AS place, "
        "CASE WHEN s.n IS NULL THEN b.first_line + (e.n - b.first_n) ELSE s.line END AS line, "
        "coalesce(s.replaces, false) AS replaces "
        f"FROM (SELECT *, landed - {staged.start} AS n FROM {files(staged.paths)} "
        "WHERE hash(event_id) IN (SELECT id FROM suspect)) e "
        "LEFT JOIN single s ON e.n = s.n ASOF LEFT JOIN block b ON e.n >= b.first_n"
    )


def _resolved(connection: Duck, places: list[str], *, within_days: int, folder: Path) -> Repeats:
    """Takes out of `stage` what must not land."""
    content = ", ".join(COMPARED)
    before_count = _count(connection, "stage")
    # Word for word the same again is the usual repeat: it goes without being looked at one by one.
    connection.execute(
        f"DELETE FROM stage WHERE n IN (SELECT a.n FROM stage a JOIN old b ON a.event_id = b.event_id AND {SAME})"
    )
    connection.execute(
        "DELETE FROM stage WHERE n IN (SELECT n FROM (SELECT n, min(n) OVER (PARTITION BY event_id, "
        f"{content}, replaces) AS first_n, bool_or(replaces) OVER (PARTITION BY event_id) AS replacing FROM stage "
        "WHERE event_id IN (SELECT event_id FROM stage GROUP BY event_id HAVING count(*) > 1)) "
        "WHERE n > first_n AND NOT replacing)"
    )
    found = Repeats(repeated=before_count - _count(connection, "stage"))
    dropped = folder / "dropped.csv"
    with dropped.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for rows in _doubtful(connection):
            for number in _one_id(rows, found, places=places, within_days=within_days):
                writer.writerow((number,))
    if dropped.stat().st_size:
        listed = f"read_csv({quoted(str(dropped))}, columns = {{'n': 'BIGINT'}}, auto_detect = false, header = false)"
        connection.execute(f"DELETE FROM stage WHERE n IN (SELECT n FROM {listed})")
    dropped.unlink()
    return found


def _count(connection: Duck, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0


def _doubtful(connection: Duck) -> Iterator[list[tuple[Any, ...]]]:
    """The landed and the new events of every id that is there more than once, landed ones first."""
    content = ", ".join(COMPARED)
    cursor = connection.cursor()
    cursor.execute(
        "WITH ids AS (SELECT event_id FROM stage GROUP BY event_id HAVING count(*) > 1 "
        "UNION SELECT event_id FROM old WHERE event_id IN (SELECT event_id FROM stage)) "
        f"SELECT event_id, 0 AS n, day, false AS replaces, NULL AS place, NULL AS line, {content} FROM old "
        "WHERE event_id IN (SELECT event_id FROM ids) UNION ALL "
        f"SELECT event_id, n, day, replaces, place, line, {content} FROM stage "
        "WHERE event_id IN (SELECT event_id FROM ids) ORDER BY event_id, n, day"
    )
    for _, rows in groupby(_rows(cursor), key=itemgetter(0)):
        yield list(rows)


def _rows(cursor: Duck) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(10_000):
        yield from batch


def _one_id(rows: list[tuple[Any, ...]], found: Repeats, *, places: list[str], within_days: int) -> Iterator[int]:
    """The numbers of the events that do not land, one after the other as they came."""
    counting: list[tuple[Any, ...]] = []
    for row in rows:
        event_id, number, day, replaces, place, line, *content = row
        near = [one for one in counting if abs((one[2] - day).days) <= within_days]
        if number == 0 or not near:
            counting.append(row)
            continue
        if any(list(one[6:]) == content for one in near):
            found.repeated += 1
            yield number
        elif replaces:
            for one in near:
                counting.remove(one)
                if one[1] == 0:
                    found.removed.setdefault(one[2], set()).add(event_id)
                else:
                    found.repeated += 1
                    yield one[1]
            counting.append(row)
        else:
            fields = tuple(name for name, old, new in zip(COMPARED, near[0][6:], content, strict=True) if old != new)
            found.conflicts.append(Conflict(places[place], line, event_id, fields))
            yield number
