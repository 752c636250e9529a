"""Landing: whatever the order, the repeats and the batches, the same events give the same facts."""

import json
import os
import random
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.errors import LoadRefused
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.landing import Landing
from cockpit.store.event import Event

EVENTS = int(os.environ.get("COCKPIT_EVENTS", "1000000"))


def landing(folder, parts=(), **more):
    return Landing(folder, "log", list(parts), DuckEngine(folder / ".spill"), "measured", **more)


class Log:
    """A source that lands batch after batch, and what its facts are by now."""

    def __init__(self, folder, **more):
        self.folder, self.more = folder, more
        self.parts, self.facts = [], {}
        self.accepted = self.repeated = 0
        self.conflicts = []

    def land(self, events):
        done = landing(self.folder, self.parts, **self.more)(events)
        gone = {part.name for part in done.parts.removed}
        self.parts = [part for part in self.parts if part.name not in gone] + list(done.parts.added)
        self.facts.update(done.facts)
        self.accepted += done.accepted
        self.repeated += done.repeated
        self.conflicts += done.conflicts
        return done

    def bytes(self):
        kept = {str(day): rows for day, rows in sorted(self.facts.items()) if rows}
        return json.dumps(kept, default=str, sort_keys=True).encode()


def event(number, day=0, **more):
    said = {
        "event_id": f"e-{number}",
        "at": datetime(2020, 9, 1, 3) + timedelta(days=day, seconds=number % 3600),
        "provider": "abc"[number % 3],
        "consumer": "de"[number % 2],
        "resource": None,
        "kind": ("api", "table", "file")[number % 3],
        "scenario": "other",
        "records": number % 10 or None,
        "bytes": number,
        "duration_us": number * 37 % 12_000_000,
        "failed": number % 17 == 0,
        "place": "log",
        "line": number,
    }
    return Event(**{**said, **more})


def made(numbers):
    return (event(number, day=number % 30) for number in numbers)


@pytest.mark.demo
def test_a_million_events_clean_shuffled_doubled_and_late_give_byte_equal_facts(tmp_path):
    chance = random.Random(3)
    shuffled = chance.sample(range(EVENTS), EVENTS)
    tenth = EVENTS // 10
    variants = {
        "clean": [range(EVENTS)],
        "shuffled": [shuffled],
        "doubled": [[*shuffled[: 6 * tenth], *shuffled[:tenth]], shuffled[4 * tenth :]],
        "late": [shuffled[start::4] for start in range(4)],
    }
    found = set()
    for name, batches in variants.items():
        log = Log(tmp_path / name)
        for batch in batches:
            log.land(made(batch))
        assert (log.accepted, log.conflicts) == (EVENTS, [])
        assert log.repeated == (3 * tenth if name == "doubled" else 0)
        found.add(log.bytes())
    assert len(found) == 1


def by_hand(batches, within):
    """One event after the other: it counts unless one that counts has its id within some days."""
    counting = []
    for one in (one for batch in batches for one in batch):
        ids = [held for held in counting if held.event_id == one.event_id]
        if not any(abs((held.at.date() - one.at.date()).days) <= within for held in ids):
            counting.append(one)
    return counting


IDS = ["a", "A", "á", "a b", "'", '"', "a,b", "NULL", "\\N", "日本", "😀"]
ONE = st.builds(
    lambda name, day, size: event(1, day=day, event_id=name, bytes=size),
    st.sampled_from(IDS),
    st.integers(0, 6),
    st.sampled_from([1, 1, 1, 2]),
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(ONE, max_size=8), max_size=4))
def test_random_batches_land_as_one_event_after_the_other(tmp_path_factory, batches):
    folder = tmp_path_factory.mktemp("landed")
    log = Log(folder, same_id_days=2)
    for batch in batches:
        log.land(batch)
    counting = by_hand(batches, 2)
    assert log.accepted == len(counting)
    assert log.repeated + len(log.conflicts) == sum(map(len, batches)) - len(counting)
    assert sum(row["bytes"] for rows in log.facts.values() for row in rows) == sum(one.bytes for one in counting)
    together = Log(folder / "together", same_id_days=2)
    together.land([one for batch in batches for one in batch])
    assert together.bytes() == log.bytes()


def test_an_event_that_completes_another_takes_its_place_even_over_midnight(tmp_path):
    log = Log(tmp_path)
    log.land([event(1, day=0), event(2, day=0), event(3, day=1)])
    done = log.land([event(1, day=1, bytes=500, replaces=True), event(2, day=0, replaces=True)])
    assert (done.accepted, done.repeated) == (1, 1)
    totals = {str(day): sum(row["exchanges"] for row in rows) for day, rows in log.facts.items()}
    assert totals == {"2020-09-01": 1, "2020-09-02": 2}
    assert {part.rows for part in log.parts if str(part.day) == "2020-09-01"} == {1}


def test_nothing_to_land_changes_nothing(tmp_path):
    done = landing(tmp_path)([])
    assert (done.accepted, done.facts, done.parts.added) == (0, {}, ())


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LoadRefused, match="may not be written"):
        landing(tmp_path / "file" / "below")([event(1)])


def test_an_interrupted_landing_leaves_nothing_behind(tmp_path):
    def events():
        yield event(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        landing(tmp_path)(events())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
