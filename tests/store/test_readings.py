"""The readings that a past day is judged by are kept: when they were, what was newest, and what they brought."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from cockpit.store import schema, tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import Load, recount, replace
from cockpit.store.readings import last_readings
from tests import small
from tests.store import released

pytestmark = pytest.mark.slow


def at(day: int, hour: int) -> datetime:
    return datetime(2020, 9, day, hour)


def said(
    source: str, newest: datetime | None, *, read_at: datetime | None, failure: str | None = None
) -> dict[str, Any]:
    return {**small.mark(source, newest or at(1, 0), failure), "newest_at": newest, "read_at": read_at}


def load(engine: Engine, *marks: dict[str, Any], source: str = "libraries", **counts: int) -> None:
    replace(engine, Load(source, registers={"source_mark": list(marks)}, **counts), at=small.NOW)  # type: ignore[arg-type]


def kept(engine: Engine, source: str) -> list[tuple[Any, ...]]:
    table = tables.source_reading
    columns = (table.c.read_at, table.c.newest_at, table.c.failure, table.c.accepted, table.c.refused)
    with read_connection(engine) as connection:
        found = connection.execute(select(*columns).where(table.c.source == source).order_by(table.c.read_at))
        return [tuple(row) for row in found]


@pytest.fixture
def city(database_url: str) -> Any:
    """The small city without what its sources said."""
    engine = open_engine(database_url)
    replace(engine, Load("small", registers={**small.registers(), "source_mark": []}), at=small.NOW)
    yield engine
    engine.dispose()


def test_each_reading_stands_beside_those_before_it_with_what_it_brought(city: Engine) -> None:
    load(city, said("libraries", at(1, 5), read_at=at(1, 6)), accepted=40, refused=2)
    load(city, said("libraries", at(1, 5), read_at=at(2, 6), failure="It is away."), accepted=0, refused=7)
    assert kept(city, "libraries") == [(at(1, 6), at(1, 5), None, 40, 2), (at(2, 6), at(1, 5), "It is away.", 0, 7)]


def test_what_was_known_at_a_moment_is_the_last_reading_up_to_it(city: Engine) -> None:
    load(city, said("libraries", at(1, 5), read_at=at(1, 6)))
    load(city, said("libraries", at(3, 5), read_at=at(3, 6)))
    with read_connection(city) as connection:
        newest = [last_readings(connection, at(day, 23)).get("libraries", {}).get("newest_at") for day in (1, 2, 3)]
        assert newest == [at(1, 5), at(1, 5), at(3, 5)]
        assert last_readings(connection, at(1, 5)) == {}
        assert last_readings(connection)["libraries"]["newest_at"] == at(3, 5)


def judged(engine: Engine, days: range) -> list[Any]:
    """By day, what is known of libraries at its end."""
    with read_connection(engine) as connection:
        return [last_readings(connection, datetime(2020, 9, day, 23, 59, 59)).get("libraries") for day in days]


def test_of_a_day_that_is_over_the_last_reading_is_kept_and_no_past_day_is_judged_otherwise(city: Engine) -> None:
    before: dict[int, Any] = {}
    for day in range(1, 6):
        for hour in range(0, 24, 6):
            failure = "It is away." if (day, hour) in ((2, 18), (3, 6)) else None
            load(city, said("libraries", at(day, 0), read_at=at(day, hour), failure=failure), accepted=hour)
        assert [row[0] for row in kept(city, "libraries")] == [
            *(at(past, 18) for past in range(1, day)), *(at(day, hour) for hour in range(0, 24, 6))
        ]  # fmt: skip
        before[day] = judged(city, range(day, day + 1))[0]
    assert judged(city, range(1, 6)) == [before[day] for day in range(1, 6)]
    assert [row["failure"] for row in before.values()] == [None, "It is away.", None, None, None]


def test_a_reading_after_the_last_second_of_a_day_does_not_take_its_place(city: Engine) -> None:
    late = datetime(2020, 9, 1, 23, 59, 59, 400_000)
    for moment in (at(1, 6), datetime(2020, 9, 1, 23, 59, 59), late, at(2, 6), at(3, 6)):
        load(city, said("libraries", at(1, 0), read_at=moment))
    assert [row[0] for row in kept(city, "libraries")] == [datetime(2020, 9, 1, 23, 59, 59), at(2, 6), at(3, 6)]


def test_readings_that_were_kept_before_are_thinned_with_the_first_of_a_new_day(city: Engine) -> None:
    own = tables.source_reading
    rows = [{"source": "libraries", "read_at": at(day, hour), "newest_at": at(day, 0), "provenance": "measured"}
            for day in range(1, 29) for hour in range(24)]  # fmt: skip
    others = [{**row, "source": "portal"} for row in rows[:48]]
    with write_connection(city) as connection:
        connection.execute(own.insert(), [*rows, *others])
    load(city, said("libraries", at(29, 0), read_at=at(29, 1)))
    assert [row[0] for row in kept(city, "libraries")] == [*(at(day, 23) for day in range(1, 29)), at(29, 1)]
    assert len(kept(city, "portal")) == 48


def test_a_reading_that_is_delivered_again_is_kept_once(city: Engine) -> None:
    for _ in range(2):
        load(city, said("libraries", at(1, 5), read_at=at(1, 6)))
    assert len(kept(city, "libraries")) == 1


def test_a_mark_without_a_moment_is_known_from_its_load_on_and_is_no_new_reading_every_time(city: Engine) -> None:
    mark = said("libraries", at(1, 5), read_at=None)
    for _ in range(2):
        replace(city, Load("libraries", registers={"source_mark": [mark]}), at=small.NOW)
    assert [row[:2] for row in kept(city, "libraries")] == [(at(21, 18), at(1, 5))]


def test_a_mark_that_says_nothing_is_no_reading(city: Engine) -> None:
    load(city, said("libraries", None, read_at=None))
    assert kept(city, "libraries") == []


def test_of_other_sources_a_load_says_nothing_about_rows(city: Engine) -> None:
    load(city, said("portal", at(1, 5), read_at=at(1, 6)), source="libraries", accepted=40)
    assert [row[3] for row in kept(city, "portal")] == [None]


def test_a_mark_that_was_filled_by_other_means_is_kept_by_a_recount(city: Engine) -> None:
    with write_connection(city) as connection:
        connection.execute(tables.source_mark.insert(), [said("portal", at(1, 5), read_at=at(1, 6))])
    recount(city, at=small.NOW)
    assert [row[:2] for row in kept(city, "portal")] == [(at(1, 6), at(1, 5))]


def test_what_is_read_is_no_data(city: Engine) -> None:
    with read_connection(city) as connection:
        before = select(tables.world.c.value).where(tables.world.c.name == "data_version")
        version = connection.execute(before).scalar()
    load(city, said("libraries", at(1, 5), read_at=at(1, 6)))
    with read_connection(city) as connection:
        assert connection.execute(before).scalar() == version


def test_the_one_mark_that_an_earlier_release_knew_is_the_first_entry(tmp_path: Path) -> None:
    engine = open_engine(released.unpack("1001", tmp_path / "exchange.db"))
    with write_connection(engine) as connection:
        connection.execute(
            text("UPDATE source_mark SET read_at = '2020-09-21 06:30:00.000000' WHERE source = 'libraries'")
        )
    if schema.migrate(engine):
        recount(engine, at=small.NOW)
    assert kept(engine, "libraries") == [(datetime(2020, 9, 21, 6, 30), at(21, 6), None, None, None)]
    assert kept(engine, "video") == [(at(21, 18), at(21, 6), "refused", None, None)]
    engine.dispose()
