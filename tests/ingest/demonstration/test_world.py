"""The demonstration world as a whole: always the same, marked as invented, believable where it is not calibrated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from cockpit.errors import LoadRefused
from cockpit.ingest import city, demonstration
from cockpit.ingest.demonstration import folder
from cockpit.settings import ROOT
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.latency import BUCKETS
from tests import small
from tests.fixtures_demo import CITY
from tests.ingest.tiny import port

LINYI = "8b3d879b1bd814b1"
PORT = "15c1212f677bbfde"

FACTS = ("library_daily", "resource_daily", "reported_daily", "flow_daily", "opening_daily", "meeting_daily")


def rows(engine, query):
    with read_connection(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def value(engine, query):
    ((found,),) = rows(engine, query)
    return found


def test_its_data_version_is_always_this_one(demo_engine):
    assert value(demo_engine, "SELECT value FROM world WHERE name = 'data_version'") == LINYI


def test_its_data_version_is_the_same_in_postgresql(demo_postgres_url):
    engine = open_engine(demo_postgres_url)
    assert value(engine, "SELECT value FROM world WHERE name = 'data_version'") == LINYI
    engine.dispose()


@pytest.mark.slow
def test_a_second_city_has_a_demonstration_of_its_own(tmp_path, database_url):
    engine = open_engine(database_url)
    made = demonstration.make(engine, port(tmp_path))
    records = "SELECT sum(records) FROM flow_daily WHERE day BETWEEN '2020-09-24' AND '2020-09-30'"
    mounted = "SELECT mounted FROM resource_daily_sum WHERE dimension = 'city' ORDER BY day DESC LIMIT 1"
    held = "SELECT count(*) FROM meeting WHERE day BETWEEN '2020-09-24' AND '2020-09-30'"
    online = "SELECT count(*) FROM endpoint WHERE state = 'online'"
    found = [value(engine, query) for query in (records, mounted, held, online)]
    engine.dispose()
    assert found == [3_500, 100, 2, 4]
    assert made.data_version == PORT


@pytest.mark.slow
def test_made_a_second_time_nothing_changes(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'exchange.db'}")
    place = port(tmp_path)
    seen: list[tuple[str, int, int]] = []
    first = demonstration.make(engine, place)
    second = demonstration.make(engine, place, progress=lambda *step: seen.append(step))
    engine.dispose()
    assert (second.changed, second.data_version) == (0, first.data_version)
    assert seen[-1][1] == seen[-1][2] > 100


@pytest.mark.slow
@pytest.mark.parametrize("hashes", ["0", "1", "4711"])
def test_it_does_not_hang_on_the_order_in_which_python_hashes(tmp_path, hashes):
    code = """
import sys
from pathlib import Path
from cockpit.ingest import demonstration
from cockpit.store.exchange_database import open_engine
made = demonstration.make(open_engine(f"sqlite:///{sys.argv[1]}/exchange.db"), Path(sys.argv[2]))
print(made.data_version)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(port(tmp_path))],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashes},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == PORT


def test_a_day_of_flows_is_the_same_whichever_day_was_asked_before(tmp_path):
    place = port(tmp_path)
    calibration = folder.read(tmp_path / "demonstration" / "port", city.read(place))
    flows = demonstration.build(calibration).facts["flow_daily"]
    again = demonstration.build(calibration).facts["flow_daily"]
    days = list(flows)
    forwards = {day: flows[day] for day in days}
    assert {day: again[day] for day in reversed(days)} == forwards
    assert days[0] == date(2020, 6, 1)
    assert date(2020, 7, 15) not in flows
    with pytest.raises(KeyError):
        flows[date(2020, 7, 15)]


def test_it_knows_its_city_and_its_clock(demo_engine):
    query = "SELECT name, value FROM world WHERE name NOT IN ('data_version', 'marks')"
    known = dict(rows(demo_engine, query))
    assert known == {"city": known["city"], "clock": "2020-09-30T18:00:00+08:00", "registers": "2020-09-30"}
    assert json.loads(known["city"])["title"] == {"zh": "临沂市数据驾驶舱", "en": "Linyi data cockpit"}


