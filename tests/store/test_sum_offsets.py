"""Late rows: what they add to later running totals is kept as offsets, and the totals are those of a fresh count."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from os import environ
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select

from cockpit.store import sum_offsets, sum_reader
from cockpit.store.delivery_coverage import fillers, held
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.store.refresh import add_up_from
from cockpit.store.sums import FACTS, Fact
from tests import small

pytestmark = pytest.mark.slow

SEEDS = int(environ.get("COCKPIT_LATE_ROWS", "1"))
FIRST = date(2020, 1, 1)
DAYS = 45
SOURCES = ("one", "two")


def every(connection, fact: Fact) -> dict[tuple[str, date, str], tuple[int | None, ...]]:
    """All totals of a fact, as a board would read them."""
    day = fact.sums.c.day
    first, last = connection.execute(select(func.min(day), func.max(day))).one()
    if first is None:
        return {}
    last = connection.execute(select(func.max(day)).where(fact.sums.c.dimension == "city")).scalar_one()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    names = [name for name in (*fact.members, *fact.joint) if name != fact.weekly]
    asked = [sum_reader.SumQuery(names, days)]
    if fact.weekly:
        asked.append(sum_reader.SumQuery((fact.weekly,), [day for day in days if day.isoweekday() == 7]))
    columns = (*fact.measures, *fact.counts)
    rows = sum_reader.read(connection, fact, asked, columns)
    return {tuple(row[:3]): tuple(row[3 : 3 + len(columns)]) for row in rows}


def agrees(engine: Engine, fact: Fact) -> int:
    """The totals are those of a count from the first day on; how many rows of offsets there were."""
    with engine.connect().execution_options(writes=True) as connection:
        found = every(connection, fact)
        offsets = connection.execute(select(func.count()).select_from(fact.offsets)).scalar_one()
        connection.execute(delete(fact.offsets))
        add_up_from(connection, fact, date.min, fillers=fillers(held(connection)).get(fact.name, {}))
        counted = every(connection, fact)
        connection.rollback()
    assert found == counted
    return int(offsets)


def flow(chance: random.Random, day: date) -> list[dict[str, Any]]:
    ways = [(left, right, kind) for left in "abc" for right in "abcd" for kind in ("api", "file") if left != right]
    return [
        {
            **small.flow(1, left, right, kind=kind, exchanges=chance.randrange(1, 90)),
            "day": day,
            "records": chance.choice([None, chance.randrange(99)]),
        }
        for left, right, kind in chance.sample(ways, chance.randrange(4))
    ]


def opening(chance: random.Random, day: date) -> list[dict[str, Any]]:
    return [
        {
            **{name: chance.choice([None, 0, chance.randrange(9)]) for name in OPENING.levels + OPENING.flows},
            **{"day": day, "unit": unit, "theme": "t", "provenance": chance.choice(("measured", "published"))},
        }
        for unit in chance.sample("abcd", chance.randrange(4))
    ]


def library(chance: random.Random, day: date) -> list[dict[str, Any]]:
    return [
        {
            **{"day": day, "library": library, "unit": unit, "provenance": "measured"},
            **{"records": chance.randrange(99), "items_catalogued": 5 + chance.randrange(9)},
            "items_stored": chance.choice([None, chance.randrange(5)]),
        }
        for library, unit in chance.sample([("people", "a"), ("people", "b"), ("firms", "a")], chance.randrange(3))
    ]


OPENING = FACTS["opening_daily"]
MADE = {"flow_daily": flow, "opening_daily": opening, "library_daily": library}


@pytest.fixture
def engine(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database with its registers, in which three days are near and offsets are soon many."""
    monkeypatch.setattr(sum_offsets, "NEAR", timedelta(days=3))
    monkeypatch.setattr(sum_offsets, "STEP_ROWS", 60)
    monkeypatch.setattr(sum_offsets, "FEW_OFFSETS", 60)
    engine = open_engine(database_url)
    replace(engine, Load("registers", registers={**small.registers(), "theme": [THEME]}), at=small.NOW)
    yield engine
    engine.dispose()


THEME = {"code": "t", "name_zh": "题", "short_zh": "题", "name_en": "Theme", "position": 1}


def put(engine: Engine, fact: str, days: dict[date, list[dict[str, Any]]], **more: Any) -> None:
    """Of a level each source says some units: no key has two sources."""
    source = more.pop("source", "one")
    if FACTS[fact].levels:
        own = "ac" if source == "one" else "bd"
        days = {day: [row for row in rows if row["unit"] in own] for day, rows in days.items()}
    replace(engine, Load(source, facts={fact: days}, **more), at=small.NOW)


