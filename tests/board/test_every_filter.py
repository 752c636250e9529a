"""For every metric, every filter and every two of them: a board's reading answers as the plain rows do, or unknown."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from cockpit.board import query
from cockpit.calendar import course_days
from cockpit.metrics.answer import Answer
from cockpit.metrics.counts import Count
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Reading
from cockpit.store import dimensions
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load
from cockpit.store.load_transaction import replace as put
from cockpit.store.schema import migrate
from cockpit.store.sums import FACTS, empty_rows, known_rows, origin_rows
from tests import small

FIRST = date(2020, 7, 13)
KINDS, SCENARIOS = ("api", "table", "file"), ("window", "other")
ONES = {"unit": "a", "kind": "api", "scenario": "window", "theme": "health", "library": "people"}
EVERY = [
    {},
    *({name: value} for name, value in ONES.items()),
    {"unit": "c"},
    *({one: ONES[one], other: ONES[other]} for one, other in combinations(ONES, 2)),
    {"unit": "b", "kind": "file", "scenario": "other"},
]
WHEN = {"a Sunday": (date(2020, 9, 20), "week"), "a Thursday": (date(2020, 9, 17), "month")}

WAYS = ("pair", "sender")
COUNTED = ("records_known", "records_demo", "records_measured", "demo_rows", "measured_rows", "published_rows")
ANSWERED = ("exchanges", "failed", "records", *COUNTED)
"""Of who exchanges with whom in a part of the city no other measure is held: it must be unknown."""


def made() -> dict[str, list[dict[str, object]]]:
    """A random history of ten weeks with gaps and unknown values, together with the small city's own facts."""
    chance = random.Random(3)
    rows = {name: [row for day in days.values() for row in day] for name, days in small.facts().items()}
    rows["flow_daily"] = []
    for step in range(70):
        for left, right in [(left, right) for left in "abcd" for right in "abcd" if left != right]:
            if chance.random() < 0.15:
                many = chance.randrange(1, 90)
                more = {
                    "scenario": chance.choice(SCENARIOS),
                    "failed": chance.randrange(many),
                    "provenance": chance.choice(("measured", "measured", "demo")),
                }
                row = small.flow(1, left, right, kind=chance.choice(KINDS), exchanges=many, **more)
                records = None if chance.random() < 0.2 else many * 7
                rows["flow_daily"].append({**row, "day": FIRST + timedelta(days=step), "records": records})
    for step in range(0, 70, 3):
        day, many = FIRST + timedelta(days=step), 10 + step
        for unit, library in (("a", "people"), ("b", "people"), ("b", "firms")):
            stored = None if chance.random() < 0.3 else chance.randrange(many)
            held = {"records": many, "items_catalogued": many, "items_stored": stored, "provenance": "measured"}
            rows["library_daily"].append({"day": day, "library": library, "unit": unit, **held})
    plain = {name: list({tuple(_key(name, row)): row for row in held}.values()) for name, held in rows.items()}
    return {name: plain.get(name, []) for name in FACTS}


def _key(name: str, row: dict[str, object]) -> list[object]:
    return [row[column.name] for column in FACTS[name].table.primary_key.columns if column.name != "delivered_by"]


ROWS = made()


@pytest.fixture(scope="module")
def connection(module_database_url):
    engine = open_engine(module_database_url)
    migrate(engine)
    facts: dict[str, dict[date, list[dict[str, object]]]] = {}
    for name, rows in ROWS.items():
        facts[name] = defaultdict(list)
        for row in rows:
            facts[name][row["day"]].append(row)
    world = {"clock": small.NOW.isoformat()}
    put(engine, Load("small", registers=small.registers(), facts=facts, world=world), at=small.NOW)
    with read_connection(engine) as connection:
        yield connection
    engine.dispose()


