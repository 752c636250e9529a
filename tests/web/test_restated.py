"""A week is sealed, its data is corrected: the desk then shows the sealed number and today's side by side."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from urllib.parse import quote

import openpyxl
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.board.board_service import BoardService
from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import DatabaseSilent
from cockpit.settings import read
from cockpit.snapshot.week_catalogue import WeekCatalogue
from cockpit.snapshot.weekly_plan import WeeklyPlan
from cockpit.store.load_transaction import replace as load
from cockpit.web.app import create_app
from cockpit.web.week_warm_up import WeekWarmUp
from tests import small
from tests.snapshot.weeks import press

pytestmark = pytest.mark.slow

MONDAY = datetime(2020, 9, 21, 8, tzinfo=SHANGHAI)
W38 = "/desk/sharing?as_of=2020-09-20"


def put(keep: BoardService, exchanges: int) -> None:
    """The exchanges of 15 September from a to c over an interface: 10 at first."""
    made = small.load()
    facts = {**made.facts["flow_daily"]}
    rows = [dict(row) for row in facts[small.day(15)]]
    rows[0] |= {"exchanges": exchanges, "records": 10 * exchanges}
    facts[small.day(15)] = rows
    load(keep.engine, replace(made, facts={**made.facts, "flow_daily": facts}), at=small.NOW)


@pytest.fixture
def keep(database_url: str, tmp_path: Path):
    engine = small.fill(database_url)
    made = small.keep(engine, tmp_path / "var")
    for hour in (MONDAY.replace(day=14), MONDAY):
        press(tmp_path, at=hour, newest=small.day(21), ask=made.week).run()
    yield made
    engine.dispose()


@pytest.fixture
def catalogue(tmp_path: Path) -> WeekCatalogue:
    return WeekCatalogue(tmp_path / "snapshots", tmp_path / "var", WeeklyPlan(), lambda: MONDAY)


@pytest.fixture
def client(keep: BoardService, catalogue: WeekCatalogue, tmp_path: Path) -> FlaskClient:
    settings = read({"COCKPIT_VAR": str(tmp_path / "var")})
    return create_app(settings.model_copy(update={"city": "small"}), keep, catalogue).server.test_client()


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml").select_one("#first-paint")


def shown(soup: BeautifulSoup, part: str) -> list[tuple[str, str]]:
    return [(one["data-metric"], one["data-value"]) for one in soup.select(f'.drawer [data-part="{part}"]')]


def test_nothing_is_marked_while_the_data_is_what_was_sealed(client: FlaskClient) -> None:
    assert not page(client, W38).select(".restated-sign, .restated-bar")
    assert "没有封存的周报或公布的数与现在的数据不一致" in page(client, "/desk/trust?as_of=2020-09-20").text


def test_a_restated_number_is_marked_and_both_values_stand_in_its_drawer(
    client: FlaskClient, keep: BoardService
) -> None:
    put(keep, 12)
    soup = page(client, f"{W38}&metric=sharing.records")
    signs = [
        (one.find_parent(attrs={"data-metric": True}), one["title"]) for one in soup.select(".restated-sign[title]")
    ]
    marks = {mark["data-metric"]: words for mark, words in signs if "data-member" not in mark.attrs}
    assert marks["sharing.records"] == "已更正：周报 2020-W38为210条，现为230条"
    assert "sharing.resources" not in marks
    assert "标r" in soup.select_one(".restated-bar").text
    assert (shown(soup, "sealed"), shown(soup, "restated")) == (
        [("sharing.records", "210")],
        [("sharing.records", "230")],
    )
    (link,) = soup.select(".drawer .twice a")
    assert link["href"].startswith("/desk/weekly?") and "week=2020-W38" in link["href"]


def test_a_row_of_a_table_that_was_restated_is_marked_and_has_both_values(
    client: FlaskClient, keep: BoardService
) -> None:
    put(keep, 12)
    member = quote("scenarios:window")
    soup = page(client, f"{W38}&lang=en&metric=sharing.exchanges&member={member}")
    assert (shown(soup, "sealed"), shown(soup, "restated")) == (
        [("sharing.exchanges", "10")],
        [("sharing.exchanges", "12")],
    )


def test_an_earlier_restated_week_stands_in_the_drawer_of_a_later_day_and_on_the_page_of_trust(
    client: FlaskClient, keep: BoardService
) -> None:
    put(keep, 12)
    soup = page(client, "/desk/sharing?metric=sharing.records")
    assert shown(soup, "sealed") == [("sharing.records", "210")]
    assert not soup.select(".main .restated-sign")  # these seven days are not the sealed ones
    trust = page(client, "/desk/trust?lang=en").select_one("#panel-trust_restated")
    row = next(line for line in trust.select("tbody tr") if "210" in line.text and "230" in line.text)
    assert "2020-09-20" in row.text
    assert "as_of=2020-09-20&metric=sharing.records" in row.select_one("a[data-link]")["href"]


def test_it_is_written_into_the_file_that_is_taken_away(client: FlaskClient, keep: BoardService) -> None:
    put(keep, 12)
    head, *lines = csv.reader(io.StringIO(client.get("/export/sharing.csv?as_of=2020-09-20").data.decode("utf-8-sig")))
    before = head.index("更正前")
    (line,) = [one for one in lines if one[10] == "sharing.records" and not one[11] and not one[3]][:1]
    assert (line[4], line[before]) == ("230", "210")
    sheets = openpyxl.load_workbook(io.BytesIO(client.get("/export/sharing.xlsx?as_of=2020-09-20").data))
    assert "sharing.records" in {row[0].value for row in sheets["口径"].iter_rows(min_row=2)}


def test_a_part_of_the_city_that_no_week_was_sealed_of_is_compared_with_none(
    client: FlaskClient, keep: BoardService
) -> None:
    put(keep, 12)
    assert not page(client, f"{W38}&scenario=window&metric=sharing.records").select(".restated-sign, .twice")
    assert not page(client, f"{W38}&unit=a&metric=sharing.records").select(".restated-sign, .twice")


def test_a_week_is_held_against_the_data_once(keep: BoardService, catalogue: WeekCatalogue) -> None:
    put(keep, 12)
    first = catalogue.restated(None, keep.week, upto=small.day(21))
    assert {one.week for one in first} == {"2020-W38"}
    built = keep.built
    assert catalogue.restated(None, keep.week, upto=small.day(21)) == first
    assert keep.built == built
    assert catalogue.restated(None, keep.week, upto=small.day(21), only=Week(2020, 37)) == ()


def test_after_a_load_the_weeks_are_built_before_anybody_asks_and_once(
    keep: BoardService, catalogue: WeekCatalogue
) -> None:
    ahead = WeekWarmUp(keep, catalogue, city="small")
    assert ahead.look() is True
    assert ahead.look() is False
    put(keep, 12)
    assert ahead.look() is True
    built = keep.built
    assert len(catalogue.restated(None, keep.week, upto=small.day(21))) > 1
    assert keep.built == built


def test_what_cannot_be_looked_up_ahead_is_looked_up_again_later(keep: BoardService, catalogue: WeekCatalogue) -> None:
    ahead, ended = WeekWarmUp(keep, catalogue, city="small"), Event()
    keep.version = lambda: (_ for _ in ()).throw(DatabaseSilent("The database does not answer."))  # type: ignore[method-assign]
    assert ahead.look() is False
    ended.set()
    ahead.follow(ended)