@pytest.mark.parametrize("fact", list(MADE))
@pytest.mark.parametrize("seed", range(SEEDS))
def test_totals_after_late_rows_are_those_of_a_fresh_count(engine: Engine, fact: str, seed: int) -> None:
    chance = random.Random(seed)
    for source in SOURCES:
        days = {FIRST + timedelta(days=number): MADE[fact](chance, FIRST) for number in range(DAYS)}
        put(engine, fact, {day: [{**row, "day": day} for row in rows] for day, rows in days.items()}, source=source)
    most = 0
    for number in range(12):
        when = [chance.randrange(-2 if number % 6 == 4 else 0, DAYS + number) for _ in range(chance.randrange(1, 4))]
        days = {FIRST + timedelta(days=step): [] for step in when}
        for day in days:
            days[day] = MADE[fact](chance, day)
        put(engine, fact, days, source=chance.choice(SOURCES))
        most = max(most, agrees(engine, FACTS[fact]))
    assert most, "no load left an offset, so nothing was tried"


def test_a_late_event_leaves_later_totals_where_they_are_and_moves_what_is_read(engine: Engine) -> None:
    fact = FACTS["flow_daily"]
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    row = small.flow(1, "a", "c", kind="api", exchanges=10)
    put(engine, "flow_daily", {day: [{**row, "day": day}] for day in days})
    with read_connection(engine) as connection:
        before = connection.execute(select(fact.sums).where(fact.sums.c.day > days[0])).all()
    late = small.flow(1, "b", "c", kind="file", exchanges=7)
    put(engine, "flow_daily", {days[0]: [{**late, "day": days[0]}]}, source="late")
    with read_connection(engine) as connection:
        after = connection.execute(select(fact.sums).where(fact.sums.c.day > days[0])).all()
        asked = [sum_reader.SumQuery(("city", "provider"), [days[0], days[9], days[-1]])]
        found = {(row[1], row[2]): row[3] for row in sum_reader.read(connection, fact, asked, ("exchanges",))}
    weekly = [row for row in before if row.dimension == "way" and row.day == date(2020, 1, 5)]
    assert {row for row in before if row not in weekly} <= set(after)
    assert [found[day, ""] for day in (days[0], days[9], days[-1])] == [17, 107, 457]
    assert [found[day, "a"] for day in (days[0], days[9], days[-1])] == [10, 100, 450]
    assert [found[day, "b"] for day in (days[0], days[9], days[-1])] == [7, 7, 7]


def test_a_late_row_that_is_taken_back_leaves_no_member_and_no_offset(engine: Engine) -> None:
    fact = FACTS["flow_daily"]
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    row = small.flow(1, "a", "c", kind="api", exchanges=10)
    put(engine, "flow_daily", {day: [{**row, "day": day}] for day in days})
    late = {**small.flow(1, "b", "c", kind="file", exchanges=7), "day": days[0]}
    put(engine, "flow_daily", {days[0]: [late]}, source="late")
    assert agrees(engine, fact) > 0
    put(engine, "flow_daily", {}, source="late", whole_from={"flow_daily": FIRST})
    assert agrees(engine, fact) == 0


def test_every_new_day_takes_an_offset_further_until_it_is_gone(engine: Engine) -> None:
    fact = FACTS["flow_daily"]
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    row = small.flow(1, "a", "c", kind="api", exchanges=10)
    put(engine, "flow_daily", {day: [{**row, "day": day}] for day in days})
    put(engine, "flow_daily", {days[0]: [{**row, "day": days[0]}]}, source="late")
    begun = []
    for number in range(DAYS, DAYS + 20):
        day = FIRST + timedelta(days=number)
        put(engine, "flow_daily", {day: [{**row, "day": day}]})
        agrees(engine, fact)
        with read_connection(engine) as connection:
            first = connection.execute(select(func.min(fact.offsets.c.since))).scalar()
        begun.append(first or date.max)
    assert begun == sorted(begun)
    assert begun[-1] == date.max


def test_a_correction_far_back_writes_no_more_rows_than_a_new_day(engine: Engine) -> None:
    """What is written is counted by the database itself: a whole day corrected, after a long history."""
    fact = FACTS["flow_daily"]
    chance = random.Random(7)
    days = {FIRST + timedelta(days=number): flow(chance, FIRST + timedelta(days=number)) for number in range(DAYS)}
    put(engine, "flow_daily", days)
    with write_connection(engine) as connection:
        stands = connection.execute(select(func.count()).select_from(fact.sums)).scalar_one()
        a_day = sum_offsets._held(connection, fact, max(days))
    put(engine, "flow_daily", {FIRST: flow(chance, FIRST)})
    with read_connection(engine) as connection:
        offsets = connection.execute(select(func.count()).select_from(fact.offsets)).scalar_one()
        assert connection.execute(select(func.count()).select_from(fact.sums)).scalar_one() - stands <= a_day
    assert 0 < offsets <= a_day + 100
