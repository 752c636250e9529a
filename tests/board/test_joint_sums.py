"""A part of the city out of the joint sums, against a slow and obvious computation over the rows themselves."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from cockpit.board import joint_sums
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.schema import migrate
from cockpit.store.sums import FACTS
from tests import small

FLOW = FACTS["flow_daily"]
FIRST = date(2020, 6, 29)
UNITS, KINDS, SCENARIOS = "abcd", ("api", "table", "file"), ("s", "s_", "other")
FILTERS = [
    {"unit": "a"},
    {"kind": "api"},
    {"scenario": "s_"},
    {"unit": "b", "kind": "table"},
    {"kind": "file", "scenario": "other"},
    {"unit": "c", "kind": "api", "scenario": "s"},
]


@pytest.fixture(scope="module")
def history(module_database_url):
    """An engine, and the rows of a random history that was loaded out of order, a few days missing."""
    chance = random.Random(20200930)
    rows = []
    for step in range(60):
        for left in UNITS if chance.random() < 0.8 else ():
            for right in UNITS:
                if left != right and chance.random() < 0.5:
                    kind, scenario = chance.choice(KINDS), chance.choice(SCENARIOS)
                    many = chance.randrange(1, 90)
                    made = small.flow(1, left, right, kind=kind, exchanges=many, scenario=scenario)
                    records = None if chance.random() < 0.2 else many * 7
                    rows.append({**made, "day": FIRST + timedelta(days=step), "records": records})
    days = defaultdict(list)
    for row in rows:
        days[row["day"]].append(row)
    engine = open_engine(module_database_url)
    migrate(engine)
    replace(engine, Load("register", registers=small.registers()), at=small.NOW)
    order = list(days)
    chance.shuffle(order)
    for third in range(3):
        load = Load("platform", facts={"flow_daily": {day: days[day] for day in order[third::3]}})
        replace(engine, load, at=small.NOW)
    yield engine, rows
    engine.dispose()


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("last", [FIRST + timedelta(days=number) for number in (41, 44, 48)], ids=str)
def test_a_part_of_the_city_adds_up_as_its_rows_do(history, filters, last):
    engine, rows = history
    days = [last - timedelta(days=7 * step) for step in range(6, -1, -1)]
    wide = [days[0], last - timedelta(days=9), last - timedelta(days=2), last]
    with read_connection(engine) as connection:
        found = joint_sums.read(connection, FLOW, sorted({*days, *wide}), wide=wide, ends=wide, filters=filters)
    unit = filters.get("unit")
    rest = {name: value for name, value in filters.items() if name != "unit"}
    mine = [row for row in rows if all(row[name] == value for name, value in rest.items())]
    given = [row for row in mine if unit in (None, row["provider"])]
    taken = [row for row in mine if unit == row["consumer"]]
    places = {("city", ""): (given, days), ("received", ""): (taken, days)}
    places |= {("kind", kind): ([row for row in given if row["kind"] == kind], days) for kind in KINDS}
    places |= {("scenario", one): ([row for row in given if row["scenario"] == one], days) for one in SCENARIOS}
    for one in UNITS:
        places["provider", one] = ([row for row in given if row["provider"] == one], days if unit else wide)
        places["consumer", one] = ([row for row in given if row["consumer"] == one], wide)
        places["sender", one] = ([row for row in taken if row["provider"] == one], wide)
        for other in UNITS:
            both = [row for row in given if (row["provider"], row["consumer"]) == (one, other)]
            places["pair", f"{one}>{other}"] = (both, wide)
    for (dimension, member), (held, on) in places.items():
        for day in on:
            totals = found.get(dimension, {}).get(member, {}).get(day)
            before = [row for row in held if row["day"] <= day]
            if not before:
                assert totals is None
                continue
            for column in ("exchanges", "records"):
                known = [row[column] for row in before if row[column] is not None]
                assert totals[column] == (sum(known) if known else None), (dimension, member, day, column)
            assert totals["measured_rows"] == len(before)
    assert set(found) <= {"city", "received", "kind", "scenario", "provider", "consumer", "sender", "pair"}