class Plain(Reading):
    """A reading that adds up the rows themselves whenever it is asked."""

    def members(self, fact, dimension):
        return sorted({member for row in ROWS[fact] for at, member in self.places(fact, row) if at == dimension})

    def at(self, fact, member, day):
        span = self.spans.get(fact)
        return None if span is None or day < span.first else self.added(fact, member, min(day, span.last))

    @cache  # noqa: B019 - a reading lives as long as one test
    def added(self, fact, member, day):
        rows = [row for row in ROWS[fact] if row["day"] <= day and member in self.places(fact, row)]
        if not rows:
            return None
        one = FACTS[fact]
        totals, holding = {}, {}
        for name in one.measures:
            derived = next((each for each in one.derived if each.name == name), None)
            column = derived.column if derived else name
            known = [row for row in rows if row[column] is not None and (not derived or row[derived.known] is not None)]
            if name not in (*one.flows, *one.derived_flows):  # a level is the latest that is known of each key
                latest = {tuple(_key(fact, row)[1:]): row for row in sorted(known, key=lambda row: row["day"])}
                known = list(latest.values())
            totals[name] = sum(row[column] for row in known) if known else None
            holding[name] = [row["provenance"] for row in known]
        for word in ("demo", "measured", "published"):
            totals[f"{word}_rows"] = sum(row["provenance"] == word for row in rows)
        for name in one.uncertain:  # every row is of one source, which fills every column
            totals[known_rows(name)] = sum(row[name] is not None for row in rows)
            if one.shared:
                totals[empty_rows(name)] = sum(row[name] is None for row in rows)
        for group, names in one.origins.items():
            for word, label in zip(("demo", "measured"), origin_rows(group), strict=True):
                totals[label] = holding[names[0]].count(word)
        ways = (*WAYS, "consumer") if "unit" in self.filters else WAYS
        if fact == "flow_daily" and self.filters and member[0] in ways:
            totals.update({name: None for name in totals if name not in ANSWERED})
            totals.pop("bytes_known", None)  # what is not read is not counted either
        return totals

    @cache  # noqa: B019
    def filed(self, fact):
        return {id(row): self._places(fact, row) for row in ROWS[fact]}

    def places(self, fact, row):
        return self.filed(fact)[id(row)]

    def _places(self, fact, row):
        """Where a row counts; what a unit takes is kept apart from what it gives."""
        columns = dimensions.filters(FACTS[fact])
        if any(name not in columns for name in self.filters):
            return []
        if any(row[columns[name][0]] != value for name, value in self.filters.items() if name != "unit"):
            return []
        unit = self.filters.get("unit")
        if fact != "flow_daily":
            if unit not in (None, row.get("unit")):
                return []
            one = FACTS[fact]
            pair = [("pair", ">".join(row[name] for name in one.pair))] if one.pair else []
            return [("city", ""), *pair, *((name, row[name]) for name in one.dimensions)]
        found = []
        if unit in (None, row["provider"]):
            found = [("city", ""), *((name, row[name]) for name in ("provider", "consumer", "kind", "scenario"))]
            found.append(("pair", f"{row['provider']}>{row['consumer']}"))
        if unit == row["consumer"]:
            found += [("received", ""), ("sender", row["provider"])]
        return found

    def __hash__(self):
        return id(self)


SAME = ("spans", "registers", "meetings", "split", "filters", "clock", "newest")
MEMBERS = [
    ("city", ""),
    *(("unit", code) for code in "abcd"),
    *((way, code) for way in ("provider", "consumer", "sender") for code in "abcd"),
    *(("kind", code) for code in KINDS),
    *(("scenario", code) for code in SCENARIOS),
    *(("theme", code) for code in ("health", "roads")),
    *(("library", code) for code in ("people", "firms", "space")),
    *(("pair", code) for code in ("a>b", "a>c", "b>a", "c>a", "people>a", "firms>b")),
]


@pytest.mark.slow
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("filters", EVERY, ids=lambda filters: " ".join(filters.values()) or "the city")
def test_every_metric_of_every_member_answers_as_the_rows_do(connection, filters, when):
    as_of, period = WHEN[when]
    world, registers = query.world(connection), query.registers(connection)
    bare = Reading({}, world.spans, registers, clock=small.NOW)
    more = query.MoreDays(Answer(bare, as_of, period).comparison_days(), {})
    found = query.read(connection, world, registers=registers, as_of=as_of, period=period, filters=filters, more=more)
    found = replace(found, clock=small.NOW)
    same = {name: getattr(found, name) for name in SAME}
    read, plain = Answer(found, as_of, period), Answer(Plain(totals={}, **same), as_of, period)
    known = 0
    for metric in METRICS:
        for member in MEMBERS:
            number = read.number(metric.name, member)
            expected = plain.number(metric.name, member)
            # Who exchanges with whom, and with how many, is read for the period alone.
            paired = member[0] == "pair" or (member[0] not in ("city", "level") and isinstance(metric.measure, Count))
            if paired and "flow_daily" in metric.measure.facts and "unit" not in filters:
                expected = replace(expected, previous=None, change=None, change_provenance=None)
            assert number == expected, (metric.name, member)
            known += number.value is not None
    steps = course_days(as_of)
    for name in (metric.name for metric in METRICS if metric.course):
        assert read.course(name, days=steps) == plain.course(name, days=steps), name
    assert known > 1


def test_what_no_fact_measures_is_a_mistake_and_not_unknown(connection):
    world = query.world(connection)
    found = query.read(connection, world, registers={}, as_of=date(2020, 9, 20), period="week", filters={"unit": "a"})
    totals = found.totals["flow_daily"]["pair"]["a>b"][date(2020, 9, 20)]
    assert (totals["exchanges"] > 0, totals["bytes"]) == (True, None)
    with pytest.raises(KeyError):
        totals["byte"]
