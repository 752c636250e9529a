"""Over generated worlds: past freshness is known or said not to be, no silence is health, and all surfaces agree.

A world is two months of twelve units and three sources: readings that fail, come late or stop, units that fall silent,
gaps. What is right is worked out here a second time, from the readings and rows themselves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.board_service import BoardService
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from cockpit.cli.sources import states as told_by_the_verb
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import REGISTERS, Load, replace
from tests import small

pytestmark = pytest.mark.slow

WORLDS = int(os.environ.get("COCKPIT_SILENT_WORLDS", "6"))
FIRST, DAYS = date(2020, 8, 1), 61
UNITS = tuple("abcdefghijkl")
SOURCES = {"platform": ("sharing", 24), "portal": ("opening", 24), "libraries": ("volumes", 168)}


@dataclass(frozen=True)
class Read:
    """One reading: `newest` is None where nothing has come yet."""

    at: datetime
    newest: datetime | None
    failed: bool


@dataclass(frozen=True)
class World:
    readings: dict[str, list[Read]]
    spoken: dict[str, set[date]]
    """By unit, the days on which it opened its data."""
    delivers: str
    now: datetime


def world(seed: int) -> World:
    chance = Random(seed)
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    readings = {}
    for source, (_, hours) in SOURCES.items():
        begun = chance.choice((0, 0, 7, 20, DAYS))
        ended = chance.choice((DAYS, DAYS, DAYS, 40))
        held, newest = [], None
        stuck = chance.choice((DAYS, DAYS, 30))
        for number, day in enumerate(days[begun : ended : 1 if hours == 24 else 7], start=begun):
            if chance.random() < 0.1:
                continue  # nobody came to read it
            at = datetime.combine(day, datetime.min.time()) + timedelta(hours=chance.randrange(1, 23))
            failed = chance.random() < 0.15
            if not failed and number < stuck:
                newest = at - timedelta(hours=chance.randrange(0, 12))
            held.append(Read(at, newest, failed))
        readings[source] = held
    spoken = {}
    for unit in UNITS:
        last = chance.choice((DAYS, DAYS, DAYS, chance.randrange(1, DAYS)))
        spoken[unit] = {day for day in days[:last] if chance.random() < 0.9 or day == days[0]}
    now = datetime.combine(days[-1], datetime.min.time(), SHANGHAI) + timedelta(hours=chance.choice((24, 40, 24 * 45)))
    return World(readings, spoken, chance.choice(("days", "days", "changes")), now)


def filled(place: Path, made: World) -> Engine:
    engine = open_engine(f"sqlite:///{place}")
    named = {"name_zh": "名", "short_zh": "名", "name_en": "Name"}
    registers: dict[str, list[dict[str, Any]]] = {
        **{table.name: [] for table in REGISTERS if table.name != "source_mark"},
        "unit": [small.unit(code, "county", at, tile_row=1, tile_column=at) for at, code in enumerate(UNITS, 1)],
        "theme": [{"code": "health", "position": 1, **named}],
        "source": [
            {"code": code, **named, "owner": "a", "subject": subject, "cadence_hours": hours, "position": at,
             "delivers": made.delivers if code == "portal" else None}
            for at, (code, (subject, hours)) in enumerate(SOURCES.items(), 1)
        ],
    }  # fmt: skip
    levels = {"datasets": 2, "datasets_dated": 2, "updated_on_time": 1, "downloads": 1, "api_calls": 0}
    days = sorted(set().union(*made.spoken.values()))
    opened = {
        day: [{"day": day, "unit": unit, "theme": "health", **levels, "provenance": "measured"}
              for unit in UNITS if day in made.spoken[unit]]
        for day in days
    }  # fmt: skip
    counted = {day: [{"day": day, "figure": "resources", "value": 1, "provenance": "measured"}]
               for day in (FIRST, FIRST + timedelta(days=DAYS - 1))}  # fmt: skip
    facts = {"opening_daily": opened, "reported_daily": counted}
    replace(engine, Load("city", registers=registers, facts=facts), at=small.NOW)
    for source, held in made.readings.items():
        rows = [_reading(source, one) for one in held]
        mark = [{name: value for name, value in rows[-1].items() if name in MARK}] if rows else []
        replace(engine, Load(source, registers={"source_mark": mark}, readings=rows), at=small.NOW)
    return engine


MARK = ("source", "newest_at", "read_at", "failure", "failure_zh", "provenance")


def _reading(source: str, one: Read) -> dict[str, Any]:
    said = "It failed." if one.failed else None
    return {"source": source, "read_at": one.at, "newest_at": one.newest, "failure": said, "failure_zh": said,
            "accepted": 1, "repeated": 0, "refused": 0, "provenance": "measured"}  # fmt: skip


def right(made: World, source: str, at: datetime) -> str:
    """The state by the words of the contract, without the cockpit's arithmetic."""
    held = made.readings[source]
    known = [one for one in held if one.at <= at]
    if not known:
        return "none" if not any(one.newest or one.failed for one in held) else "unknown"
    last, hours = known[-1], SOURCES[source][1]
    if last.failed:
        return "broken"
    if last.newest is None:
        return "none"
    age = (at - last.newest).total_seconds() / 3600
    return "current" if age <= hours else "late" if age <= 3 * hours else "stopped"


