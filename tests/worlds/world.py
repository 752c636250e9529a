"""One city made up from a number: what its sources delivered, and when they stopped, skipped, left out or corrected.

Three sources are of events; two more deliver one level, of which the better rank counts. A unit is renamed, a scenario
begins and another ends, a thematic library grows beside the base one, and the days lie around holidays.
"""

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
    mounted: Mapping[str, list[Row]]
    """Of the two sources that deliver one level, their rows; the first counts from the day on which it begins."""
    thematic: list[Row]
    renamed: date
    begun: date
    ended: date
    """Days on which the first unit gets its new name, a scenario begins, and another ends."""

    @property
    def clock(self) -> datetime:
        return datetime.combine(self.as_of, time(23, 0), SHANGHAI)


LEVELS = ("mounts", "ledger")
"""The sources of one level, the better rank first."""


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
    changes = [first + timedelta(days=chance.randrange(5, LENGTH - 5)) for _ in range(3)]
    return World(
        first,
        last,
        facts,
        newest,
        corrected,
        mounted={source: _mounted(first, chance) for source in LEVELS},
        thematic=_thematic(first, chance),
        renamed=changes[0],
        begun=changes[1],
        ended=changes[2],
    )


def _mounted(first: date, chance: random.Random) -> list[Row]:
    """A level of some units, said on the days on which it changed; never twice of a key on one day."""
    found = {}
    for unit in chance.sample(UNITS, 4):
        for step in chance.sample(range(LENGTH), chance.randint(1, 4)):
            day = first + timedelta(days=step)
            held = {"catalogues": chance.randint(0, 9), "mounted": chance.randint(0, 99)}
            found[day, unit] = {"day": day, "unit": unit, "kind": "file", **held, "provenance": chance.choice(ORIGINS)}
    return [found[key] for key in sorted(found)]


def _thematic(first: date, chance: random.Random) -> list[Row]:
    row = {"library": "theme", "unit": UNITS[1], "items": 1, "users": None, "provenance": "measured"}
    days = sorted(chance.sample(range(LENGTH), 3))
    return [
        {**row, "day": first + timedelta(days=step), "records": 1_000_000 * (at + 1)} for at, step in enumerate(days)
    ]


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


def registers(made: World, on: date) -> dict[str, list[Row]]:
    """As they stand on a day."""
    filled = small.registers()
    filled["unit"] = [small.unit(code, "county" if at % 2 else "municipal", at + 1) for at, code in enumerate(UNITS)]
    filled["unit"][0]["name_zh"] = "新名" if on >= made.renamed else "旧名"
    scenario = {**filled["scenario"][0], "consumer": None}
    standing = {"other": True, "begins": on >= made.begun, "ends": on < made.ended}
    filled["scenario"] = [
        {**scenario, "code": code, "position": at}
        for at, (code, is_there) in enumerate(standing.items(), 1)
        if is_there
    ]
    source = filled["source"][0]
    filled["source"] = [
        {**source, "code": code, "owner": UNITS[0], "subject": None, "position": at, "precedence": rank}
        for at, (code, rank) in enumerate([*((one, None) for one in SOURCES), (LEVELS[0], 1), (LEVELS[1], 2)], 1)
    ]
    filled["source_mark"] = [small.mark(code, at) for code, at in made.newest.items()] if on == made.as_of else []
    filled["published_figure"] = []
    return filled


def fill(engine: Engine, made: World) -> None:
    """The city on the days on which it changed, then each source by itself, then what came again."""
    world = {"clock": made.clock.isoformat()}
    for day in sorted({made.first, made.renamed, made.begun, made.ended, made.as_of}):
        at = datetime.combine(day, time(8, 0), SHANGHAI) if day < made.as_of else made.clock
        replace(engine, Load("city", registers=registers(made, day), world=world), at=at)
    for facts in (made.facts, made.corrected):
        for source in SOURCES:
            if any(facts[source].values()):
                replace(engine, Load(source, facts=facts[source]), at=made.clock)
    for source in LEVELS:
        replace(engine, Load(source, facts={"resource_daily": _by_day(made.mounted[source])}), at=made.clock)
    replace(engine, Load("themes", facts={"thematic_daily": _by_day(made.thematic)}), at=made.clock)


def _by_day(rows: list[Row]) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["day"]].append(row)
    return dict(found)


def rows(made: World, source: str) -> list[Row]:
    """What stands of a source in the end."""
    table = TABLES[source]
    days: dict[date, list[Row]] = defaultdict(list)
    days.update(made.facts[source][table])
    days.update(made.corrected[source].get(table, {}))
    return [row for held in days.values() for row in held]


def newest_day(made: World) -> date:
    """The last day of which anything was delivered."""
    held = [row for source in SOURCES for row in rows(made, source)]
    held += [row for delivered in made.mounted.values() for row in delivered] + made.thematic
    return max(row["day"] for row in held)
