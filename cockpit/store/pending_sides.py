"""Sides of exchanges that were delivered alone: they wait, were closed alone, or are remembered as done.

Asked for by key, so that a load costs what it brings and not what was ever delivered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, func, insert, select, update

from cockpit.store.exchange_database import read_connection
from cockpit.store.tables import side

AT_ONCE = 500


class SideState(StrEnum):
    WAITS = "waits"
    CLOSED = "closed"
    """It was counted without its other side."""
    DONE = "done"


@dataclass(frozen=True)
class PendingSide:
    """`seen` is when it came, in Shanghai without an offset; what is done is known by its key alone."""

    key: str
    state: SideState
    seen: datetime
    request_id: str = ""
    end: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    line: int | None = None


@dataclass(frozen=True)
class SidesChange:
    """`put` stand as they are given, `gone` are no longer there; what is older than `keep` is closed for good."""

    put: Sequence[PendingSide]
    gone: Sequence[str]
    now: datetime
    keep: timedelta


@dataclass(frozen=True)
class PendingSides:
    """Those of one source; with `anew` as if nothing had ever come."""

    engine: Engine
    source: str
    anew: bool = False

    def find(self, keys: Collection[str]) -> list[PendingSide]:
        asked = sorted(keys)
        return [
            one
            for start in range(0, len(asked), AT_ONCE)
            for one in self._read(self._mine().where(side.c.mark.in_(asked[start : start + AT_ONCE])))
        ]

    def waiting_since(self, moment: datetime) -> list[PendingSide]:
        """Those that have waited since then or longer, the first that came first."""
        query = self._mine().where(side.c.state == SideState.WAITS, side.c.seen <= moment)
        return self._read(query.order_by(side.c.seen, side.c.mark))

    def waiting(self) -> int:
        if self.anew:
            return 0
        with read_connection(self.engine) as connection:
            query = select(func.count()).where(side.c.source == self.source, side.c.state == SideState.WAITS)
            return int(connection.execute(query).scalar() or 0)

    def _mine(self) -> Select[Any]:
        return select(side).where(side.c.source == self.source)

    def _read(self, query: Select[Any]) -> list[PendingSide]:
        if self.anew:
            return []
        with read_connection(self.engine) as connection:
            return [_side(row) for row in connection.execute(query)]


def _side(row: Any) -> PendingSide:
    said = json.loads(row.said) if row.said else {}
    return PendingSide(row.mark, SideState(row.state), row.seen, **said)


def change(connection: Connection, source: str, changed: SidesChange, *, anew: bool) -> None:
    """In the transaction of the load."""
    mine: ColumnElement[bool] = side.c.source == source
    if anew:
        connection.execute(delete(side).where(mine))
    away = sorted({*changed.gone, *(one.key for one in changed.put)})
    for start in range(0, len(away), AT_ONCE):
        connection.execute(delete(side).where(mine, side.c.mark.in_(away[start : start + AT_ONCE])))
    lines = [_line(source, one) for one in _each(changed.put)]
    if lines:
        connection.execute(insert(side), lines)
    closed = (mine, side.c.state == SideState.CLOSED, side.c.seen <= changed.now - changed.keep)
    connection.execute(update(side).where(*closed).values(state=SideState.DONE, said=None))
    done = (mine, side.c.state == SideState.DONE, side.c.seen <= changed.now - 2 * changed.keep)
    connection.execute(delete(side).where(*done))


def _each(put: Iterable[PendingSide]) -> list[PendingSide]:
    return list({one.key: one for one in put}.values())


def _line(source: str, one: PendingSide) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("request_id", "end", "record", "place", "line")}
    kept = None if one.state == SideState.DONE else json.dumps(said, ensure_ascii=True)
    return {"source": source, "mark": one.key, "state": one.state, "seen": one.seen, "said": kept}
