"""The desk steers a screen and sees how it is; a screen lets go by itself; nothing forged gets through."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.roles import Editors
from cockpit.web.identity import Vouched
from cockpit.web.wall.heartbeat import EVERY, LATE, Heartbeats
from cockpit.web.wall.remote_control import Command, RemoteControl
from tests.web.living import Handmade, cockpit

pytestmark = pytest.mark.slow

JSON = "application/json"
SIGN = {"scene": "overview", "shown": "first", "state": "ok", "size": "1920x1080"}


class Clock:
    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keep() -> Handmade:
    """Behind it one is named who may steer."""
    keep = Handmade()
    keep.editors = Editors(("王芳",))
    return keep


def steer(client: FlaskClient, **asked: Any) -> Any:
    return client.post("/screens/hall", json={"author": "王芳", **asked})


def pulse(client: FlaskClient, **said: str) -> Any:
    return client.get("/wall/pulse", query_string={"screen": "hall", **SIGN, **said}).get_json()


def states(client: FlaskClient, query: str = "") -> dict[str, str]:
    given = client.get(f"/screens/states?{query}").get_json()["states"]
    return {name: BeautifulSoup(html, "lxml").get_text(" ") for name, html in given.items()}


def test_a_command_reaches_the_screen_with_its_next_pulse_and_ends_when_it_is_let_go(client: FlaskClient) -> None:
    assert "steer" not in pulse(client)
    assert steer(client, scene="sharing", hold=True, minutes=5).status_code == 200
    told = pulse(client)["steer"]
    assert (told["scene"], told["hold"], told["seconds"]) == ("sharing", True, None)
    assert 295 <= told["left"] <= 300
    assert "steer" not in client.get("/wall/pulse?screen=lobby").get_json()
    assert steer(client, release=True).get_json() == {"screen": "hall", "steer": None}
    assert "steer" not in pulse(client)


def test_another_process_of_the_server_sees_the_same_command(
    client: FlaskClient, keep: Handmade, tmp_path: Path
) -> None:
    steer(client, seconds=10)
    other = cockpit(keep, tmp_path).server.test_client()
    assert pulse(other)["steer"]["seconds"] == 10


def test_a_command_ends_by_itself(tmp_path: Path, clock: Clock) -> None:
    hand = RemoteControl(tmp_path, now=clock)
    hand.steer("hall", Command(scene="opening", minutes=2))
    clock.at += 119
    assert hand.on("hall") is not None
    clock.at += 1
    assert hand.on("hall") is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "scene"),
        ({"scene": "weather"}, "scene"),
        ({"scene": 7}, "scene"),
        ({"scene": "overview\n"}, "scene"),
        ({"scene": "../etc"}, "scene"),
        ({"seconds": 4}, "seconds"),
        ({"seconds": 3601}, "seconds"),
        ({"seconds": True}, "seconds"),
        ({"seconds": "30"}, "seconds"),
        ({"hold": "yes"}, "hold"),
        ({"hold": True, "minutes": 0}, "minutes"),
        ({"hold": True, "minutes": 481}, "minutes"),
        ({"hold": True, "url": "http://x"}, "url"),
        ({"release": 1}, "release"),
        ({"release": True, "scene": "sharing"}, "release"),
    ],
)
def test_a_forged_command_gets_400_and_changes_nothing(client: FlaskClient, asked: Any, field: str) -> None:
    answer = steer(client, **asked)
    assert (answer.status_code, answer.get_json()["error"]["field"]) == (400, field)
    assert "steer" not in pulse(client)


def test_a_command_that_is_no_json_gets_400(client: FlaskClient) -> None:
    assert client.post("/screens/hall", data=b"{", content_type=JSON).status_code == 400
    assert client.post("/screens/hall", data=b'{"hold": true}', content_type="text/plain").status_code == 400
    assert client.post("/screens/hall", data={"hold": "true"}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_only_our_own_pages_steer(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/screens/hall", json={"hold": True, "author": "王芳"}, headers=headers).status_code == status


HERE = ("localhost", "localhost:8050", "127.0.0.1:8050", "[::1]:8050", "LOCALHOST.", "cockpit.example.gov.cn")
CLAIMS = ("X-Forwarded-Host", "X-Forwarded-For", "X-Real-IP", "X-Forwarded-Server", "Forwarded", "X-Remote-User")


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.1.1.7"])
def test_where_nobody_is_named_nobody_steers_from_wherever_it_is_asked(
    client: FlaskClient, keep: Handmade, peer: str
) -> None:
    keep.editors = Editors()
    for host in HERE:
        for headers in ({}, dict.fromkeys(CLAIMS, "127.0.0.1"), dict.fromkeys(CLAIMS, "localhost")):
            for author in ({}, {"author": ""}, {"author": "王芳"}, {"author": None}):
                asked = {"hold": True, **author}
                sent = {"Host": host, **headers}
                answer = client.post("/screens/hall", json=asked, headers=sent, environ_overrides={"REMOTE_ADDR": peer})
                assert answer.status_code == 403, (host, headers, author)
    assert "steer" not in pulse(client)


def test_where_nobody_is_named_the_page_says_how_to_name_somebody(client: FlaskClient, keep: Handmade) -> None:
    keep.editors = Editors()
    chinese, english = client.get("/screens").text, client.get("/screens?lang=en").text
    assert "<form" not in chinese and "无人可以控制。请管理员在 COCKPIT_EDITORS 中列出姓名并重新启动" in chinese
    assert "COCKPIT_EDITORS=王芳 make run" in chinese
    assert "so nobody may. Let the administrator name them in COCKPIT_EDITORS and start the cockpit anew" in english
    refused = steer(client, hold=True).get_json()["error"]
    assert refused["zh"].startswith("尚未列出可以控制屏幕的人") and "COCKPIT_EDITORS" in refused["happened"]


def test_where_editors_are_named_they_steer_under_their_name(client: FlaskClient, keep: Handmade) -> None:
    keep.editors = Editors(("王芳", "lizhang"))
    elsewhere = {"REMOTE_ADDR": "10.1.1.7"}
    for asked in ({"hold": True}, {"hold": True, "author": "somebody"}, {"hold": True, "author": ["王芳"]}):
        assert client.post("/screens/hall", json=asked, environ_overrides=elsewhere).status_code == 403
    assert client.post("/screens/hall", json={"release": True}).status_code == 403
    asked = {"hold": True, "author": "王芳"}
    assert client.post("/screens/hall", json=asked, environ_overrides=elsewhere).status_code == 200
    assert "by" not in pulse(client)["steer"]
    assert states(client)["hall"].endswith("王芳控制中：停留在当前场景，还剩 10 分钟")
    assert "Steered by 王芳: stays at this scene" in states(client, "lang=en")["hall"]
    page = BeautifulSoup(client.get("/screens").text, "lxml")
    assert [one.text for one in page.select("#screen-hall select[name=author] option")] == ["王芳", "lizhang"]


def test_behind_a_proxy_that_signs_people_in_each_steers_under_the_own_name(keep: Handmade, tmp_path: Path) -> None:
    keep.editors = Vouched(("王芳", "lizhang"), header="X-Remote-User", proxies=("127.0.0.1",))
    client = cockpit(keep, tmp_path).server.test_client()
    signed_in = {"X-Remote-User": "lizhang"}
    assert client.post("/screens/hall", json={"hold": True, "author": "lizhang"}).status_code == 403
    for author, status in (("王芳", 403), ("lizhang", 200)):
        answer = client.post("/screens/hall", json={"hold": True, "author": author}, headers=signed_in)
        assert answer.status_code == status
    page = client.get("/screens").text
    assert "<form" not in page and "请用其中的姓名登录，或请管理员将您列入" in page


def test_the_counties_can_be_shown_too(client: FlaskClient) -> None:
    assert steer(client, scene="county", minutes=5).status_code == 200
    assert pulse(client)["steer"]["scene"] == "county"
    assert "切换到县区" in states(client)["hall"]
    pulse(client, scene="county-371302")
    assert "正在显示 县区" in states(client)["hall"]


def test_a_screen_that_nobody_knows_is_not_steered(client: FlaskClient) -> None:
    asked = {"hold": True, "author": "王芳"}
    assert client.post("/screens/attic", json=asked).status_code == 404
    assert client.post("/screens/..%2Fhall", json=asked).status_code in (400, 404, 405)
    client.get("/wall/pulse", query_string={"screen": "attic", **SIGN})
    assert client.post("/screens/attic", json=asked).status_code == 200


def test_a_command_that_cannot_be_kept_is_said(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "screens").mkdir(exist_ok=True)
    (tmp_path / "screens" / "steered").write_text("not a folder")
    assert steer(client, hold=True).status_code == 503


@pytest.mark.parametrize(
    "said",
    [{"screen": "Hall"}, {"screen": ""}, {"scene": "<b>"}, {"shown": "a" * 65}, {"state": "fine"}, {"size": "big"}],
)
def test_a_forged_sign_gets_400(client: FlaskClient, said: dict[str, str]) -> None:
    answer = client.get("/wall/pulse", query_string={"screen": "hall", **SIGN, **said})
    assert answer.status_code == 400 and next(iter(said)) == answer.get_json()["error"]["field"]


def test_the_desk_shows_the_last_sign_of_life_of_every_screen(client: FlaskClient, keep: Handmade) -> None:
    assert states(client)["hall"] == "从未应答"
    pulse(client, scene="sharing")
    assert re.fullmatch("正常 最近应答 [0-9] 秒前 正在显示 共享 1920 × 1080", states(client)["hall"])
    assert "shows Sharing" in states(client, "lang=en")["hall"]
    steer(client, scene="opening", hold=True)
    assert states(client)["hall"].endswith("王芳控制中：停留在开放，还剩 10 分钟")
    steer(client, scene="opening", seconds=20, minutes=30)
    assert states(client)["hall"].endswith("切换到开放，每 20 秒一个场景，还剩 30 分钟")
    steer(client, seconds=20)
    assert "20 s a scene, 10 min left" in states(client, "lang=en")["hall"]


def test_a_late_a_hung_and_an_old_screen_are_marked(client: FlaskClient, keep: Handmade, tmp_path: Path) -> None:
    pulse(client, state="lost")
    assert states(client)["hall"].startswith("刚恢复连接")
    pulse(client, state="hung", scene="", shown="", size="")
    assert states(client)["hall"].startswith("页面停住，待浏览器重启")
    assert client.get("/wall/alive?screen=hall").status_code == 503
    file = tmp_path / "screens" / "signs" / "hall.json"
    other = cockpit(keep, tmp_path).server.test_client()  # another process, which heard nothing itself
    file.write_text(json.dumps({**SIGN, "at": file.stat().st_mtime - 7300}))
    assert states(other)["hall"].startswith("没有应答 最近应答 2 小时前")
    file.write_text(json.dumps({**SIGN, "shown": "older", "at": file.stat().st_mtime - 20}))
    assert states(other)["hall"].startswith("数字不是最新的")


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", "7", '"x"', '{"at": 1, "more": 2}', "{}"]
    + [json.dumps({**SIGN, "at": 1.0} | wrong) for wrong in ({"at": None}, {"at": "x"}, {"state": 3}, {"scene": []})],
)
def test_a_file_of_another_shape_counts_as_not_there(client: FlaskClient, tmp_path: Path, content: str) -> None:
    for kind in ("signs", "steered"):
        (tmp_path / "screens" / kind).mkdir(parents=True)
        (tmp_path / "screens" / kind / "hall.json").write_text(content)
    assert states(client)["hall"] == "从未应答"
    assert client.get("/wall/alive?screen=hall").text == "never seen\n"
    assert "steer" not in pulse(client)
    assert client.get("/wall/alive?screen=hall").status_code == 200


def test_the_kiosk_is_told_whether_its_page_lives(client: FlaskClient) -> None:
    answer = client.get("/wall/alive?screen=hall")
    assert (answer.status_code, answer.text) == (503, "never seen\n")
    pulse(client)
    assert (client.get("/wall/alive?screen=hall").status_code) == 200
    assert client.get("/wall/alive").status_code == 400


def test_a_sign_is_kept_at_most_every_ten_seconds_or_when_something_changed(tmp_path: Path, clock: Clock) -> None:
    signs = Heartbeats(tmp_path, now=clock)
    file = tmp_path / "hall.json"
    signs.note("hall", SIGN)
    first = file.read_bytes()
    clock.at += EVERY - 1
    signs.note("hall", SIGN)
    assert file.read_bytes() == first
    signs.note("hall", {**SIGN, "scene": "sharing"})
    assert file.read_bytes() != first
    clock.at += LATE
    one = signs.of("hall")
    assert one is not None and not signs.late(one) and signs.ago(one) == LATE
    clock.at += 1
    assert signs.late(one)
    clock.at -= 86_400  # the machine's clock was wrong until now
    assert signs.late(one)
    signs.note("hall", {**SIGN, "scene": "sharing"})
    assert json.loads(file.read_text())["at"] == clock.at


def test_the_page_of_the_screens_has_a_hand_for_each_and_the_bar_of_the_desk(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/screens?lang=en&theme=dark").text, "lxml")
    assert [form["data-screen"] for form in page.select("form")] == ["hall", "lobby"]
    assert page.html is not None and (page.html["lang"], page.html["data-theme"]) == ("en", "dark")
    current = page.select_one("nav [aria-current=page]")
    assert current is not None and current.text == "Screens"
    scenes = [option["value"] for option in page.select("#screen-hall select[name=scene] option")]
    assert scenes[:3] == ["", "overview", "volumes"]
    hall = page.select_one("#screen-hall .plan")
    assert hall is not None and hall.text.startswith("Plan: Overview 60 s → Volumes 30 s")
    assert hall.text.endswith("07:30–20:00, dim outside")


def test_screens_can_be_steered_while_there_is_no_board(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    page = client.get("/screens")
    assert page.status_code == 200 and "指挥大厅" in page.text
    assert steer(client, hold=True).status_code == 200


def test_a_house_without_screens_says_how_to_name_one(keep: Handmade, tmp_path: Path) -> None:
    from cockpit.settings import read
    from cockpit.web.app import create_app

    settings = read({"COCKPIT_VAR": str(tmp_path), "COCKPIT_SCREENS": str(tmp_path / "none.toml")})
    assert "还没有屏幕" in create_app(settings, keep).server.test_client().get("/screens").text
