"""The demonstration is what the reference pictures show."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select, text

from cockpit.store.exchange_database import read_connection
from cockpit.store.tables import meeting


def rows(engine, query):
    with read_connection(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def value(engine, query):
    ((found,),) = rows(engine, query)
    return found


def test_records_exchanged_in_twelve_weeks_are_those_of_the_trend(demo_engine):
    weeks = [
        ("2020-07-09", "2020-07-15", 17_020_000),
        ("2020-07-16", "2020-07-22", 17_480_000),
        ("2020-07-23", "2020-07-29", 17_300_000),
        ("2020-07-30", "2020-08-05", 18_060_000),
        ("2020-08-06", "2020-08-12", 17_900_000),
        ("2020-08-13", "2020-08-19", 18_620_000),
        ("2020-08-20", "2020-08-26", 18_840_000),
        ("2020-08-27", "2020-09-02", 19_220_000),
        ("2020-09-03", "2020-09-09", 19_080_000),
        ("2020-09-10", "2020-09-16", 19_760_000),
        ("2020-09-17", "2020-09-23", 20_280_000),
        ("2020-09-24", "2020-09-30", 21_460_000),
    ]
    for first, last, records in weeks:
        query = f"SELECT sum(records) FROM flow_daily WHERE day BETWEEN '{first}' AND '{last}'"
        assert value(demo_engine, query) == records, last


PROVIDERS = ("hrss", "police", "market", "civil", "health", "tax", "housing")
CONSUMERS = ("medical", "poverty", "education", "disabled", "approval")


def test_the_links_of_the_last_week_are_those_of_the_flow_diagram(demo_engine):
    named_providers = ", ".join(f"'{unit}'" for unit in PROVIDERS)
    named_consumers = ", ".join(f"'{unit}'" for unit in CONSUMERS)
    query = f"""
        SELECT CASE WHEN provider IN ({named_providers}) THEN provider ELSE 'others' END AS giver,
               CASE WHEN consumer IN ({named_consumers}) THEN consumer
                    WHEN level = 'county' THEN 'counties' ELSE 'others' END AS taker,
               sum(records)
        FROM flow_daily JOIN unit ON unit.code = consumer
        WHERE day BETWEEN '2020-09-24' AND '2020-09-30' GROUP BY 1, 2
    """
    assert {(giver, taker): records // 10_000 for giver, taker, records in rows(demo_engine, query)} == {
        ("hrss", "medical"): 210,
        ("hrss", "poverty"): 128,
        ("hrss", "counties"): 64,
        ("hrss", "education"): 60,
        ("hrss", "disabled"): 50,
        ("police", "medical"): 172,
        ("police", "education"): 150,
        ("police", "poverty"): 86,
        ("police", "counties"): 60,
        ("market", "counties"): 150,
        ("market", "education"): 122,
        ("market", "approval"): 60,
        ("market", "others"): 40,
        ("market", "medical"): 14,
        ("civil", "poverty"): 112,
        ("civil", "disabled"): 92,
        ("civil", "medical"): 40,
        ("civil", "approval"): 30,
        ("health", "medical"): 120,
        ("health", "poverty"): 74,
        ("health", "counties"): 34,
        ("health", "approval"): 4,
        ("tax", "counties"): 30,
        ("tax", "approval"): 30,
        ("tax", "disabled"): 20,
        ("tax", "medical"): 12,
        ("housing", "education"): 40,
        ("housing", "poverty"): 38,
        ("others", "poverty"): 48,
        ("others", "others"): 42,
        ("others", "disabled"): 14,
    }


def test_a_scenario_is_the_flow_to_the_consumer_that_it_is_for(demo_engine):
    query = """
        SELECT scenario, sum(records) FROM flow_daily
        WHERE day BETWEEN '2020-09-24' AND '2020-09-30' GROUP BY scenario ORDER BY scenario
    """
    assert rows(demo_engine, query) == [
        ("approval", 1_240_000),
        ("disabled", 1_760_000),
        ("other", 13_600_000),
        ("poverty", 4_860_000),
    ]


def test_thirty_four_departments_give_and_fifteen_of_them_for_poverty(demo_engine):
    week = "day BETWEEN '2020-09-24' AND '2020-09-30'"
    assert value(demo_engine, f"SELECT count(DISTINCT provider) FROM flow_daily WHERE {week}") == 34
    poverty = f"SELECT count(DISTINCT provider) FROM flow_daily WHERE {week} AND scenario = 'poverty'"
    assert value(demo_engine, poverty) == 15
    givers = "SELECT DISTINCT provider FROM flow_daily ORDER BY provider"
    contributors = "SELECT DISTINCT unit FROM library_daily ORDER BY unit"
    assert rows(demo_engine, givers) == rows(demo_engine, contributors)


@pytest.mark.parametrize(
    ("library", "added"),
    [
        ("population", 4_120_000),
        ("legal", 310_000),
        ("licence", 1_860_000),
        ("credit", 740_000),
        ("macro", 580_000),
    ],
)
def test_a_library_grew_in_twelve_weeks_as_drawn(demo_engine, library, added):
    query = f"""
        SELECT max(records) - min(records) FROM library_daily_sum
        WHERE dimension = 'library' AND member = '{library}' AND day BETWEEN '2020-07-08' AND '2020-09-30'
    """
    assert value(demo_engine, query) == added


def test_the_macro_library_grows_in_three_steps(demo_engine):
    query = """
        SELECT records FROM library_daily_sum WHERE dimension = 'library' AND member = 'macro'
        AND day IN ('2020-07-08', '2020-07-15', '2020-07-22', '2020-07-29', '2020-08-05', '2020-08-12', '2020-08-19',
                    '2020-08-26', '2020-09-02', '2020-09-09', '2020-09-16', '2020-09-23', '2020-09-30')
        ORDER BY day
    """
    steps = [records // 10_000 - 3_293 for (records,) in rows(demo_engine, query)]
    assert steps == [0, 0, 0, 0, 0, 19, 19, 19, 19, 38, 38, 38, 58]


def test_what_changed_in_the_last_week(demo_engine):
    def between(table: str, column: str, dimension: str, member: str) -> list[int]:
        query = f"""
            SELECT {column} FROM {table} WHERE dimension = '{dimension}' AND member = '{member}'
            AND day IN ('2020-09-23', '2020-09-30') ORDER BY day
        """
        return [found for (found,) in rows(demo_engine, query)]

    assert between("library_daily_sum", "items_stored", "library", "licence") == [27, 29]
    assert between("reported_daily_sum", "value", "figure", "resources") == [59_378, 59_690]
    assert between("reported_daily_sum", "value", "figure", "portal_interfaces")[-1] == 18
    assert between("resource_daily_sum", "catalogues", "city", "") == [28_523, 28_619]
    assert between("opening_daily_sum", "datasets", "city", "") == [1_887, 1_914]


def test_one_interface_was_published_in_the_last_week(demo_engine):
    before = """
        SELECT value FROM reported_daily WHERE figure = 'portal_interfaces' AND day <= '2020-09-23'
        ORDER BY day DESC LIMIT 1
    """
    assert value(demo_engine, before) == 17


def test_open_datasets_by_county_are_those_of_the_tile_map(demo_engine):
    query = """
        SELECT short_zh, count(*) FROM open_dataset JOIN unit ON unit.code = open_dataset.unit
        WHERE level = 'county' GROUP BY short_zh
    """
    assert dict(rows(demo_engine, query)) == {
        "蒙阴": 63,
        "沂南": 88,
        "沂水": 118,
        "平邑": 71,
        "费县": 84,
        "兰山": 142,
        "河东": 104,
        "莒南": 98,
        "高新": 41,
        "罗庄": 96,
        "经开": 47,
        "临港": 25,
        "兰陵": 92,
        "郯城": 76,
        "临沭": 69,
    }


def test_ninety_one_of_a_hundred_open_datasets_are_updated_on_time(demo_engine):
    query = """
        SELECT updated_on_time FROM opening_daily_sum
        WHERE dimension = 'city' AND member = '' AND day = '2020-09-30'
    """
    assert value(demo_engine, query) == 1_746


def test_meetings_by_week_are_the_columns_of_the_picture(demo_engine):
    query = "SELECT day FROM meeting WHERE day BETWEEN '2020-07-09' AND '2020-09-30' ORDER BY day"
    with read_connection(demo_engine) as connection:
        days = [str(day) for (day,) in connection.execute(text(query))]
    ends = ["2020-07-15", "2020-07-22", "2020-07-29", "2020-08-05", "2020-08-12", "2020-08-19"]
    ends += ["2020-08-26", "2020-09-02", "2020-09-09", "2020-09-16", "2020-09-23", "2020-09-30"]
    upto = [sum(day <= end for day in days) for end in ends]
    assert upto == [2, 5, 8, 12, 14, 17, 21, 26, 29, 33, 38, 44]


def test_meetings_by_weekday_and_hour_are_the_strip_of_the_picture(demo_engine):
    counts: Counter[tuple[int, int]] = Counter()
    with read_connection(demo_engine) as connection:
        for day, hour in connection.execute(select(meeting.c.day, meeting.c.hour)):
            if day >= date(2020, 7, 9):
                counts[day.isoweekday(), hour] += 1
    table = [[counts[weekday, hour] for hour in range(8, 19)] for weekday in range(1, 8)]
    assert table == [
        [0, 2, 1, 0, 0, 0, 2, 2, 1, 0, 0],
        [0, 3, 1, 0, 0, 0, 1, 2, 0, 0, 0],
        [1, 4, 2, 0, 0, 0, 2, 1, 1, 0, 0],
        [0, 2, 1, 0, 0, 0, 2, 1, 0, 0, 0],
        [0, 3, 1, 0, 0, 0, 2, 1, 0, 0, 0],
        [0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1],
    ]


def test_hosts_of_the_last_twelve_weeks(demo_engine):
    query = """
        SELECT short_zh, count(*) FROM meeting JOIN unit ON unit.code = host
        WHERE day BETWEEN '2020-07-09' AND '2020-09-30' GROUP BY short_zh ORDER BY 2 DESC, 1
    """
    hosts = rows(demo_engine, query)
    assert hosts[:5] == [("市应急局", 9), ("市卫健委", 7), ("市政府办公室", 6), ("市教育局", 5), ("市防汛办", 4)]
    assert sum(held for _, held in hosts[5:]) == 13
    assert max(held for _, held in hosts[5:]) < 4


def test_rooms_are_online_offline_and_being_adjusted_in_register_and_facts(demo_engine):
    register = "SELECT state, count(*) FROM endpoint GROUP BY state ORDER BY state"
    assert rows(demo_engine, register) == [("adjusting", 2), ("offline", 5), ("online", 113)]
    facts = """
        SELECT endpoints, endpoints_online, endpoints_adjusting FROM meeting_daily_sum
        WHERE dimension = 'city' AND member = '' AND day = '2020-09-30'
    """
    assert rows(demo_engine, facts) == [(120, 113, 2)]
