"""What a load delivered and somebody took out or changed beside it: no recount makes it look whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, text

from cockpit.board.audit.record_audit import RecordAudit
from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.metrics.number import Note
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import Load, recount, replace
from cockpit.store.row_digests import AlteredLine
from cockpit.store.slices import REGISTERS
from cockpit.store.sums import FACTS
from tests import small

DAYS = {name: min(days) for name, days in small.facts().items() if days}
"""A day of each fact of the small city."""
SOURCE = "small"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = small.fill(database_url)
    yield made
    made.dispose()


def execute(engine: Engine, *statements: Any) -> None:
    with write_connection(engine) as connection:
        for one in statements:
            assert connection.execute(text(one) if isinstance(one, str) else one).rowcount


def differing(engine: Engine) -> list[tuple[str, str, str, str]]:
    with read_connection(engine) as connection:
        found = RecordAudit.of(connection).differences
    return [(one.name, one.place, str(one.said), str(one.found)) for one in found]


def board(engine: Engine, **asked: Any) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", **asked), now=small.NOW)


def whole(engine: Engine) -> None:
    assert differing(engine) == []
    assert recount(engine, at=small.NOW).altered == ()


@pytest.mark.parametrize("fact", list(DAYS))
def test_a_day_of_any_fact_that_was_deleted_stands_until_it_is_delivered_again(engine, fact):
    day, table = DAYS[fact], FACTS[fact].table
    rows = small.facts()[fact][day]
    execute(engine, delete(table).where(table.c.day == day))
    wanted = [(fact, f"{day}, delivered by {SOURCE}", f"{len(rows)} rows were loaded", "0 rows")]
    for _ in range(2):  # nor does the second time
        assert recount(engine, at=small.NOW).altered == (AlteredLine(fact, str(day), SOURCE, len(rows), 0),)
        assert differing(engine) == wanted
    replace(engine, Load("another", facts={fact: {}}), at=small.NOW)
    assert differing(engine) == wanted
    assert replace(engine, Load(SOURCE, facts={fact: {day: rows}}), at=small.NOW).changed == 1
    whole(engine)


@pytest.mark.parametrize("fact", list(DAYS))
def test_a_row_of_any_fact_that_was_altered_stands_until_it_is_delivered_again(engine, fact):
    day, table = DAYS[fact], FACTS[fact].table
    rows = small.facts()[fact][day]
    execute(engine, f"UPDATE {fact} SET provenance = 'published' WHERE day = '{day}'")
    assert recount(engine, at=small.NOW).altered == (AlteredLine(fact, str(day), SOURCE, len(rows), len(rows)),)
    assert [place for name, place, *_ in differing(engine) if name == fact] == [f"{day}, delivered by {SOURCE}"]
    replace(engine, Load(SOURCE, facts={fact: {day: rows}}), at=small.NOW)
    with read_connection(engine) as connection:
        held = connection.execute(select(table.c.provenance).where(table.c.day == day)).scalars().all()
    assert sorted(held) == sorted(row["provenance"] for row in rows)
    whole(engine)


@pytest.mark.parametrize("register", [table.name for table in REGISTERS if small.registers()[table.name]])
def test_a_register_that_was_altered_stands_until_it_is_delivered_again(engine, register):
    columns = [column.name for column in tables.metadata.tables[register].columns]
    column, value = next(
        one for one in (("name_en", "'X'"), ("publisher_en", "'X'"), ("failure", "'X'")) if one[0] in columns
    )
    execute(engine, f"UPDATE {register} SET {column} = {value}")
    altered = recount(engine, at=small.NOW).altered
    assert [(one.table, one.day, one.source) for one in altered] == [(register, "register", SOURCE)]
    assert [name for name, *_ in differing(engine)] == [register]
    replace(engine, Load(SOURCE, registers={register: small.registers()[register]}), at=small.NOW)
    whole(engine)


def met(*days: int) -> dict[str, dict[date, list[dict[str, Any]]]]:
    """One meeting of four rooms on each of these days of September."""
    row: dict[str, Any] = {column.name: None for column in tables.meeting_daily.columns}
    del row["delivered_by"]
    said = {"unit": "a", "held": 1, "minutes": 60, "invited": 4, "attended": 4, "faults": 0, "provenance": "measured"}
    return {"meeting_daily": {small.day(day): [{**row, **said, "day": small.day(day)}] for day in days}}


@pytest.fixture
def rooms(database_url: str) -> Iterator[Engine]:
    """Meetings on every second day of three weeks: their source delivers a row only where there was one."""
    made = open_engine(database_url)
    registers = small.registers()
    registers["source_mark"] = [small.mark("video", small.NOW.replace(tzinfo=None))]
    replace(made, Load("city", registers=registers, world={"clock": small.NOW.isoformat()}), at=small.NOW)
    replace(made, Load("video", facts=met(*range(1, 21, 2))), at=small.NOW)
    yield made
    made.dispose()


def is_whole(engine: Engine) -> None:
    number = board(engine, as_of=small.day(19))["meetings.held"]
    assert (number.value, number.change, number.coverage.there, number.withheld) == (4, 1, 7, None)


CHANGED: dict[str, tuple[str, int]] = {
    "deleted": ("DELETE FROM meeting_daily WHERE day = '2020-09-17'", 3),
    "altered": ("UPDATE meeting_daily SET held = 9 WHERE day = '2020-09-17'", 12),
}


@pytest.mark.parametrize("how", list(CHANGED))
def test_a_day_of_meetings_that_was_taken_away_is_missing_though_only_changes_are_delivered(rooms, how):
    is_whole(rooms)
    statement, value = CHANGED[how]
    execute(rooms, statement)
    recount(rooms, at=small.NOW)
    for asked in ({}, {"unit": "a"}):
        number = board(rooms, as_of=small.day(19), **asked)["meetings.held"]
        assert (number.value, number.change, number.withheld) == (value, None, Note.INCOMPLETE)
        assert (number.coverage.there, number.coverage.missing) == (6, ((small.day(17), small.day(17)),))
    replace(rooms, Load("video", facts=met(17)), at=small.NOW)
    is_whole(rooms)


def test_a_source_that_no_longer_names_the_day_takes_it_back(rooms):
    execute(rooms, "DELETE FROM meeting_daily WHERE day = '2020-09-17'")
    recount(rooms, at=small.NOW)
    facts = met(*(day for day in range(1, 21, 2) if day != 17))
    replace(rooms, Load("video", facts=facts, whole_from={"meeting_daily": small.day(1)}), at=small.NOW)
    number = board(rooms, as_of=small.day(19))["meetings.held"]
    assert (number.value, number.change, number.coverage.there) == (3, 0, 7)
    assert differing(rooms) == []


def test_rows_on_a_day_of_which_the_source_said_that_there_was_nothing_are_not_its_word(rooms):
    replace(rooms, Load("video", facts={"meeting_daily": {small.day(18): []}}), at=small.NOW)
    is_whole(rooms)
    execute(
        rooms,
        tables.meeting_daily.insert().values(**met(18)["meeting_daily"][small.day(18)][0], delivered_by="video"),
    )
    assert recount(rooms, at=small.NOW).altered == (AlteredLine("meeting_daily", "2020-09-18", "video", 0, 1),)
    assert board(rooms, as_of=small.day(19))["meetings.held"].coverage.there == 6
    execute(rooms, "DELETE FROM meeting_daily WHERE day = '2020-09-18'")
    is_whole_after(rooms, lambda: recount(rooms, at=small.NOW))


def test_rows_that_are_put_back_as_they_were_are_what_was_delivered(rooms):
    held = met(17)["meeting_daily"][small.day(17)][0]
    execute(rooms, "DELETE FROM meeting_daily WHERE day = '2020-09-17'")
    recount(rooms, at=small.NOW)
    execute(rooms, tables.meeting_daily.insert().values(**held, delivered_by="video"))
    is_whole_after(rooms, lambda: recount(rooms, at=small.NOW))


def is_whole_after(engine: Engine, done: Callable[[], Any]) -> None:
    assert done().altered == ()
    is_whole(engine)
    assert differing(engine) == []


def test_after_a_migration_a_delivery_is_known_by_the_number_of_its_rows(rooms):
    execute(
        rooms,
        "DELETE FROM meeting_daily WHERE day = '2020-09-17'",
        "UPDATE meeting_daily SET held = 9 WHERE day = '2020-09-19'",
    )
    altered = recount(rooms, at=small.NOW, migrated=True).altered
    assert altered == (AlteredLine("meeting_daily", "2020-09-17", "video", 1, 0),)
    execute(rooms, "UPDATE meeting_daily SET held = 9 WHERE day = '2020-09-15'")
    assert [one.day for one in recount(rooms, at=small.NOW).altered] == ["2020-09-15", "2020-09-17"]
    # What was known to be altered before stays so.
    assert [one.day for one in recount(rooms, at=small.NOW, migrated=True).altered] == ["2020-09-15", "2020-09-17"]
