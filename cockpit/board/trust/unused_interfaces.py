"""Interfaces that nobody calls, as finely as the contract tells them: by unit, and on the open data portal by theme.

An exchange names its provider, consumer, kind and scenario, but no interface; the portal counts calls by unit and
theme. So what is listed are the interfaces of a unit, or of a unit in a theme, of which none was called.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, or_, select

from cockpit.board.board import Board
from cockpit.calendar import window_days
from cockpit.store import sum_reader, tables
from cockpit.store.member import BETWEEN, codes_of
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import ResourceKind

BACK = timedelta(days=91)
"""So far back the last call is looked for."""
API = ResourceKind.API


@dataclass(frozen=True)
class Unused:
    """`theme` None: interfaces of the exchange platform. `last` is the day of the last call within thirteen weeks."""

    unit: str
    interfaces: int
    last: date | None
    theme: str | None = None


def of_the_platform(connection: Connection, board: Board, mounted: dict[str, int], called: set[str]) -> list[Unused]:
    """`mounted` are interfaces by unit, `called` the units that gave anything over one in the period."""
    last = _last_given(connection, board.as_of)
    return [Unused(unit, held, last.get(unit)) for unit, held in mounted.items() if held and unit not in called]


def of_the_portal(connection: Connection, board: Board) -> list[Unused]:
    """Where the portal counts no calls at all for a unit and theme, nothing is known and nothing listed."""
    listed = tables.open_dataset
    known = or_(listed.c.published_on.is_(None), listed.c.published_on <= board.as_of)
    query = select(listed.c.unit, listed.c.theme, listed.c.formats).where(known, listed.c.formats.contains(API))
    rows = connection.execute(query)
    offered = Counter((unit, theme) for unit, theme, formats in rows if API in formats.split())
    day, after, _ = window_days(board.as_of, board.scope.period)
    table = tables.opening_daily
    place = (table.c.unit, table.c.theme)
    counted = select(*place, func.sum(table.c.api_calls)).where(table.c.day > after, table.c.day <= day)
    idle = {
        (unit, theme)
        for unit, theme, calls in connection.execute(counted.group_by(*place))
        if calls is not None and not calls
    }
    ever = select(*place, func.max(table.c.day)).where(
        table.c.day > board.as_of - BACK, table.c.day <= board.as_of, table.c.api_calls > 0
    )
    last = {(unit, theme): day for unit, theme, day in connection.execute(ever.group_by(*place))}
    return [
        Unused(unit, count, last.get((unit, theme)), theme=theme)
        for (unit, theme), count in offered.items()
        if (unit, theme) in idle
    ]


def _last_given(connection: Connection, as_of: date) -> dict[str, date]:
    """By provider, the last day on which the running total of its exchanges over interfaces rose."""
    fact = FACTS["flow_daily"]
    newest = sum_reader.newest(connection, fact, "given", as_of)
    if newest is None:
        return {}
    days = [newest - timedelta(days=number) for number in range((newest - as_of + BACK).days + 1)]
    asked = sum_reader.SumQuery(("given",), days, like=(f"%{BETWEEN}{API}{BETWEEN}%",))
    found: dict[str, date] = {}
    before: dict[str, int] = {}
    rows = sum_reader.read(connection, fact, [asked], ("exchanges",))
    for _, day, member, total, *_ in sorted(rows, key=lambda row: row[1]):
        if day > as_of - BACK and (total or 0) > before.get(member, 0):
            provider = codes_of(member)[0]
            found[provider] = max(day, found.get(provider, day))
        before[member] = total or 0
    return found
