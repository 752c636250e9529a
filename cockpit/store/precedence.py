"""One source per key of a level (一数一源): of two that deliver the same, the one of better rank counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, exists, not_, or_, select

from cockpit.errors import LoadRefused
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.tables import source


def not_outranked(table: Any) -> ColumnElement[bool]:
    """Rows of a key that no source that ranks before their own has said by their day.

    So a level goes on from one source to the next that begins to deliver it. A source without a rank is not before and
    not behind another.
    """
    ranked = select(source.c.code).where(source.c.precedence.is_not(None))
    other, own, better = table.alias(f"other_{table.name}"), source.alias("own"), source.alias("better")
    same = [other.c[name] == table.c[name] for name in same_key(table)]
    before = (
        select(1)
        .select_from(other)
        .join(better, better.c.code == other.c[DELIVERED_BY])
        .join(own, own.c.code == table.c[DELIVERED_BY])
        .where(*same, other.c.day <= table.c.day, better.c.precedence < own.c.precedence)
        .correlate(table)
    )
    return or_(table.c[DELIVERED_BY].not_in(ranked), not_(exists(before)))


def declared(connection: Connection) -> bool:
    """Whether any source has a rank."""
    return (
        connection.execute(select(source.c.code).where(source.c.precedence.is_not(None)).limit(1)).first() is not None
    )


def same_key(table: Any) -> tuple[str, ...]:
    """The key of a level, whatever the day and whoever delivered it."""
    return tuple(str(column.name) for column in table.primary_key if column.name not in ("day", DELIVERED_BY))


def check(
    connection: Connection,
    table: Table,
    levels: Collection[str],
    *,
    by: Mapping[str, Collection[str]],
    ranked: bool,
) -> None:
    """LoadRefused where two sources have said a level of the same key, and no rank says which of them counts.

    `by` are the sources that fill each level; a fact that is not `ranked` has none of which one could count.
    """
    ranks = dict(tuple(row) for row in connection.execute(select(source.c.code, source.c.precedence)))
    for level in levels:
        filling = sorted(by.get(level, ()))
        for at, one in enumerate(filling):
            for other in filling[at + 1 :]:
                apart = ranks.get(one) is not None and ranks.get(other) is not None and ranks[one] != ranks[other]
                if not (ranked and apart) and (key := _both(connection, table, level, one, other)) is not None:
                    raise _refused(table, level, key, (one, other), ranked=ranked)


def _both(connection: Connection, table: Table, level: str, one: str, other: str) -> tuple[Any, ...] | None:
    """A key of which both have said the level."""
    keys = [table.c[name] for name in same_key(table)]
    said = [
        select(*keys).where(table.c[DELIVERED_BY] == code, table.c[level].is_not(None)).distinct()
        for code in (one, other)
    ]
    found = connection.execute(said[0].intersect(said[1]).limit(1)).first()
    return tuple(found) if found else None


def _refused(table: Table, level: str, key: tuple[Any, ...], sources: tuple[str, str], *, ranked: bool) -> LoadRefused:
    named = " ".join(map(str, key))
    one, other = sources
    remedy = "take the rows out of one of the two"
    if ranked:
        remedy = f"give {one} and {other} different ranks in the column precedence of sources.csv, or {remedy}"
    return LoadRefused(
        f"{table.name}: {level} of {named!r} is delivered by two sources, {one!r} and {other!r}; "
        "they are not added up.",
        f"{remedy[0].upper()}{remedy[1:]}.",
        zh=f"{table.name}：{'、'.join(map(str, key))}的{level}由两个来源{one}、{other}提供，一数一源，不相加。",
    )
