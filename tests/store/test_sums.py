"""The sums beside the facts, against literals and against a slow, obvious computation."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.schema import migrate
from cockpit.store.sums import FACTS
from tests import small


@pytest.fixture
def engine(database_url):
    engine = small.fill(database_url)
    yield engine
    engine.dispose()


def running(engine, fact, column, dimension):
    sums = FACTS[fact].sums
    query = select(sums.c.member, sums.c.day, sums.c[column]).where(sums.c.dimension == dimension)
    with read_connection(engine) as connection:
        return {(row.member, row.day.day): row[2] for row in connection.execute(query)}


def test_a_level_holds_until_its_next_row(engine):
    records = running(engine, "library_daily", "records", "library")
    assert [records["people", day] for day in (1, 15, 16, 20, 21)] == [950, 950, 1010, 1010, 1020]


def test_a_sum_adds_up_over_days_and_members(engine):
    exchanges = running(engine, "flow_daily", "exchanges", "city")
    assert [exchanges["", day] for day in (1, 8, 14, 15, 21)] == [1, 5, 11, 26, 51]
    assert running(engine, "flow_daily", "records", "pair")["a>c", 21] == 350


def test_the_level_of_a_unit_is_a_dimension(engine):
    assert running(engine, "opening_daily", "datasets", "level")["county", 21] == 5


def test_what_is_not_published_stays_unknown(engine):
    stored = running(engine, "library_daily", "items_stored", "library")
    assert stored["firms", 21] is None
    assert stored["people", 21] == 13
    assert running(engine, "library_daily", "items_known", "city")["", 21] == 14
    assert running(engine, "library_daily", "items_catalogued", "city")["", 21] == 20


def test_a_member_has_no_total_before_it_began(engine):
    exchanges = running(engine, "flow_daily", "exchanges", "provider")
    assert ("b", 13) not in exchanges
    assert exchanges["b", 14] == 6


def test_a_late_day_moves_every_later_total(engine):
    late = small.flow(2, "a", "d", kind="file", exchanges=100)
    replace(engine, Load("late", facts={"flow_daily": {small.day(2): [late]}}), at=small.NOW)
    exchanges = running(engine, "flow_daily", "exchanges", "city")
    assert [exchanges["", day] for day in (1, 2, 21)] == [1, 101, 151]


def test_days_between_two_loads_carry_the_total_on(engine):
    later = small.flow(25, "a", "d", kind="file", exchanges=100)
    replace(engine, Load("later", facts={"flow_daily": {small.day(25): [later]}}), at=small.NOW)
    exchanges = running(engine, "flow_daily", "exchanges", "city")
    assert [exchanges["", day] for day in (21, 22, 24, 25)] == [51, 51, 51, 151]


@pytest.mark.slow
def test_random_histories_add_up_as_a_slow_computation_does(tmp_path):
    chance = random.Random(20200930)
    for number in range(5):
        engine = open_engine(f"sqlite:///{tmp_path / f'{number}.db'}")
        migrate(engine)
        levels: dict[date, list[dict[str, object]]] = defaultdict(list)
        for step in range(40):
            for unit in ("a", "b", "c"):
                if chance.random() < 0.3:
                    day = date(2020, 1, 1) + timedelta(days=step)
                    levels[day].append(
                        {
                            "day": day,
                            "unit": unit,
                            "kind": "api",
                            "catalogues": 1,
                            "mounted": int(chance.random() * 100),
                            "provenance": "demo",
                        }
                    )
        replace(engine, Load("random", registers=small.registers()), at=small.NOW)
        days = list(levels)
        chance.shuffle(days)
        for day in days:  # one load a day, out of order
            replace(engine, Load("random", facts={"resource_daily": {day: levels[day]}}), at=small.NOW)
        held = running_by_date(engine)
        last: dict[str, int] = {}
        for step in range((max(levels) - min(levels)).days + 1):
            day = min(levels) + timedelta(days=step)
            last.update({str(row["unit"]): int(str(row["mounted"])) for row in levels.get(day, [])})
            assert held[day] == sum(last.values())


def running_by_date(engine):
    sums = FACTS["resource_daily"].sums
    with read_connection(engine) as connection:
        found = connection.execute(select(sums.c.day, sums.c.mounted).where(sums.c.dimension == "city"))
        return {row.day: row.mounted for row in found}
