"""One city made up from a number: what its three sources delivered, and when they stopped, skipped or left out."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine

from cockpit.calendar import SHANGHAI
from cockpit.store.latency import BUCKETS
from cockpit.store.load_transaction import Load, replace
from tests import small

Row = dict[str, Any]
Facts = dict[str, dict[date, list[Row]]]

UNITS = [f"u{number:02d}" for number in range(12)]
SOURCES = ("platform", "portal_log", "video")
BEGINS = (date(2019, 12, 20), date(2020, 1, 20), date(2020, 7, 10), date(2020, 11, 20))
"""Over the turn of the year and week 53, over the leap day, in a plain month."""
LENGTH = 62
ORIGINS = ("measured", "measured", "demo", "published")


@dataclass(frozen=True)
class World:
    """`facts` by source; `newest` is the moment up to which each has spoken, `corrected` what came again, otherwise."""

    first: date
    as_of: date
    facts: Mapping[str, Facts]
    newest: Mapping[str, datetime]
    corrected: Mapping[str, Facts]

    @property
    def clock(self) -> datetime:
        return datetime.combine(self.as_of, time(23, 0), SHANGHAI)


def world(number: int) -> World:
    chance = random.Random(number)
    first = chance.choice(BEGINS)
    last = first + timedelta(days=LENGTH - 1)
    silent = {unit: last - timedelta(days=chance.randint(0, 40)) for unit in chance.sample(UNITS, 3)}
    facts, newest, corrected = {}, {}, {}
    for source in SOURCES:
        gaps = {first + timedelta(days=chance.randrange(LENGTH)) for _ in range(chance.choice((0, 0, 1, 3)))}
        begins = first + timedelta(days=chance.choice((0, 0, 0, 20, 50)))
        ends = last - timedelta(days=chance.choice((0, 0, 0, 1, 3)))
        days = [begins + timedelta(days=step) for step in range((ends - begins).days + 1)]
        made = {day: _rows(source, day, silent, chance) for day in days if day not in gaps}
        table = TABLES[source]
        facts[source] = {table: {day: rows for day, rows in made.items() if rows}}
        newest[source] = datetime.combine(ends, time(23, 59, 59))
        late = chance.sample(sorted(facts[source][table]), 1) if facts[source][table] and chance.random() < 0.5 else []
        corrected[source] = {table: {day: _rows(source, day, silent, chance) for day in late}}
    return World(first, last, facts, newest, corrected)


TABLES = {"platform": "flow_daily", "portal_log": "opening_daily", "video": "meeting_daily"}


def _rows(source: str, day: date, silent: Mapping[str, date], chance: random.Random) -> list[Row]:
    speaking = [unit for unit in UNITS if day <= silent.get(unit, day)]
    if source == "platform":
        pairs = {tuple(chance.sample(speaking, 2)) for _ in range(chance.randint(1, 4))}
        return [_flow(day, *pair, chance=chance) for pair in sorted(pairs)]
    often = 0.25 if source == "video" else 0.8
    told = [unit for unit in speaking if chance.random() < often]
    return [(_met if source == "video" else _opened)(day, unit, chance) for unit in told]


def _maybe(chance: random.Random, value: int) -> int | None:
    return None if chance.random() < 0.05 else value


def _flow(day: date, provider: str, consumer: str, *, chance: random.Random) -> Row:
    exchanges = chance.randint(0, 9)
    buckets = dict.fromkeys((bucket.column for bucket in BUCKETS), 0)
    buckets[chance.choice(BUCKETS).column] = exchanges
    return {
        "day": day,
        "provider": provider,
        "consumer": consumer,
        "kind": chance.choice(("file", "table", "api")),
        "scenario": "other",
        "exchanges": exchanges,
        "failed": chance.randint(0, exchanges),
        "records": _maybe(chance, exchanges * 10),
        "bytes": _maybe(chance, exchanges * 1_000),
        "provenance": chance.choice(ORIGINS),
        **buckets,
    }


def _opened(day: date, unit: str, chance: random.Random) -> Row:
    empty = dict.fromkeys(("datasets", "datasets_dated", "updated_on_time"))
    used = {name: _maybe(chance, chance.randint(0, 50)) for name in ("downloads", "api_calls")}
    return {"day": day, "unit": unit, "theme": "health", **empty, **used, "provenance": chance.choice(ORIGINS)}


def _met(day: date, unit: str, chance: random.Random) -> Row:
    empty = dict.fromkeys(("faults", "endpoints", "endpoints_online", "endpoints_adjusting"))
    invited = chance.randint(0, 4)
    held = {"held": _maybe(chance, chance.randint(0, 2)), "minutes": _maybe(chance, chance.randint(0, 90))}
    took_part = {"invited": invited, "attended": chance.randint(0, invited)}
    return {"day": day, "unit": unit, **held, **took_part, **empty, "provenance": chance.choice(ORIGINS)}


def registers(made: World) -> dict[str, list[Row]]:
    filled = small.registers()
    filled["unit"] = [small.unit(code, "county" if at % 2 else "municipal", at + 1) for at, code in enumerate(UNITS)]
    filled["scenario"] = [{**one, "consumer": None} for one in filled["scenario"]]
    source = filled["source"][0]
    filled["source"] = [
        {**source, "code": code, "owner": UNITS[0], "subject": None, "position": at}
        for at, code in enumerate(SOURCES, 1)
    ]
    filled["source_mark"] = [small.mark(code, at) for code, at in made.newest.items()]
    filled["published_figure"] = []
    return filled


def fill(engine: Engine, made: World) -> None:
    """The city, then each source by itself, then what came again."""
    world = {"clock": made.clock.isoformat()}
    replace(engine, Load("city", registers=registers(made), world=world), at=made.clock)
    for facts in (made.facts, made.corrected):
        for source in SOURCES:
            if any(facts[source].values()):
                replace(engine, Load(source, facts=facts[source]), at=made.clock)


def rows(made: World, source: str) -> list[Row]:
    """What stands of a source in the end."""
    table = TABLES[source]
    days: dict[date, list[Row]] = defaultdict(list)
    days.update(made.facts[source][table])
    days.update(made.corrected[source].get(table, {}))
    return [row for held in days.values() for row in held]