@pytest.mark.parametrize("table", [*FACTS, "return_daily", "library_item", "open_dataset", "endpoint", "meeting"])
def test_every_invented_row_says_so(demo_engine, table):
    assert rows(demo_engine, f"SELECT DISTINCT provenance FROM {table}") == [("demo",)]


@pytest.mark.parametrize("table", FACTS)
def test_the_history_is_three_years_long(demo_engine, table):
    query = f"SELECT min(day), max(day) FROM {table}"
    ((first, last),) = rows(demo_engine, query)
    assert (str(first), str(last)[:7]) == ("2017-10-01", "2020-09")


def test_all_hundred_and_twenty_units_have_a_history(demo_engine):
    units = "SELECT count(*) FROM unit WHERE level <> 'province'"
    assert value(demo_engine, units) == 120
    assert value(demo_engine, "SELECT count(DISTINCT unit) FROM meeting_daily") == 120


def test_every_exchange_took_some_time_and_no_more_failed_than_were_made(demo_engine):
    took = " + ".join(bucket.column for bucket in BUCKETS)
    assert value(demo_engine, f"SELECT count(*) FROM flow_daily WHERE exchanges <> {took}") == 0
    assert value(demo_engine, "SELECT count(*) FROM flow_daily WHERE failed > exchanges OR exchanges < 1") == 0
    assert value(demo_engine, "SELECT count(*) FROM flow_daily WHERE provider = consumer") == 0


def test_interfaces_are_fast_and_files_are_slow(demo_engine):
    quick = "ms_upto_10 + ms_upto_25 + ms_upto_50 + ms_upto_100 + ms_upto_250"
    query = f"SELECT kind, 100 * sum({quick}) / sum(exchanges) FROM flow_daily GROUP BY kind ORDER BY kind"
    (api, file, table) = rows(demo_engine, query)
    assert api[1] > 75
    assert table[1] < 15
    assert file[1] < 5


def test_between_three_and_ten_of_a_thousand_exchanges_fail(demo_engine):
    query = "SELECT 10000 * sum(failed) / sum(exchanges) FROM flow_daily GROUP BY substr(day, 1, 7)"
    shares = [share for (share,) in rows(demo_engine, query)]
    assert len(shares) == 36
    assert min(shares) >= 30
    assert max(shares) <= 100


def test_offices_rest_at_weekends_and_in_the_spring_festival(demo_engine):
    def exchanged(first: str, last: str) -> int:
        return value(demo_engine, f"SELECT sum(records) FROM flow_daily WHERE day BETWEEN '{first}' AND '{last}'")

    assert exchanged("2020-09-26", "2020-09-27") * 4 < exchanged("2020-09-28", "2020-09-29")
    assert exchanged("2019-02-04", "2019-02-10") * 3 < exchanged("2019-02-25", "2019-03-03") * 2


def test_on_the_day_of_an_outage_nothing_or_little_is_exchanged(demo_engine):
    def exchanged(day: str) -> int | None:
        return value(demo_engine, f"SELECT sum(records) FROM flow_daily WHERE day = '{day}'")

    assert exchanged("2018-07-19") is None
    assert exchanged("2020-08-12") * 3 < exchanged("2020-08-11") * 2


def test_one_department_takes_and_gives_nothing(demo_engine):
    assert value(demo_engine, "SELECT count(*) FROM flow_daily WHERE consumer = 'municipal-07'") > 1_000
    assert value(demo_engine, "SELECT count(*) FROM flow_daily WHERE provider = 'municipal-07'") == 0
    assert value(demo_engine, "SELECT count(*) FROM resource_daily WHERE unit = 'municipal-07'") == 0
    assert value(demo_engine, "SELECT count(*) FROM open_dataset WHERE unit = 'municipal-07'") == 0


def test_five_units_have_catalogue_entries_and_nothing_mounted(demo_engine):
    query = "SELECT unit FROM resource_daily GROUP BY unit HAVING max(mounted) = 0 AND max(catalogues) > 0"
    assert sorted(unit for (unit,) in rows(demo_engine, query)) == [
        "municipal-19",
        "municipal-23",
        "municipal-31",
        "municipal-38",
        "municipal-44",
    ]


