"""What each source has left behind: its last reading, its files and its refused rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from cockpit.store.account import Account
from cockpit.store.tables import intake, load, quarantine, read_file, source_mark

REFUSED = ("place", "line", "field", "value", "reason", "remedy", "reason_zh", "remedy_zh", "raw")


@dataclass(frozen=True)
class SourceRecords:
    """`files` are size and SHA-256 by name; `mark` is the source's own."""

    mark: Mapping[str, Any]
    files: Mapping[str, tuple[int, str]]


def source_records(connection: Connection, source: str) -> SourceRecords:
    row = connection.execute(select(intake.c.mark).where(intake.c.source == source)).first()
    files = connection.execute(select(read_file).where(read_file.c.source == source))
    found = {one.name: (int(one.size), one.sha256) for one in files}
    return SourceRecords(json.loads(row.mark) if row else {}, found)


def leave(
    connection: Connection,
    source: str,
    *,
    left: SourceRecords,
    account: Account,
    at: datetime,
) -> None:
    """After an accepted load; the account of one that found nothing new is not kept over that of the one before."""
    before = connection.execute(select(intake.c.account).where(intake.c.source == source)).scalar()
    connection.execute(delete(intake).where(intake.c.source == source))
    line = {
        "source": source,
        "mark": json.dumps(left.mark, ensure_ascii=False),
        "tried_at": at,
        "loaded_at": at,
        "accepted": account.accepted,
        "repeated": account.repeated,
        "refused": account.refused,
        "account": before if account.empty and before else account.dumped(),
    }
    connection.execute(insert(intake), line)
    files = taken_files(connection, source)
    for name, (size, sha256) in left.files.items():
        if files.get(name) == (size, sha256):
            continue
        connection.execute(delete(read_file).where(read_file.c.source == source, read_file.c.name == name))
        file = {"source": source, "name": name, "size": size, "sha256": sha256, "read_at": at}
        connection.execute(insert(read_file), file)


def taken_files(connection: Connection, source: str) -> dict[str, tuple[int, str]]:
    files = connection.execute(select(read_file).where(read_file.c.source == source))
    return {one.name: (int(one.size), one.sha256) for one in files}


def tried(connection: Connection, source: str, *, refused: int, at: datetime) -> None:
    """After an attempt of which nothing was accepted: what was there before stays."""
    values = {"tried_at": at, "refused": refused}
    if not connection.execute(update(intake).where(intake.c.source == source).values(values)).rowcount:
        empty = {"source": source, "mark": "{}", "loaded_at": None, "accepted": 0, "repeated": 0}
        connection.execute(insert(intake), {**empty, **values})


def refuse(
    connection: Connection,
    source: str,
    refused: Sequence[Any],
    *,
    settled: Iterable[str] | None,
    numbers: Iterable[int] = (),
    at: datetime,
) -> None:
    """Put refused rows into quarantine; older ones of the places that were read again, or by number, are done with."""
    mine = quarantine.c.source == source
    if settled is None:
        connection.execute(delete(quarantine).where(mine))
    else:
        for place in sorted(settled):
            connection.execute(delete(quarantine).where(mine, quarantine.c.place == place))
    for number in numbers:
        connection.execute(delete(quarantine).where(mine, quarantine.c.number == number))
    lines = [{name: getattr(one, name) for name in REFUSED} for one in refused]
    if lines:
        connection.execute(insert(quarantine), [{**line, "source": source, "refused_at": at} for line in lines])


def refused_rows(connection: Connection, source: str | None = None) -> list[dict[str, Any]]:
    query = select(quarantine).order_by(quarantine.c.source, quarantine.c.place, quarantine.c.line, quarantine.c.number)
    if source is not None:
        query = query.where(quarantine.c.source == source)
    return [dict(row) for row in connection.execute(query).mappings()]


def refused_places(connection: Connection, source: str) -> set[str]:
    query = select(quarantine.c.place).where(quarantine.c.source == source).distinct()
    return set(connection.execute(query).scalars())


def dismiss(connection: Connection, numbers: Iterable[int]) -> int:
    return sum(
        connection.execute(delete(quarantine).where(quarantine.c.number == number)).rowcount for number in numbers
    )


def overview(connection: Connection) -> dict[str, dict[str, Any]]:
    """By source: the last reading, the newest data, the last failure, and how many rows wait in quarantine."""
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(select(intake)).mappings():
        found[row["source"]] = {name: row[name] for name in row if name != "mark"}
    for row in connection.execute(select(source_mark)).mappings():
        found.setdefault(row["source"], {}).update(newest_at=row["newest_at"], failure=row["failure"])
    waiting = select(quarantine.c.source, func.count().label("rows")).group_by(quarantine.c.source)
    for source, rows in connection.execute(waiting):
        found.setdefault(source, {})["waiting"] = rows
    return found


def accounts(connection: Connection) -> dict[str, Account]:
    """By source, of the last load that read anything."""
    query = select(intake.c.source, intake.c.account).where(intake.c.account.is_not(None)).order_by(intake.c.source)
    return {source: Account.loaded(account) for source, account in connection.execute(query)}


def first_load(connection: Connection) -> str | None:
    return connection.execute(select(load.c.source).order_by(load.c.number).limit(1)).scalar()