def silent(made: World, day: date) -> dict[str, str]:
    if made.delivers != "days":
        return {}
    last = {unit: max(one for one in days if one <= day) for unit, days in made.spoken.items()}
    newest = max(last.values())
    return {unit: (at + timedelta(days=1)).isoformat() for unit, at in last.items() if at < newest}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables without a row, to be copied."""
    place = tmp_path_factory.mktemp("worlds") / "empty.db"
    from cockpit.store.schema import migrate

    engine = open_engine(f"sqlite:///{place}")
    migrate(engine)
    engine.dispose()
    return place


def opened_world(empty: Path, folder: Path, seed: int) -> Iterator[tuple[World, Engine]]:
    made, place = world(seed), folder / f"{seed}.db"
    shutil.copy(empty, place)
    engine = filled(place, made)
    yield made, engine
    engine.dispose()
    place.unlink()


def asked(engine: Engine, made: World, day: date | None) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", as_of=day), now=made.now)


def check(made: World, board: Board, at: datetime) -> None:
    states = {one.code: one.state.value for one in board.sources}
    assert states == {source: right(made, source, at) for source in SOURCES}
    known = [state for state in states.values() if state != "unknown"]
    assert board["trust.sources_unknown"].value == 3 - len(known)
    assert board["trust.sources_current"].value == (known.count("current") if known else None)
    told = {
        one.name.partition(":")[2]
        for one in board.notices
        if one.name.startswith(("trust.source_broken", "trust.source_stopped"))
    }
    assert told == {source for source, state in states.items() if state in ("broken", "stopped")}
    for one in board.sources:
        assert one.state.value != "current" or (one.newest_at is not None and one.failure is None)
        assert ("连接中断" in "".join(n.text.zh for n in board.notices if n.name.endswith(f":{one.code}"))) == (
            one.state.value == "broken"
        )
    owing = {row.code: row.get("silent_since") for row in board.rows("quiet")}
    assert owing == silent(made, board.as_of)
    for row in board.rows("unit_opening"):
        last = max(day for day in made.spoken[row.code] if day <= board.as_of)
        assert row["opening.datasets"].since == (None if last == board.as_of else last)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_no_silence_is_health(empty: Path, tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    for made, engine in opened_world(empty, tmp_path, seed):
        for number in sorted(chance.sample(range(DAYS), 3)):
            day = FIRST + timedelta(days=number)
            check(made, asked(engine, made, day), datetime.combine(day, datetime.max.time()).replace(microsecond=0))
        live = asked(engine, made, None)
        check(made, live, made.now.replace(tzinfo=None))
        keep = BoardService(engine, city="small", var=tmp_path, now=lambda made=made: made.now)
        assert told_by_the_verb(keep) == {one.code: one.state for one in live.sources}
        assert [one.state for one in Board.from_bytes(live.to_bytes()).sources] == [one.state for one in live.sources]
