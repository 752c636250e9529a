"""A board of the small city, every number against a literal that was computed with a pencil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.errors import DatabaseWrong, ScopeWrong
from cockpit.metrics.metric import METRICS
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.schema import migrate
from tests import small


@pytest.fixture(scope="module")
def engine(module_database_url):
    engine = small.fill(module_database_url)
    yield engine
    engine.dispose()


def board_of(engine, **asked) -> Board:
    with read_connection(engine) as connection:
        return build(connection, Scope("small", **asked), now=small.NOW)


@pytest.fixture(scope="module")
def board(engine) -> Board:
    return board_of(engine)


# name: value, provenance, value one week before, change
CITY = {
    "volumes.records": (1_060, "published", 990, 70),
    "volumes.growth": (70, "measured", 0, 70),
    "volumes.growth_12w": (None, None, None, None),
    "volumes.items_catalogued": (20, "measured", 20, 0),
    "volumes.items_stored": (13, "measured", 12, 1),
    "volumes.items_missing": (1, "measured", 2, -1),
    "volumes.stored_share": (0.928571, "measured", 0.857143, 0.071429),
    "volumes.items_confirmed": (None, None, None, None),
    "volumes.departments": (2, "measured", 2, 0),
    "volumes.base_libraries": (3, "measured", None, None),
    "volumes.themes_planned": (1, "measured", None, None),
    "volumes.themes_building": (0, "measured", None, None),
    "volumes.themes_serving": (0, "measured", None, None),
    "volumes.theme_records": (None, None, None, None),
    "volumes.theme_items": (None, None, None, None),
    "volumes.theme_users": (None, None, None, None),
    "volumes.return_items": (15, "measured", 15, 0),
    "volumes.return_records": (2_980, "measured", 2_980, 0),
    "sharing.catalogues": (6, "measured", 6, 0),
    "sharing.mounted": (12, "measured", 11, 1),
    "sharing.resources": (13, "published", 12, 1),
    "sharing.units_without": (2, "measured", 2, 0),
    "sharing.exchanges": (40, "demo", 10, 30),
    "sharing.failure_share": (0.125, "demo", 0.1, 0.025),
    "sharing.success_share": (0.875, "demo", 0.9, -0.025),
    "sharing.records": (400, "demo", 100, 300),
    "sharing.records_received": (400, "demo", 100, 300),
    "sharing.bytes": (40_000, "demo", 10_000, 30_000),
    "sharing.latency_p50": (78.6, "demo", 75.0, 3.6),
    "sharing.latency_p95": (800.0, "demo", 97.5, 702.5),
    "sharing.providers": (2, "demo", 2, 0),
    "sharing.consumers": (3, "demo", 1, 2),
    "sharing.takers_only": (2, "demo", 1, 1),
    "sharing.scenario_volume": (None, None, None, None),
    "sharing.scenario_items": (None, None, None, None),
    "sharing.scenario_departments": (None, None, None, None),
    "sharing.scenarios": (1, "measured", None, None),
    "sharing.portal_interfaces": (None, None, None, None),
    "opening.datasets": (17, "demo", 14, 3),
    "opening.units": (2, "demo", 2, 0),
    "opening.updated_share": (1.0, "demo", None, None),  # a is silent, and no register says when it updated
    "opening.downloads": (8, "demo", None, None),
    "opening.api_calls": (4, "demo", None, None),
    "meetings.units": (2, "measured", 2, 0),
    "meetings.held": (2, "measured", 0, 2),
    "meetings.minutes": (90, "measured", 0, 90),
    "meetings.attendance_share": (0.75, "measured", None, None),
    "meetings.endpoints": (3, "measured", 3, 0),
    "meetings.endpoints_online": (1, "measured", 2, -1),
    "meetings.endpoints_adjusting": (1, "measured", 1, 0),
    "meetings.endpoints_offline": (1, "measured", 0, 1),
    "meetings.online_share": (0.333333, "measured", 0.666667, -0.333333),
    "meetings.faults": (3, "measured", None, None),
    "meetings.served": (None, None, None, None),
    "meetings.large_served": (None, None, None, None),
    "meetings.trainings": (None, None, None, None),
    "targets.goal": (200, "published", None, None),
    "targets.days_left": (10, "published", None, None),
    "targets.attainment": (None, None, None, None),
    "trust.sources": (5, "measured", None, None),
    "trust.sources_current": (1, "measured", None, None),
    "trust.sources_unknown": (0, "measured", None, None),
    "trust.differences": (1, "published", None, None),
}


def test_every_declared_metric_is_checked_here():
    assert set(CITY) == set(METRICS.names())


@pytest.mark.parametrize("name", CITY)
def test_a_number_of_the_whole_city_is_what_the_pencil_says(board, name):
    number = board[name]
    assert (number.value, number.provenance, number.previous, number.change) == CITY[name]


def test_a_published_floor_is_kept_beside_the_exact_value(board):
    records = board["volumes.records"]
    assert (records.published_qualifier, records.published, records.qualifier) == ("多", 1_000, None)
    assert records.change_provenance == "measured"


def test_an_invented_row_makes_the_change_invented(board):
    assert board["sharing.records"].change_provenance == "demo"


def test_what_is_unknown_says_why(board):
    assert board["volumes.growth_12w"].note == "no_data"
    assert board["meetings.served"].note == "not_published"
    assert board["targets.attainment"].note == "not_connected"
    assert board.row("libraries", "space")["volumes.records"].note == "building"
    assert board.row("libraries", "firms")["volumes.items_stored"].note == "not_published"


def test_a_number_stands_for_the_newest_day_of_its_data(board):
    assert board["volumes.return_records"].as_of == date(2020, 9, 3)
    assert board["volumes.records"].as_of == date(2020, 9, 21)


def test_a_register_counts_from_the_day_on_which_it_was_loaded(engine):
    planned = board_of(engine, as_of=date(2020, 9, 21))["volumes.themes_planned"]
    assert (planned.value, planned.as_of, planned.change) == (1, date(2020, 9, 21), None)
    before = board_of(engine, as_of=date(2020, 9, 20))["volumes.themes_planned"]
    assert (before.value, before.as_of, before.note) == (None, date(2020, 9, 20), "no_history")


def test_scenarios_are_quoted_one_by_one(board):
    row = board.row("scenarios", "window")
    volume = row["sharing.scenario_volume"]
    assert (volume.value, volume.published_qualifier, volume.qualifier, volume.as_of) == (
        60_000_000,
        "约",
        "约",
        date(2020, 9, 14),
    )
    assert row["sharing.records"].value == 100
    assert board["sharing.scenario_volume"].value is None


def test_flows_add_up_on_both_sides(board):
    assert {row.code: row["sharing.records"].value for row in board.rows("providers")} == {"a": 350, "b": 50}
    assert {row.code: row["sharing.records"].value for row in board.rows("consumers")} == {"counties": 350, "a": 50}
    assert {row.code: row["sharing.records"].value for row in board.rows("flows")} == {"a>counties": 350, "b>a": 50}
    counties = board.row("consumers", "counties")
    assert (counties.get("members"), counties.get("codes")) == (2, ["c", "d"])


def test_who_gives_and_who_only_takes(board):
    rows = {
        row.code: [row[name].value for name in ("sharing.mounted", "sharing.records", "sharing.records_received")]
        for row in board.rows("unit_sharing")
    }
    assert rows == {"a": [8, 350, 50], "b": [4, 50, None], "c": [None, None, 300], "d": [None, None, 50]}


def test_libraries_have_their_own_numbers(board):
    people = board.row("libraries", "people")
    assert {name: number.value for name, number in people.numbers.items()} == {
        "volumes.records": 1_020,
        "volumes.growth_12w": None,
        "volumes.items_catalogued": 14,
        "volumes.items_stored": 13,
        "volumes.items_missing": 1,
        "volumes.stored_share": 0.928571,
        "volumes.departments": 2,
    }
    assert people.course[-4:] == (None, 950, 950, 1_020)


def test_a_course_has_a_step_a_week_and_says_nothing_before_the_data_began(board):
    points = board.courses["sharing.records"]
    assert [(point.day.day, point.value) for point in points[-4:]] == [
        (31, None),
        (7, 10),
        (14, 100),
        (21, 400),
    ]
    assert [point.provenance for point in points[-2:]] == ["measured", "demo"]
    assert len(points) == 12
    assert [point.value for point in board.courses["volumes.records"][-3:]] == [990, 990, 1_060]


def test_parts_are_held_against_the_published_whole(board):
    found = {one.name: (one.total.value, one.whole.value, one.difference, one.verdict) for one in board.reconciliations}
    assert found == {
        "volumes.records": (1_060, 1_000, -60, "agreed"),
        "volumes.departments": (3, None, None, "unknown"),
        "volumes.items": (20, None, None, "unknown"),
        "sharing.resources": (12, 13, 1, "differs"),
        "opening.levels": (17, None, None, "unknown"),
        "meetings.units": (2, None, None, "unknown"),
    }
    resources = board.reconciliation("sharing.resources")
    assert [(part.code, part.number.value) for part in resources.parts] == [("file", 7), ("table", 4), ("api", 1)]
    assert resources.share == 0.076923


def test_freshness_follows_the_agreed_cadence(board):
    states = {source.code: (source.state, source.overdue_hours) for source in board.sources}
    assert states == {
        "libraries": ("late", 12),
        "platform": ("current", 0),
        "portal": ("stopped", 84),
        "video": ("broken", 0),
        "bureau": ("none", 0),
    }


def test_published_figures_stand_beside_the_cockpits_own_numbers(board):
    verdicts = {row.code: row.get("verdict") for row in board.rows("published")}
    assert verdicts == {"records": "agrees", "mounted": "equal", "window": "other_day", "letter": "text"}


PARTS = [
    (
        {"unit": "a"},
        {
            "volumes.records": 960,
            "sharing.records": 350,
            "sharing.records_received": 50,
            "sharing.mounted": 8,
            "sharing.consumers": 2,
            "opening.datasets": 12,
            "meetings.held": 2,
            "sharing.resources": None,
        },
    ),
    (
        {"unit": "c"},
        {
            "volumes.records": None,
            "sharing.records": None,
            "sharing.records_received": 300,
            "opening.datasets": 5,
            "opening.updated_share": 1.0,
            "meetings.online_share": 0.0,
        },
    ),
    (
        {"kind": "api"},
        {
            "sharing.records": 350,
            "sharing.exchanges": 35,
            "sharing.failure_share": 0.142857,
            "sharing.mounted": 1,
            "volumes.records": None,
            "sharing.providers": 2,
        },
    ),
    ({"kind": "api", "unit": "a"}, {"sharing.records": 300, "sharing.records_received": 50, "sharing.mounted": 1}),
    (
        {"scenario": "window"},
        {"sharing.records": 100, "sharing.failure_share": 0.1, "sharing.scenario_volume": 60_000_000},
    ),
    ({"theme": "roads"}, {"opening.datasets": 5, "opening.downloads": 1, "sharing.records": None}),
    ({"library": "people"}, {"volumes.records": 1_020, "volumes.departments": 2, "opening.datasets": None}),
    (
        {"as_of": date(2020, 9, 14)},
        {
            "volumes.records": 990,
            "sharing.records": 100,
            "opening.datasets": 14,
            "targets.days_left": 17,
            "trust.differences": 1,
        },
    ),
]


@pytest.mark.parametrize(("asked", "expected"), PARTS)
def test_a_part_of_the_city_or_another_day_is_what_the_pencil_says(engine, asked, expected):
    board = board_of(engine, **asked)
    assert {name: board[name].value for name in expected} == expected


def test_what_cannot_be_split_says_so(engine):
    board = board_of(engine, kind="api")
    assert board["volumes.records"].note == "not_split"
    assert board.row("scenarios", "window")["sharing.scenario_volume"].note == "not_split"
    assert board_of(engine, scenario="window")["sharing.scenario_items"].note == "not_published"


def test_a_board_takes_at_most_twenty_queries(engine):
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    board_of(engine, period="year")
    assert 0 < len([statement for statement in asked if not statement.startswith("BEGIN")]) <= 20


@pytest.mark.parametrize(
    ("asked", "field", "allowed"),
    [
        ({"as_of": date(2020, 8, 31)}, "as_of", "from 2020-09-01 to 2020-09-21"),
        ({"as_of": date(2020, 9, 22)}, "as_of", "from 2020-09-01 to 2020-09-21"),
        ({"unit": "zz"}, "unit", "a, b, c, d"),
        ({"unit": "p"}, "unit", "a, b, c, d"),
        ({"theme": "zz"}, "theme", "health, roads"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(engine, asked, field, allowed):
    with pytest.raises(ScopeWrong) as refused:
        board_of(engine, **asked)
    assert refused.value.field == field
    assert allowed in refused.value.allowed


def test_an_empty_database_says_what_to_do(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(engine)
    with pytest.raises(DatabaseWrong, match="empty"):
        board_of(engine)


def test_a_board_survives_json_and_keeps_its_name(board):
    again = Board.from_bytes(board.to_bytes())
    assert again == board
    assert again.id == board.id
    assert again.to_bytes() == board.to_bytes()


def test_the_name_of_a_board_is_its_content(engine, board):
    assert board_of(engine).id == board.id
    assert replace(board, data_version="another").id != board.id