def test_one_county_stopped_reporting_and_keeps_its_last_levels(demo_engine):
    for table in ("opening_daily", "meeting_daily"):
        assert str(value(demo_engine, f"SELECT max(day) FROM {table} WHERE unit = 'lingang'")) <= "2020-08-27"
    carried = """
        SELECT datasets FROM opening_daily_sum WHERE dimension = 'unit' AND member = 'lingang' AND day = '2020-09-30'
    """
    assert value(demo_engine, carried) == 25
    assert str(value(demo_engine, "SELECT max(updated_on) FROM open_dataset WHERE unit = 'lingang'")) <= "2020-08-27"


def test_the_log_of_the_portal_is_late_and_its_downloads_are_missing(demo_engine):
    query = "SELECT sum(downloads), sum(api_calls) FROM opening_daily WHERE day = '2020-09-30'"
    assert rows(demo_engine, query) == [(0, 0)]
    newest = "SELECT newest_at FROM source_mark WHERE source = 'portal_log'"
    assert str(value(demo_engine, newest)).startswith("2020-09-29 16:00")


def test_two_sources_are_not_connected(demo_engine):
    assert rows(demo_engine, "SELECT source FROM source_mark WHERE newest_at IS NULL") == [("goals",), ("themes",)]


def test_an_open_dataset_is_on_time_where_its_newest_data_is_within_its_cadence(demo_engine):
    query = """
        SELECT updated_on, cadence_days FROM open_dataset WHERE unit <> 'lingang'
    """
    on_time = 0
    for updated, cadence in rows(demo_engine, query):
        on_time += (date(2020, 9, 30) - date.fromisoformat(str(updated))).days <= cadence
    facts = """
        SELECT sum(updated_on_time) FROM opening_daily_sum
        WHERE dimension = 'unit' AND member <> 'lingang' AND day = '2020-09-30'
    """
    assert on_time == value(demo_engine, facts)


def test_nothing_happens_before_it_begins_or_after_the_clock(demo_engine):
    for column, table in (
        ("updated_on", "open_dataset"),
        ("published_on", "open_dataset"),
        ("day", "meeting"),
        ("stored_on", "library_item"),
        ("catalogued_on", "library_item"),
        ("connected_on", "endpoint"),
    ):
        assert str(value(demo_engine, f"SELECT max({column}) FROM {table}")) <= "2020-09-30", (table, column)
    backwards = "SELECT count(*) FROM library_item WHERE stored_on < catalogued_on"
    assert value(demo_engine, backwards) == 0
    assert value(demo_engine, "SELECT count(*) FROM open_dataset WHERE updated_on < published_on") == 0


def test_a_meeting_is_attended_by_its_host_and_by_nobody_whose_room_was_not_there(demo_engine):
    hosts = """
        SELECT count(*) FROM meeting LEFT JOIN meeting_unit ON meeting_unit.meeting = meeting.code
        AND meeting_unit.unit = meeting.host WHERE attended IS NULL OR attended <> 1
    """
    early = """
        SELECT count(*) FROM meeting_unit JOIN meeting ON meeting.code = meeting_unit.meeting
        JOIN endpoint ON endpoint.unit = meeting_unit.unit
        WHERE endpoint.connected_on > meeting.day AND meeting_unit.unit <> meeting.host
    """
    assert value(demo_engine, hosts) == 0
    assert value(demo_engine, early) == 0


def test_the_database_is_small(demo_url):
    assert Path(demo_url.removeprefix("sqlite:///")).stat().st_size < 200_000_000


def test_a_database_with_data_of_its_own_is_spared(database_url):
    engine = small.fill(database_url)
    with pytest.raises(LoadRefused, match="holds data of its own"):
        demonstration.make(engine, CITY)
    with write_connection(engine) as connection:
        connection.execute(tables.load.delete())  # filled by other means than a load
    with pytest.raises(LoadRefused, match="Name an empty database"):
        demonstration.make(engine, CITY)
    engine.dispose()
