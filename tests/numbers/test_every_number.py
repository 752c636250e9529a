"""The same number everywhere: hand-written SQL against the wall, the desk, the API and the sealed file.

Three as-of days, two of them the Sunday that a week is sealed on, on SQLite and on PostgreSQL. The answers are
computed by tests/numbers/by_hand.py, which knows nothing of the cockpit's sums, readings and boards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine

from cockpit import settings
from cockpit.board.board import Board
from cockpit.board.board_service import BoardService
from cockpit.calendar import Week
from cockpit.metrics.subject import areas
from cockpit.screens import wall
from cockpit.snapshot.edition import gather
from cockpit.snapshot.seal import seal
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.web.app import create_app
from tests.numbers import by_hand
from tests.numbers.by_hand import Answers, Key
from tests.numbers.counties_by_hand import counties
from tests.numbers.shown import Shown, numbers, plain

pytestmark = pytest.mark.demo

DAYS = (date(2020, 9, 30), date(2020, 9, 27), date(2020, 6, 28))
SUNDAYS = (date(2020, 9, 27), date(2020, 6, 28))
FORMATS = ("data_xlsx", "report_html")
"""The others are read back in tests/snapshot/test_pdf.py, test_slides.py and test_pictures.py."""
AREAS = tuple(one.name for one in areas())


@dataclass(frozen=True)
class Living:
    engine: Engine
    keep: BoardService
    client: FlaskClient


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def living(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """The whole demonstration, served from a database of each kind."""
    url = request.getfixturevalue("demo_url" if request.param == "sqlite" else "demo_postgres_url")
    var = tmp_path_factory.mktemp("var")
    engine = open_engine(url)
    keep = BoardService(engine, city="linyi", var=var)
    given = settings.read({"COCKPIT_DATABASE": url, "COCKPIT_VAR": str(var)})
    yield Living(engine, keep, create_app(given, keep).server.test_client())
    engine.dispose()


@pytest.fixture(scope="module")
def answers(living: Living) -> dict[date, Answers]:
    with read_connection(living.engine) as connection:
        return {day: by_hand.overview(connection, day) for day in DAYS}


def differing(shown: list[Shown], answers: Answers) -> dict[Key, tuple[str | None, object]]:
    """What is shown and was not computed by hand, or was computed to something else."""
    return {
        one.key: (one.value, answers.get(one.key, "not computed by hand"))
        for one in shown
        if one.key not in answers or one.value != plain(answers[one.key])
    }


@pytest.mark.parametrize("day", DAYS)
def test_every_number_of_the_walls_overview_is_the_one_computed_by_hand(living, answers, day):
    shown = numbers(living.client.get(f"/wall?as_of={day}").data, "[data-scene='overview']")
    assert differing(shown, answers[day]) == {}
    assert len({one.key for one in shown}) >= 60


@pytest.mark.parametrize("day", DAYS)
def test_every_number_of_the_county_scenes_is_the_one_computed_by_hand(living, day):
    with read_connection(living.engine) as connection:
        by_sql = counties(connection, day)
    shown = numbers(living.client.get(f"/wall?as_of={day}").data, "[data-scene^='county-']")
    assert differing(shown, by_sql) == {}
    assert len({one.key for one in shown}) >= 60


@pytest.mark.parametrize("day", DAYS)
def test_every_number_of_the_desks_areas_is_the_one_computed_by_hand(living, answers, day):
    page = living.client.get(f"/desk?as_of={day}").data
    shown = [one for area in AREAS for one in numbers(page, f"#panel-{area}_area")]
    assert differing(shown, answers[day]) == {}
    assert len({one.key for one in shown}) >= 55


@pytest.mark.parametrize("day", DAYS)
def test_the_api_says_the_same(living, answers, day):
    board = Board.from_bytes(living.client.get(f"/api/v1/board?as_of={day}").data)
    found = {key: on_board(board, key) for key in answers[day]}
    assert found == answers[day]


@pytest.mark.parametrize("sunday", SUNDAYS)
def test_the_sealed_file_says_the_same(living, answers, sunday, tmp_path):
    newest = living.keep.board(living.keep.week(Week.of(sunday)).scope).as_of
    folder = seal(gather(Week.of(sunday), newest=newest, ask=living.keep.week), tmp_path, formats=FORMATS).folder
    sealed = Board.from_json(orjson.loads((folder / "board.json").read_bytes())["board"])
    assert {key: on_board(sealed, key) for key in answers[sunday]} == answers[sunday]
    report = (folder / "report.html").read_bytes()
    shown = [one for area in AREAS for one in numbers(report, f"#panel-{area}_area")]
    assert differing(shown, answers[sunday]) == {}
    assert len({one.key for one in shown}) >= 55


def on_board(board: Board, key: Key) -> int | float | None:
    """A number of the board by the name that pages give it."""
    metric, member, part = key
    if part and part.startswith("course:"):
        return board.courses[metric][int(part.removeprefix("course:"))].value
    if member and member.startswith("reconciliations:"):
        one = board.reconciliation(member.partition(":")[2])
        assert one is not None
        return one.share if part == "difference_share" else one.difference
    number = board[metric]
    if member:
        table, _, code = member.partition(":")
        row = board.row(table, code)
        assert row is not None, member
        number = row[metric]
    return number.change if part == "change" else number.published if part == "published" else number.value


def test_every_number_carries_the_boards_day_unit_and_provenance(living):
    board = living.keep.board(living.keep.week(Week(2020, 39)).scope)
    for one in numbers(living.client.get("/wall?as_of=2020-09-27").data):
        if one.member is None and one.part is None:
            number = board[one.metric]
            assert one.as_of == (number.as_of.isoformat() if number.as_of else None), one
            assert one.provenance == number.provenance, one


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scene", wall.NAMES)
def test_every_number_in_a_conclusion_is_one_that_can_be_asked_about(living, scene, language):
    soup = BeautifulSoup(living.client.get(f"/wall/{scene}?as_of=2020-09-30&lang={language}").data, "lxml")
    conclusion = soup.select_one("main:not([hidden]) h1")
    marks = conclusion.select("[data-metric]")
    assert (len(marks) > 0) == (scene != "sharing")  # its counts are said in words
    for mark in marks:
        mark.decompose()
    assert not re.search(r"\d", conclusion.get_text()), conclusion.get_text()


def test_all_51_published_figures_are_reproduced_and_none_is_invented(living):
    board = Board.from_bytes(living.client.get("/api/v1/board?as_of=2020-09-30").data)
    verdicts = {row.code: row.get("verdict") for row in board.rows("published")}
    assert len(verdicts) == 51
    texts = {code for code, verdict in verdicts.items() if verdict == "text"}
    assert texts == {"doc.proposal_no", "doc.index_no"}
    assert {code for code, verdict in verdicts.items() if verdict == "agrees"} == {"base.records"}
    # What is only quoted is not held against itself.
    assert [list(verdicts.values()).count(verdict) for verdict in ("equal", "quoted")] == [36, 12]
    page = living.client.get("/desk?as_of=2020-09-30").data
    printed = {one.member for one in numbers(page, "#panel-published_ledger") if one.part == "published" or one.member}
    assert {f"published:{code}" for code in verdicts if code not in texts} <= printed


def test_nothing_is_published_on_a_day_without_published_figures(living):
    board = Board.from_bytes(living.client.get("/api/v1/board?as_of=2020-09-27").data)
    quoted = {name: number.as_of for name, number in board.metrics.items() if number.published is not None}
    # What was registered on that day nobody knows: the registers were loaded three days later.
    assert quoted == {}
    assert board["volumes.themes_planned"].note == "no_history"
    assert board.rows("published") == ()  # what was published later was not known then


def test_the_page_carries_nothing_of_a_machine(living):
    page = living.client.get("/wall").get_data(as_text=True)
    for word in ("None", "nan", "Traceback", str(Path.home())):
        assert f">{word}<" not in page
