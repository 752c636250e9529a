"""A number is as good as the worst of the rows that it counts: not of rows that hold no longer, of other columns, of
other days. In generated cities the origin of every number is found a second time by looking at every row."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.latency import BUCKETS
from cockpit.store.load_transaction import Load, recount, replace
from cockpit.store.schema import migrate
from tests import small

pytestmark = pytest.mark.slow

Row = dict[str, Any]
WORST = ("demo", "measured", "published")
DAYS = [date(2020, 9, 1) + timedelta(days=at) for at in range(21)]
KEYS = {
    "library_daily": ("library", "unit"),
    "thematic_daily": ("library", "unit"),
    "resource_daily": ("unit", "kind"),
    "flow_daily": ("provider", "consumer", "kind"),
    "opening_daily": ("unit", "theme"),
    "meeting_daily": ("unit",),
    "return_daily": ("unit",),
}
LEVELS = {
    "volumes.records": ("library_daily", "records"),
    "volumes.items_stored": ("library_daily", "items_stored"),
    "volumes.items_catalogued": ("library_daily", "items_catalogued"),
    "volumes.theme_records": ("thematic_daily", "records"),
    "volumes.theme_items": ("thematic_daily", "items"),
    "volumes.theme_users": ("thematic_daily", "users"),
    "sharing.mounted": ("resource_daily", "mounted"),
    "opening.datasets": ("opening_daily", "datasets"),
    "meetings.endpoints": ("meeting_daily", "endpoints"),
    "meetings.endpoints_online": ("meeting_daily", "endpoints_online"),
    "volumes.return_records": ("return_daily", "records"),
}
SUMS = {
    "sharing.exchanges": ("flow_daily", "exchanges"),
    "sharing.records": ("flow_daily", "records"),
    "sharing.bytes": ("flow_daily", "bytes"),
    "opening.downloads": ("opening_daily", "downloads"),
    "opening.api_calls": ("opening_daily", "api_calls"),
    "meetings.held": ("meeting_daily", "held"),
    "meetings.faults": ("meeting_daily", "faults"),
}
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "library_daily": (("records", "items_catalogued"), ("items_stored",)),
    "thematic_daily": ((), ("records", "items", "users")),
    "resource_daily": (("catalogues", "mounted"), ()),
    "flow_daily": (("exchanges",), ("records", "bytes")),
    "opening_daily": ((), ("datasets", "datasets_dated", "updated_on_time", "downloads", "api_calls")),
    "meeting_daily": (
        (),
        ("held", "minutes", "invited", "attended", "faults", "endpoints", "endpoints_online", "endpoints_adjusting"),
    ),
    "return_daily": (("items", "records"), ()),
}
"""Columns that are never empty, and those that may be."""
MEMBERS = {
    "library_daily": ("people", "firms"), "thematic_daily": ("theme",), "kind": ("file", "api"),
    "theme": ("health", "roads"), "unit": ("a", "b", "c"), "provider": ("a", "b"), "consumer": ("c", "d"),
}  # fmt: skip


def rows(number: int) -> dict[str, list[Row]]:
    """Of each fact a few keys, each said by one source on some of the days."""
    chance = random.Random(number)
    found: dict[str, list[Row]] = {}
    for fact, keys in KEYS.items():
        held: dict[tuple[Any, ...], Row] = {}
        for _ in range(chance.randint(1, 14)):
            key = {name: _member(fact, name, chance) for name in keys}
            day = chance.choice(DAYS)
            held[day, *key.values()] = {"day": day, **key, **_cells(fact, chance)}
        found[fact] = list(held.values())
    return found


def _member(fact: str, name: str, chance: random.Random) -> str:
    if fact == "return_daily":
        return "p"
    return chance.choice(MEMBERS[fact if name == "library" else name])


def _cells(fact: str, chance: random.Random) -> Row:
    full, empty = COLUMNS[fact]
    cells: Row = {name: chance.randint(0, 9) for name in full}
    cells |= {name: None if chance.random() < 0.4 else chance.randint(0, 9) for name in empty}
    if fact == "flow_daily":
        cells |= {"scenario": "other", "failed": 0, **dict.fromkeys((one.column for one in BUCKETS), 0)}
    return {**cells, "provenance": chance.choice(WORST)}


def load(engine: Engine, made: dict[str, list[Row]]) -> None:
    registers = {**small.registers(), "published_figure": []}
    facts = {fact: {day: [row for row in held if row["day"] == day] for day in DAYS} for fact, held in made.items()}
    replace(
        engine, Load("small", registers=registers, facts=facts, world={"clock": small.NOW.isoformat()}), at=small.NOW
    )


def board(engine: Engine, **asked: Any) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", **asked), now=small.NOW)


def worst(found: list[Row]) -> str | None:
    said = {row["provenance"] for row in found}
    return next((name for name in WORST if name in said), None)


def of_level(made: dict[str, list[Row]], fact: str, column: str) -> list[Row]:
    """Of each key the newest row that says the column."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in sorted(made[fact], key=lambda one: one["day"]):
        if row[column] is not None:
            newest[tuple(row[name] for name in KEYS[fact])] = row
    return list(newest.values())


def of_sum(made: dict[str, list[Row]], fact: str, column: str, day: date) -> list[Row]:
    return [row for row in made[fact] if row["day"] > day - timedelta(days=7) and row[column] is not None]


