"""A row of another source, unit, level or library moves no number but its own: for every fact, at random, every scope.

Its own are the numbers that are made of its fact, of the whole city and of the parts that its codes name.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.audit.day_audit import audit_day
from cockpit.board.builder import answered
from cockpit.board.scope import Scope
from cockpit.metrics.counts import Count
from cockpit.metrics.measure import When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reconciliation import RECONCILIATIONS
from cockpit.metrics.row_selection import FactRows
from cockpit.store.exchange_database import read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.sums import FACTS
from tests import small

LEVELS = {"a": "municipal", "b": "municipal", "c": "county", "d": "county", "p": "province"}
DAY = small.day(21)
SCOPES = [
    *({"unit": unit} for unit in "abcd"),
    *({"kind": kind} for kind in ("file", "table", "api")),
    *({"theme": theme} for theme in ("health", "roads")),
    *({"library": library} for library in ("people", "firms", "space")),
    {"scenario": "window"},
]
KEYS: dict[str, dict[str, list[str]]] = {
    "library_daily": {"library": ["people", "firms", "space", "theme"], "unit": list("abcd")},
    "thematic_daily": {"library": ["theme", "people"], "unit": list("abcd")},
    "resource_daily": {"unit": list("abcd"), "kind": ["file", "table", "api"]},
    "reported_daily": {"figure": ["portal_interfaces", "terminals"]},
    "flow_daily": {"provider": list("abcdp"), "consumer": list("abcdp"), "kind": ["api"], "scenario": ["other"]},
    "opening_daily": {"unit": list("abcd"), "theme": ["health", "roads"]},
    "meeting_daily": {"unit": list("abcd")},
    "return_daily": {"unit": list("abcdp")},
}  # fmt: skip
assert set(KEYS) == set(FACTS)
Key = tuple[str, str]


def foreign(name: str, chance: random.Random) -> dict[str, Any]:
    """A row of a key that no source has said."""
    fact, said = FACTS[name], {tuple(row[key] for key in KEYS[name]) for row in _rows(name)}
    for _ in range(200):
        codes = {key: chance.choice(values) for key, values in KEYS[name].items()}
        if tuple(codes.values()) not in said or not fact.levels:
            break
    values = dict.fromkeys(fact.levels + fact.flows, chance.randint(1, 9) * 1_000)
    return {"day": small.day(chance.randint(9, 21)), **codes, **values, "provenance": "measured"}


def _rows(name: str) -> list[dict[str, Any]]:
    return [row for rows in small.facts().get(name, {}).values() for row in rows]


def said(engine: Engine) -> dict[tuple[str, Key], object]:
    """The numbers of the city, of each member in its tables, and of each scope."""
    found: dict[tuple[str, Key], object] = {}
    with read_connection(engine) as connection:
        city = answered(connection, Scope("small", as_of=DAY), now=small.NOW)
        for metric in METRICS:
            found[metric.name, ("city", "")] = city.number(metric.name).value
            for fact in metric.measure.facts:
                for dimension in FACTS[fact].members[1:]:
                    for code in sorted(city.reading.members(fact, dimension)):
                        found[metric.name, (dimension, code)] = city.number(metric.name, (dimension, code)).value
        for scope in SCOPES:
            answer = answered(connection, Scope("small", as_of=DAY, **scope), now=small.NOW)  # type: ignore[arg-type]
            (place,) = scope.items()
            for metric in METRICS:
                found[metric.name, (f"scope {place[0]}", place[1])] = answer.number(metric.name).value
    return found


def own(name: str, row: dict[str, Any], metric: str, place: Key) -> bool:
    """Whether a number may move: it is made of the fact, and of the city or of what the row names."""
    facts = set(METRICS[metric].measure.facts)
    if metric == "trust.differences":
        facts = {fact for one in RECONCILIATIONS for m in (one.part, one.whole) for fact in METRICS[m].measure.facts}
    behind = METRICS[metric].measure.behind(When(DAY, date(2020, 9, 14)))
    if isinstance(behind, FactRows) and behind.only and row.get(behind.only[0]) != behind.only[1]:
        return False
    dimension, code = place[0].removeprefix("scope "), place[1]
    codes = {str(row[key]) for key in KEYS[name]}
    codes |= {LEVELS[code] for code in codes & set(LEVELS)} | {f"{row.get('provider')}>{row.get('consumer')}"}
    codes |= {f"{row.get('library')}>{row.get('unit')}"}
    return name in facts and (dimension == "city" or code in codes or isinstance(METRICS[metric].measure, Count))


@pytest.mark.slow
@pytest.mark.parametrize("name", FACTS)
def test_a_row_of_another_source_moves_no_number_but_its_own(database_url: str, name: str) -> None:
    engine = small.fill(database_url)
    before, chance = said(engine), random.Random(name)
    for _ in range(2):
        row = foreign(name, chance)
        replace(
            engine,
            Load("foreign", facts={name: {row["day"]: [row]}}, whole_from={name: date(2020, 1, 1)}),
            at=small.NOW,
        )
        after = said(engine)
        moved = [key for key in before | after if before.get(key) != after.get(key)]
        assert [key for key in moved if not own(name, row, *key)] == [], row
        counted = name not in ("library_daily", "thematic_daily", "return_daily") or _belongs(name, row)
        assert counted or moved == [], row
        with read_connection(engine) as connection:
            result = audit_day(connection, "small", DAY, now=small.NOW, scopes=[])
        assert [one.words for one in result.differences] == []
    engine.dispose()


def _belongs(name: str, row: dict[str, Any]) -> bool:
    """Whether the row is of the kind that its fact counts."""
    if name == "return_daily":
        return LEVELS[row["unit"]] == "province"
    return (row["library"] == "theme") == (name == "thematic_daily")
