"""The pages as a browser without scripts gets them."""

from __future__ import annotations

import gzip
import json
import logging
from types import ModuleType

import brotli
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.errors import ScopeWrong
from cockpit.screens import desk, wall
from cockpit.units import exact
from cockpit.web.compression import KEPT, Kept
from tests import handmade, oracle
from tests.web.living import Handmade

PATHS = ["/week", *(f"/desk/{page}" for page in desk.PAGES)]


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "lxml")


@pytest.mark.parametrize("path", PATHS)
def test_the_first_html_of_every_page_holds_numbers_of_the_board(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    board = handmade.board()
    shown = soup(answer.text).select("#first-paint [data-metric][data-value]")
    marks = [{name: str(said) for name, said in tag.attrs.items()} for tag in shown]
    marks = [mark for mark in marks if not mark.get("data-member", "").startswith("quality:")]  # stands beside a board
    assert marks
    for mark in marks:
        value = oracle.value(board, mark)
        assert value is not None and mark["data-value"] == exact(value), mark


def test_the_front_door_leads_to_the_wall_and_keeps_the_question(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/wall"
    assert client.get("/?as_of=2020-09-27").headers["Location"] == "/wall?as_of=2020-09-27"


def test_a_page_says_its_language_surface_theme_and_version(client: FlaskClient) -> None:
    root = soup(client.get("/desk/sharing?lang=en&theme=dark").text).html
    assert root is not None
    assert (root["lang"], root["data-surface"], root["data-theme"], root["data-version"]) == (
        "en",
        "desktop",
        "dark",
        "first",
    )
    wall_root = soup(client.get("/wall").text).html
    assert wall_root is not None
    assert (wall_root["lang"], wall_root["data-surface"], wall_root["data-theme"]) == ("zh-CN", "wall", "dark")
    assert wall_root["data-version"] == "first"


def test_an_open_data_theme_and_a_look_may_stand_in_one_address(client: FlaskClient, keep: Handmade) -> None:
    assert client.get("/desk/opening?theme=health&theme=dark").status_code == 200
    assert keep.asked[-1].theme == "health"


@pytest.mark.parametrize(
    ("query", "field", "allowed"),
    [
        ("as_of=yesterday", "as_of", "2020-09-30"),
        ("period=decade", "period", "week"),
        ("kind=fax", "kind", "table"),
        ("unit=nobody", "unit", "unit register"),
        ("lang=fr", "lang", "zh"),
        ("metric=nothing.like_it", "metric", "volumes.records"),
        ("metric=../etc", "metric", "volumes.records"),
        ("unit=a&unit=b", "unit", "每个字段只写一次"),
        ("as_of=" + "9" * 2000, "query", "1000"),
    ],
)
def test_a_wrong_address_is_answered_with_the_field_and_what_is_allowed(
    client: FlaskClient, query: str, field: str, allowed: str
) -> None:
    answer = client.get(f"/desk/sharing?{query}")
    page = soup(answer.text).select_one("#first-paint main")
    assert answer.status_code == 400
    assert page is not None and field in page.text and allowed in page.text
    assert page.select_one('a[href="/desk"]')


def test_a_wrong_address_is_answered_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "地址中的 period 无法使用" in client.get("/wall?period=x").text
    english = client.get("/wall?period=x&lang=en").text
    assert "period in the address cannot be used" in english and 'href="/wall?lang=en"' in english


@pytest.mark.parametrize("path", ["/nothing", "/wall/nothing", "/desk/sharing/deeper", "/wall.php", "/desks"])
def test_an_unknown_path_is_a_real_404_in_words(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert "There is no such page" in client.get(f"{path}?lang=en").text


def test_what_stands_in_an_address_never_becomes_markup(client: FlaskClient) -> None:
    answer = client.get("/desk/sharing?%3Cscript%3Ealert(1)%3C/script%3E=1&as_of=%22%3E%3Cb%3E&unit=%22%3E%3Cb%3E")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text and '"><b>' not in answer.text


def test_the_last_good_numbers_stay_when_the_database_is_silent(client: FlaskClient, keep: Handmade) -> None:
    keep.silent = True
    answer = client.get("/wall")
    assert answer.status_code == 200
    assert 'data-version="silent"' in answer.text and 'data-value="1914"' in answer.text


def test_without_any_good_board_a_sentence_stands_there_and_waits(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    answer = client.get("/wall")
    assert answer.status_code == 503
    assert "交换库没有应答" in answer.text and 'data-version="silent"' in answer.text


@pytest.mark.parametrize(("path", "screen"), [("/wall", wall), ("/desk", desk)])
def test_a_screen_that_fails_leaves_a_sentence_with_a_reference_and_the_cause_in_the_log(
    client: FlaskClient,
    path: str,
    screen: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("secret cause")

    monkeypatch.setattr(screen, "draw", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get(f"{path}?as_of=2020-09-30")
    assert answer.status_code == 500
    assert "secret cause" not in answer.text and "Traceback" not in answer.text
    reference = caplog.records[-1].getMessage().split(":")[0]
    assert reference in answer.text
    assert "secret cause" in caplog.text and "as_of" not in caplog.records[-1].getMessage()


def test_no_page_and_no_layout_holds_what_another_visitor_asked_for(client: FlaskClient) -> None:
    before = client.get("/wall").text
    client.get("/desk/sharing?unit=transport&metric=sharing.records")
    client.get("/wall?unit=transport")
    assert client.get("/wall").text == before
    for path in ("/_dash-layout", "/_dash-dependencies"):
        assert "transport" not in client.get(path).text
    layout = json.loads(client.get("/_dash-layout").text)
    assert "data-metric" not in json.dumps(layout)


def test_the_week_of_a_city_whose_data_begins_there_is_shown_without_changes(
    client: FlaskClient, keep: Handmade, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = keep.board

    def young(scope: Scope) -> Board:
        if scope.as_of is not None:
            raise ScopeWrong("as_of", "There is no data yet.", "2020-09-30")
        return ask(scope)

    monkeypatch.setattr(keep, "board", young)
    assert client.get("/week").status_code == 200


def test_pages_may_be_framed_by_nobody_else_and_run_no_foreign_script(client: FlaskClient) -> None:
    headers = client.get("/wall").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    script = headers["Content-Security-Policy"].split("script-src", 1)[1].split(";")[0]
    assert "unsafe-inline" not in script
    assert headers["Cache-Control"] == "no-store"


def test_assets_named_by_their_content_may_be_kept_and_others_are_asked_about(client: FlaskClient) -> None:
    sheet = soup(client.get("/wall").text).select_one('link[href*="live.css"]')
    assert sheet is not None
    assert "immutable" in client.get(str(sheet["href"]), buffered=True).headers["Cache-Control"]
    assert client.get("/assets/live.css", buffered=True).headers["Cache-Control"] == "no-cache"


def test_answers_are_compressed_for_who_can_read_them(client: FlaskClient) -> None:
    plain = client.get("/wall")
    small = client.get("/wall", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 2


def test_a_browser_that_reads_brotli_gets_it_and_one_encoding_is_never_taken_for_another(client: FlaskClient) -> None:
    plain = client.get("/wall").data
    small = client.get("/wall", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert small.headers["Content-Encoding"] == "br" and brotli.decompress(small.data) == plain
    sheet = client.get("/assets/wall.css", buffered=True).data
    for how, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        answer = client.get("/assets/wall.css", headers={"Accept-Encoding": how}, buffered=True)
        assert (answer.headers["Content-Encoding"], unpack(answer.data)) == (how, sheet)
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Content-Encoding" not in client.get("/wall", headers={"Accept-Encoding": "br;q=0, gzip;q=0"}).headers


def test_a_compressed_asset_is_still_answered_with_304(client: FlaskClient) -> None:
    first = client.get("/assets/live.css", headers={"Accept-Encoding": "gzip"}, buffered=True)
    again = client.get(
        "/assets/live.css", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}, buffered=True
    )
    assert (first.headers["Content-Encoding"], again.status_code) == ("gzip", 304)


def test_what_stays_the_same_is_compressed_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    pack = gzip.compress

    def counted(content: bytes, level: int, *, mtime: int) -> bytes:
        packed.append(len(content))
        return pack(content, level, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", counted)
    for _ in range(3):
        client.get("/api/v1/board", headers={"Accept-Encoding": "gzip"})
        client.get("/assets/wall.css", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert len(packed) == 2
    kept = Kept()
    for number in range(KEPT + 5):
        kept.get(str(number), b"x", "gzip")
    packed.clear()
    kept.get("0", b"x", "gzip")
    kept.get(str(KEPT), b"x", "gzip")
    assert len(packed) == 1


def test_rows_are_opened_by_the_address_and_refused_without_a_number(client: FlaskClient) -> None:
    page = client.get("/desk/sharing?metric=sharing.records&rows=open")
    assert page.status_code == 200 and "panel-rows" in page.text
    assert client.get("/desk/sharing?rows=open").status_code == 400
    assert client.get("/desk/sharing?metric=sharing.records&rows=all").status_code == 400


def test_the_grid_is_named_by_no_page_and_comes_from_here(client: FlaskClient) -> None:
    assert "dash_ag_grid" not in client.get("/desk?metric=sharing.records&rows=open").text
    assert client.get("/grid/dash_ag_grid.min.js").mimetype == "application/javascript"
    assert client.get("/grid/../settings.py").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "compare=decade",
        "compare=unit:nobody",
        "by=password",
        "member=libraries:none&metric=volumes.records",
        "member=a:b",
    ],
)
def test_a_forged_comparison_or_row_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/desk/volumes?{query}").status_code == 400


def test_a_comparison_stands_over_the_panels_and_stays_in_every_link(client: FlaskClient) -> None:
    page = client.get("/desk/sharing?compare=week&metric=sharing.records").text
    assert "对比上周" in page and 'name="compare"' in page
    assert "compare=week&amp;metric=sharing.exchanges" in page


def test_a_row_of_a_table_has_a_drawer_of_its_own(client: FlaskClient) -> None:
    page = client.get("/desk/volumes?metric=volumes.records&member=libraries:credit").text
    assert "公共信用库 · 基础库记录" in page
    assert "metric=volumes.records&amp;rows=open&amp;library=credit" in page


@pytest.mark.parametrize("path", ["/desk/overview", "/week"])
def test_nothing_is_painted_before_the_whole_page_has_come(client: FlaskClient, path: str) -> None:
    soup = BeautifulSoup(client.get(path).text, "lxml")
    expected = soup.select_one('head link[rel="expect"][blocking="render"]')
    assert expected is not None and expected.find_all_next(id=str(expected["href"]).removeprefix("#"))
    last = soup.select_one(str(expected["href"]))
    assert last is not None and last.find_previous(id="first-paint") is not None
