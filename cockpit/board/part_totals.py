"""Running totals of a part of the city as a whole, on many days: what is expected of it is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from cockpit.board import fact_totals, joint_sums
from cockpit.metrics.reading import CITY, RECEIVED, Member
from cockpit.store import dimensions, sum_reader
from cockpit.store.delivery_coverage import COPY, fillers
from cockpit.store.sum_reader import SumQuery
from cockpit.store.sums import Fact

Held = dict[str, dict[str, dict[date, Any]]]


def read(
    connection: Connection,
    fact: Fact,
    days: Sequence[date],
    *,
    filters: Mapping[str, str],
    registers: Mapping[str, list[dict[str, Any]]],
) -> Held:
    """By dimension, member and day: the part itself, and apart from it what one unit receives.

    From the sums that are kept of one member, from the joint sums where several filters are set, and only where there
    are none of these from the fact itself.
    """
    alone = _alone(fact, filters)
    if alone:
        return {place[0]: {place[1]: _summed(connection, fact, one, days)} for place, one in alone.items()}
    if fact.joint:
        return joint_sums.whole(connection, fact, days, filters=filters)
    filled = fillers(registers.get(COPY, [])).get(fact.name, {})
    return {CITY[0]: fact_totals.read(connection, fact, list(days), filters=filters, fillers=filled).get(CITY[0], {})}


def _alone(fact: Fact, filters: Mapping[str, str]) -> dict[Member, Member]:
    """The members whose running totals are those of a part, by the place where they count; none where more is asked."""
    ((name, code), *more) = filters.items()
    columns = dimensions.filters(fact)[name]
    if more:
        return {}
    if len(columns) == 1:
        return {CITY: (columns[0], code)}
    return {CITY: ("provider", code), RECEIVED: ("consumer", code)} if fact.joint else {}


def _summed(connection: Connection, fact: Fact, member: Member, days: Sequence[date]) -> dict[date, Any]:
    columns = (*fact.measures, *fact.counts)
    rows = sum_reader.read(connection, fact, [SumQuery((member[0],), days, member=member[1])], columns)
    return {row[1]: dict(zip(columns, row[3:], strict=False)) for row in rows}
