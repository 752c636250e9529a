"""The rollup: one definition, the same rows on every engine and by hand."""

from datetime import date

import pytest

from cockpit.errors import RollupWrong, SourceSilent
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.spark_engine import SparkEngine, session
from tests.rollup.world import DAYS, added_up, events, parts
from tests.spark_cluster import spark_cluster

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster():
    with spark_cluster() as url:
        yield url


def rolled(engine, landed, *, distinct=False):
    return dict(engine.flows(landed, distinct=distinct, provenance="measured"))


@pytest.mark.parametrize("distinct", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_duckdb_gives_what_plain_python_gives(tmp_path, seed, distinct):
    rows = events(seed, 600)
    assert rolled(DuckEngine(tmp_path), parts(rows, tmp_path), distinct=distinct) == added_up(rows, distinct=distinct)


@pytest.mark.spark
def test_a_spark_cluster_gives_the_same_rows_as_duckdb_and_plain_python(tmp_path, cluster):
    rows = events(7, 3_000)
    landed = parts(rows, new(tmp_path, "day=2020-09-28"))  # Spark must not take it for a partition, or encode its sign
    spark = SparkEngine(cluster, memory="512m")
    refuses_what_is_hostile(DuckEngine(tmp_path), tmp_path)
    # Once with a session of its own; then in one that runs, because its executors take seconds to start.
    assert rolled(spark, landed, distinct=True) == added_up(rows, distinct=True)
    with session(cluster, "512m"):
        for distinct in (True, False):
            by_hand = added_up(rows, distinct=distinct)
            assert rolled(DuckEngine(tmp_path), landed, distinct=distinct) == by_hand
            assert rolled(spark, landed, distinct=distinct) == by_hand
        refuses_what_is_hostile(spark, tmp_path)


def refuses_what_is_hostile(engine, folder):
    large = [{**row, "event_id": str(row["landed"]), "records": 2**62} for row in events(1, 60)]
    with pytest.raises(RollupWrong, match="too large"):
        rolled(engine, parts(large, new(folder, "large")))
    nobody = [{**events(1, 1)[0], "provider": None}]
    with pytest.raises(RollupWrong, match="without provider"):
        rolled(engine, parts(nobody, new(folder, "nobody")))
    broken = parts(events(1, 30), new(folder, "broken"))
    victim = broken[DAYS[0]][0]
    victim.write_bytes(victim.read_bytes()[:-20])
    with pytest.raises(RollupWrong, match="cannot be added up"):
        rolled(engine, broken)
    victim.unlink()
    with pytest.raises(RollupWrong, match=r"2020-09-28-0.parquet of .* is gone"):
        rolled(engine, broken)


def new(folder, name):
    made = folder / f"{name}-{sum(1 for _ in folder.iterdir())}"
    made.mkdir()
    return made


def test_duckdb_refuses_what_is_hostile_in_words(tmp_path):
    refuses_what_is_hostile(DuckEngine(tmp_path), tmp_path)


def test_a_day_without_events_is_an_empty_day(tmp_path):
    assert rolled(DuckEngine(tmp_path), {date(2020, 9, 1): []}) == {date(2020, 9, 1): []}
    assert rolled(DuckEngine(tmp_path), parts([], tmp_path)) == {day: [] for day in DAYS}


def test_the_bounds_of_the_buckets_belong_to_the_lower_one(tmp_path):
    rows = events(3, 40)
    durations = [0, 10_000, 10_001, 25_000, 25_001, 10_000_000, 10_000_001, None]
    for number, row in enumerate(rows):
        row.update(event_id=str(number), day=DAYS[0], provider="a", consumer="c", kind="api", scenario="other")
        row.update(duration_us=durations[number % 8])
    (found,) = rolled(DuckEngine(tmp_path), parts(rows, tmp_path))[DAYS[0]]
    assert (found["ms_upto_10"], found["ms_upto_25"], found["ms_upto_50"]) == (10, 10, 5)
    assert (found["ms_upto_10000"], found["ms_above_10000"], found["exchanges"]) == (5, 5, 40)


def test_of_two_events_with_one_id_the_first_landed_counts_whatever_the_other_says(tmp_path):
    first, second = events(3, 2)
    first.update(event_id="x", day=DAYS[0], records=5)
    second.update(event_id="x", day=DAYS[0], records=900, landed=0)
    (found,) = rolled(DuckEngine(tmp_path), parts([first, second], tmp_path))[DAYS[0]]
    assert (found["exchanges"], found["records"]) == (1, 900)


def test_a_master_that_does_not_answer_is_said_at_once(tmp_path):
    with pytest.raises(SourceSilent, match="does not answer"):
        rolled(SparkEngine("spark://127.0.0.1:1"), parts(events(1, 3), tmp_path))
