"""The document of the wall: every scene of the board in the first HTML, one to be seen, and the plan of its screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.screens import wall
from cockpit.settings import read
from cockpit.units import exact
from cockpit.web.app import create_app
from tests import handmade
from tests.web.living import Handmade

pytestmark = pytest.mark.slow

PLANS = """
[screens.hall]
title_zh = "指挥大厅"
scenes = ["overview", "sharing:60"]
seconds = 20
hours = "07:30-20:00"
days = [1, 2, 3, 4, 5]
night = 0.4
lang = "en"
tiles = "3x3"
bezel = 24
"""


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "lxml")


@pytest.fixture
def planned(keep: Handmade, tmp_path: Path) -> FlaskClient:
    (tmp_path / "screens.toml").write_text(PLANS, "utf-8")
    settings = read({"COCKPIT_VAR": str(tmp_path), "COCKPIT_SCREENS": str(tmp_path / "screens.toml")})
    return create_app(settings, keep).server.test_client()


def test_every_scene_stands_in_the_first_html_with_the_boards_numbers(client: FlaskClient) -> None:
    page = soup(client.get("/wall").text)
    board = handmade.board()
    assert [main["data-scene"] for main in page.select("main.wall")] == list(wall.names(board))
    for main in page.select("main.wall"):
        shown = [
            tag
            for tag in main.select("[data-metric][data-value]")
            if not tag.get("data-member") and not tag.get("data-part")
        ]
        assert shown, main["data-scene"]
        for tag in shown:
            assert tag["data-value"] == exact(board[str(tag["data-metric"])].value or 0), tag


@pytest.mark.parametrize("scene", wall.NAMES)
def test_one_scene_is_seen_and_it_is_the_one_of_the_address(client: FlaskClient, scene: str) -> None:
    page = soup(client.get(f"/wall/{scene}").text)
    assert [main["data-scene"] for main in page.select("main.wall:not([hidden])")] == [scene]
    assert page.title is not None and page.title.text == page.select_one("main:not([hidden])")["data-title"]  # type: ignore[index]


def test_the_wall_needs_neither_dash_nor_a_chart_library(client: FlaskClient) -> None:
    page = soup(client.get("/wall").text)
    scripts = [str(script.get("src")) for script in page.select("script")]
    assert [one.split("?")[0] for one in scripts] == [
        f"/assets/{name}.js" for name in ("live", "wall-stage", "wall-pulse")
    ]
    assert page.select("[data-figure]") == []
    for address in [*scripts, *(str(sheet["href"]) for sheet in page.select("link[rel=stylesheet]"))]:
        answer = client.get(address, buffered=True)
        assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True), address
    assert not any("wall-" in str(script.get("src")) for script in soup(client.get("/desk").text).select("script"))


def test_no_id_stands_twice_in_the_document(client: FlaskClient) -> None:
    ids = [tag["id"] for tag in soup(client.get("/wall").text).select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_named_screen_has_its_plan_its_language_and_its_tiles(planned: FlaskClient) -> None:
    root = soup(planned.get("/wall?screen=hall").text).html
    assert root is not None
    assert json.loads(str(root["data-plan"])) == {
        "steps": [["overview", 20], ["sharing", 60]],
        "hours": [450, 1200],
        "days": [1, 2, 3, 4, 5],
        "night": 0.4,
    }
    assert (root["data-screen"], root["lang"], root["data-tiles"]) == ("hall", "en", "3x3")
    assert root["style"] == "--bezel:24px"


def test_the_address_goes_before_the_plan(planned: FlaskClient) -> None:
    query = "screen=hall&lang=zh&scenes=meetings,opening:15&play=10&hours=00:00-24:00&night=1&tiles=3x3&bezel=0"
    root = soup(planned.get(f"/wall?{query}").text).html
    assert root is not None
    plan = json.loads(str(root["data-plan"]))
    assert (plan["steps"], plan["hours"], plan["night"]) == ([["meetings", 10], ["opening", 15]], [0, 1440], 1.0)
    assert (root["lang"], root["data-tiles"], root["style"]) == ("zh-CN", "3x3", "--bezel:0px")
    page = soup(planned.get("/wall?screen=hall&scenes=meetings").text)
    assert [main["data-scene"] for main in page.select("main:not([hidden])")] == ["meetings"]


def test_play_turns_all_scenes_over_where_no_plan_names_them(client: FlaskClient) -> None:
    root = soup(client.get("/wall?play=30").text).html
    assert root is not None
    assert json.loads(str(root["data-plan"]))["steps"] == [[name, 30] for name in wall.STEPS]
    still = soup(client.get("/wall").text).html
    assert still is not None and json.loads(str(still["data-plan"]))["steps"] == []


@pytest.mark.parametrize(
    ("query", "field", "allowed"),
    [
        ("as_of=yesterday", "as_of", "2020-09-30"),
        ("lang=fr", "lang", "zh"),
        ("play=1", "play", "3600"),
        ("play=²", "play", "3600"),
        ("scenes=weather", "scenes", "overview"),
        ("scenes=overview:1", "scenes", "overview"),
        ("screen=Hall", "screen", "小写"),
        ("hours=20:00-07:00", "hours", "07:30"),
        ("hours=7-8", "hours", "07:30"),
        ("night=0", "night", "0.2"),
        ("night=nan", "night", "0.2"),
        ("tiles=2x2", "tiles", "3x3"),
        ("bezel=-1", "bezel", "400"),
        ("as_of=" + "9" * 2000, "query", "1000"),
    ],
)
def test_a_wrong_address_is_a_sentence_that_says_what_is_allowed(
    client: FlaskClient, query: str, field: str, allowed: str
) -> None:
    answer = client.get(f"/wall?{query}")
    said = soup(answer.text).select_one("main.sentence")
    assert answer.status_code == 400
    assert said is not None and field in said.text and allowed in said.text


def test_the_links_of_the_masthead_keep_what_was_asked(client: FlaskClient) -> None:
    links = soup(client.get("/wall?lang=en&play=20&tiles=3x3").text).select("main:not([hidden]) nav a")
    assert links[1]["href"] == "/wall/volumes?lang=en&play=20&tiles=3x3"


def test_a_scene_of_which_nothing_is_known_says_so_to_the_plan(client: FlaskClient, keep: Handmade) -> None:
    keep.shown = handmade.nothing
    mains = soup(client.get("/wall").text).select("main.wall")
    assert mains and all("data-empty" in main.attrs for main in mains)