@pytest.mark.parametrize("number", range(6))
def test_every_number_is_as_good_as_the_worst_of_the_rows_that_it_counts(database_url, number):
    engine = open_engine(database_url)
    migrate(engine)
    made = rows(number)
    load(engine, made)
    for again in (False, True):
        if again:
            recount(engine, at=small.NOW)
        found = board(engine)
        wanted = {name: worst(of_level(made, *place)) for name, place in LEVELS.items()}
        wanted |= {name: worst(of_sum(made, *place, found.as_of)) for name, place in SUMS.items()}
        known = {name: found[name].provenance for name in wanted if found[name].value is not None}
        assert known == {name: wanted[name] for name in known}
        assert {name for name in LEVELS if wanted[name]} <= set(known)
    engine.dispose()


@pytest.mark.parametrize("asked", [{}, {"unit": "a"}, {"unit": "c"}, {"library": "people"}, {"kind": "api"}])
def test_whatever_has_a_value_has_an_origin(database_url, asked):
    engine = small.fill(database_url)
    found = board(engine, **asked)
    numbers = {name: number for name, number in found.metrics.items() if number.value is not None}
    for table, held in found.tables.items():
        numbers |= {f"{table} {row.code} {name}": one for row in held for name, one in row.numbers.items()
                    if one.value is not None}  # fmt: skip
    assert {name for name, number in numbers.items() if number.provenance is None} == set()
    engine.dispose()


def test_the_rows_of_another_source_in_the_same_table_say_nothing_of_a_number(database_url):
    engine = small.fill(database_url)
    opened = {"unit": "a", "theme": "health", "datasets": 12, "datasets_dated": 12, "updated_on_time": 9}
    day, empty = small.day(18), dict.fromkeys(("datasets", "datasets_dated", "updated_on_time"))
    portal = {"day": day, **opened, "downloads": None, "api_calls": None, "provenance": "measured"}
    log = {"unit": "a", "theme": "health", **empty, "downloads": 3, "api_calls": 1, "provenance": "demo"}
    logged = {at: [{"day": at, **log}] for at in (small.day(1), day)}
    nothing = {small.day(number): [] for number in range(1, 22)}
    replace(engine, Load("small", facts={"opening_daily": {**nothing, day: [portal]}}), at=small.NOW)
    replace(engine, Load("log", facts={"opening_daily": {**nothing, **logged}}), at=small.NOW)
    found = board(engine)
    assert (found["opening.datasets"].value, found["opening.datasets"].provenance) == (12, "measured")
    assert (found["opening.downloads"].value, found["opening.downloads"].provenance) == (3, "demo")
    engine.dispose()


def test_a_demo_row_that_holds_no_longer_is_forgotten(database_url):
    engine = small.fill(database_url)
    row = {"unit": "p", "items": 15, "records": 2_980}
    demo, real = ({"day": small.day(at), **row, "provenance": said} for at, said in ((5, "demo"), (8, "measured")))
    replace(engine, Load("small", facts={"return_daily": {small.day(5): [demo]}}), at=small.NOW)
    assert board(engine, as_of=small.day(7))["volumes.return_records"].provenance == "demo"
    replace(engine, Load("small", facts={"return_daily": {small.day(8): [real]}}), at=small.NOW)
    assert board(engine)["volumes.return_records"].provenance == "measured"
    assert board(engine, as_of=small.day(7))["volumes.return_records"].provenance == "demo"
    engine.dispose()


def test_a_unit_all_of_whose_exchanges_failed_has_provided_nothing(database_url):
    engine = small.fill(database_url)
    before = board(engine)
    failed = small.flow(20, "d", "b", kind="api", exchanges=10, failed=10)
    replace(engine, Load("small", facts={"flow_daily": {small.day(20): [failed]}}), at=small.NOW)
    after = board(engine)
    assert after["sharing.exchanges"].value == before["sharing.exchanges"].value + 10
    for name in ("sharing.providers", "sharing.consumers", "sharing.takers_only"):
        assert after[name].value == before[name].value
    once = small.flow(20, "d", "b", kind="api", exchanges=10, failed=9)
    replace(engine, Load("small", facts={"flow_daily": {small.day(20): [once]}}), at=small.NOW)
    assert board(engine)["sharing.providers"].value == before["sharing.providers"].value + 1
    engine.dispose()


def test_an_approximate_figure_publishes_no_number_beyond_its_bounds(database_url):
    """约 reaches a twentieth to either side, unless the city gives bounds of its own."""
    engine = small.fill(database_url)
    figure = {**small.registers()["published_figure"][0], "qualifier": "约"}
    for value, bounds, published in (
        (1_009, (None, None), None),  # 958 to 1,059
        (1_010, (None, None), 1_010),  # 960 to 1,060
        (1_000, (None, 1_060), 1_000),
        (1_000, (None, 1_059), None),
    ):
        one = {**figure, "value": value, "low": bounds[0], "high": bounds[1]}
        replace(engine, Load("small", registers={"published_figure": [one]}), at=small.NOW)
        found = board(engine)["volumes.records"]
        assert (found.value, found.published) == (1_060, published)
        assert found.provenance == ("published" if published else "measured")
    engine.dispose()
