"""The pulse and the pieces: small where nothing changed, and only what changed where something did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.board.scope import Scope
from cockpit.panels import boundaries
from cockpit.panels.panel import PANELS
from tests import handmade
from tests.web.living import Handmade

pytestmark = pytest.mark.slow

Marks = dict[str, list[str]]


def marks(html: str) -> Marks:
    """What a page has, as its script tells it."""
    found = {}
    for main in BeautifulSoup(html, "lxml").select("main[data-scene]"):
        pieces = sorted(main.select("[data-piece]"), key=lambda tag: int(str(tag["data-piece"])))
        found[str(main["data-scene"])] = [str(main["data-mark"]), *(str(tag["data-mark"]) for tag in pieces)]
    return found


def pieces(client: FlaskClient, have: Marks, query: str = "") -> dict[str, Any]:
    return dict(client.post(f"/wall/pieces?{query}", json=have).get_json())


def test_the_pulse_is_one_small_answer_with_version_deployment_and_clock(client: FlaskClient, keep: Handmade) -> None:
    answer = client.get("/wall/pulse?screen=hall&scene=overview&shown=first&state=ok&size=1920x1080")
    assert set(answer.get_json()) == {"version", "build", "now"} and answer.get_json()["version"] == "first"
    assert len(answer.data) + sum(len(name) + len(value) + 4 for name, value in answer.headers) < 1000
    assert answer.headers["Cache-Control"] == "no-store"
    assert keep.asked == []
    keep.silent = True
    assert client.get("/wall/pulse").get_json()["version"] == "silent"


def test_a_page_that_has_everything_gets_nothing(client: FlaskClient) -> None:
    have = marks(client.get("/wall").text)
    given = pieces(client, have)
    assert given["scenes"] == {} and given["version"] == "first"
    assert given["order"] == list(have)


def test_only_the_pieces_that_changed_come_over(client: FlaskClient, keep: Handmade) -> None:
    have = marks(client.get("/wall").text)
    keep.numbers["opening.datasets"] = 1_999
    keep.held = "second"
    given = pieces(client, have)
    changed = [piece["html"] for scene in given["scenes"].values() for piece in scene["pieces"].values()]
    assert changed and all("1999" in html for html in changed)
    assert sum(map(len, given["scenes"]["overview"]["pieces"].values())) < sum(map(len, have.values())) / 2
    assert set(given["scenes"]) <= {"overview", "opening"}


def test_a_scene_whose_frame_changed_comes_whole(client: FlaskClient) -> None:
    have = marks(client.get("/wall").text)
    have["sharing"][0] = "another"
    have.pop("meetings")
    have["overview"].pop()
    given = pieces(client, have)
    assert set(given["scenes"]) == {"sharing", "meetings", "overview"}
    main = BeautifulSoup(given["scenes"]["meetings"]["html"], "lxml").select_one("main[hidden]")
    assert main is not None and main["data-scene"] == "meetings"


def test_pieces_are_drawn_in_the_language_of_the_page(client: FlaskClient) -> None:
    have = marks(client.get("/wall?lang=en").text)
    assert pieces(client, have, "lang=en")["scenes"] == {}
    assert set(pieces(client, have)["scenes"]) == set(have)


def test_a_stale_board_comes_with_its_line_under_another_version(client: FlaskClient, keep: Handmade) -> None:
    have = marks(client.get("/wall").text)
    keep.silent = True
    given = pieces(client, have)
    assert given["version"] == "silent"
    assert "数据库无应答" in str(given["scenes"]["overview"]["pieces"])


def test_a_panel_that_fails_is_told_apart_and_asked_for_again(
    client: FlaskClient, keep: Handmade, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    have = marks(client.get("/wall").text)
    PANELS.names()
    monkeypatch.setitem(PANELS._things, "volumes_area", replace(PANELS["volumes_area"], draw=_broken))
    keep.held = "second"
    keep.numbers["opening.datasets"] = 1_999
    given = pieces(client, have)
    monkeypatch.undo()
    assert given["version"] == "failed"
    broken = [piece for piece in given["scenes"]["overview"]["pieces"].values() if piece["broken"]]
    assert len(broken) == 1 and "panel-broken" in broken[0]["html"]
    assert "归集" in next(
        piece["html"] for piece in given["scenes"]["overview"]["pieces"].values() if "<footer" in piece["html"]
    )
    assert "panel volumes_area failed" in caplog.text
    assert pieces(client, have)["version"] == "second"


def _broken(*_given: object) -> Any:
    raise RuntimeError("broken")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"overview": "x"}', b'{"overview": [1]}', b"\xff"])
def test_what_no_page_would_say_gets_400(client: FlaskClient, body: bytes) -> None:
    assert client.post("/wall/pieces", data=body, content_type="application/json").status_code == 400


def test_pieces_of_a_wrong_address_are_refused_with_the_field(client: FlaskClient) -> None:
    answer = client.post("/wall/pieces?as_of=x", json={})
    assert (answer.status_code, answer.get_json()["error"]["field"]) == (400, "as_of")


def test_without_any_good_board_the_pieces_are_a_503_and_the_page_waits(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    assert client.post("/wall/pieces", json={}).status_code == 503
    page = client.get("/wall")
    assert page.status_code == 503 and 'data-version="silent"' in page.text


def test_the_board_is_asked_for_the_newest_day_unless_the_address_names_one(
    client: FlaskClient, keep: Handmade
) -> None:
    client.get("/wall")
    assert keep.asked[-1] == Scope("linyi")
    client.get("/wall?as_of=2020-09-27")
    assert str(keep.asked[-1].as_of) == "2020-09-27"
    assert handmade.DAY.isoformat() in client.get("/wall").text


def test_new_boundaries_of_the_operator_reload_the_page_and_are_drawn(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "ROOT", tmp_path)
    before, tiles = client.get("/wall/pulse").get_json()["build"], client.get("/wall/opening").text
    folder = tmp_path / "data" / "city" / "linyi"
    folder.mkdir(parents=True)
    zone = {"properties": {"code": "371302"}, "geometry": {"type": "Point", "coordinates": [0.5, 0.5]}}
    drawn = {"type": "FeatureCollection", "review_number": "GS(2020)0000号", "features": [zone]}
    (folder / boundaries.FILE).write_text(json.dumps(drawn), "utf-8")
    after, areas = client.get("/wall/pulse").get_json()["build"], client.get("/wall/opening").text
    assert after.startswith(f"{before}-") and f'data-build="{after}"' in areas
    assert "GS(2020)0000号" in areas and "GS(2020)0000号" not in tiles
    (folder / boundaries.FILE).unlink()
    assert client.get("/wall/pulse").get_json()["build"] == before


def test_a_scene_that_gets_its_first_numbers_comes_whole_and_so_does_one_that_loses_them(
    client: FlaskClient, keep: Handmade
) -> None:
    for before, after in ((handmade.nothing, handmade.board), (handmade.board, handmade.nothing)):
        keep.shown = before
        held = marks(client.get("/wall").text)
        keep.shown = after
        fresh = client.post("/wall/pieces", data=json.dumps(held)).get_json()["scenes"]
        turned = {name for name, change in fresh.items() if "html" in change}
        assert {"overview", "sharing", "county-371302"} <= turned
        empty = {name for name in turned if "data-empty" in fresh[name]["html"].partition(">")[0]}
        assert ("sharing" in empty) is (after is handmade.nothing)
