"""Where a token is set, the wall and what it asks for need it; the desk does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.errors import SettingWrong
from cockpit.settings import read
from cockpit.web.app import create_app
from tests.web.living import Handmade

pytestmark = pytest.mark.slow

TOKEN, OTHER = "correct-horse-battery", "a-second-token-for-the-change"
WALL = ("/wall", "/wall/sharing", "/wall/pulse", "/wall/alive?screen=hall")


@pytest.fixture
def barred(keep: Handmade, tmp_path: Path) -> FlaskClient:
    settings = read({"COCKPIT_VAR": str(tmp_path), "COCKPIT_KIOSK_TOKENS": f"{TOKEN}, {OTHER}"})
    return create_app(settings, keep).server.test_client()


@pytest.mark.parametrize("path", WALL)
def test_without_a_token_the_wall_is_a_401_in_words(barred: FlaskClient, path: str) -> None:
    answer = barred.get(path)
    assert answer.status_code == 401 and "data-metric" not in answer.text and TOKEN not in answer.text
    assert barred.get(path, headers={"X-Cockpit-Token": "wrong"}).status_code == 401
    assert barred.get(path, headers={"Authorization": f"Basic {TOKEN}"}).status_code == 401


def test_pieces_need_it_too(barred: FlaskClient) -> None:
    assert barred.post("/wall/pieces", json={}).status_code == 401
    assert barred.post("/wall/pieces", json={}, headers={"X-Cockpit-Token": TOKEN}).status_code == 200


@pytest.mark.parametrize("token", [TOKEN, OTHER])
def test_a_header_opens_the_wall(barred: FlaskClient, token: str) -> None:
    assert barred.get("/wall", headers={"X-Cockpit-Token": token}).status_code == 200
    assert barred.get("/wall/pulse", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_token_in_the_address_becomes_a_cookie_and_leaves_the_address(barred: FlaskClient) -> None:
    answer = barred.get(f"/wall/sharing?screen=hall&token={TOKEN}&lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/wall/sharing?screen=hall&lang=en")
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/wall")) and TOKEN not in cookie
    assert barred.get("/wall").status_code == 200
    assert barred.get("/wall/pulse").status_code == 200


def test_a_wrong_token_in_the_address_is_refused_even_with_a_cookie(barred: FlaskClient) -> None:
    barred.get(f"/wall?token={TOKEN}")
    assert barred.get("/wall?token=wrong").status_code == 401


def test_the_desk_the_api_and_health_need_none(barred: FlaskClient) -> None:
    for path in ("/desk", "/screens", "/api/v1/board", "/healthz"):
        assert barred.get(path).status_code == 200, path


def test_where_none_is_set_a_token_is_just_taken_out_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/wall?token=whatever")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/wall")
    assert "Set-Cookie" not in answer.headers


def test_a_token_that_can_be_guessed_is_refused_at_the_start() -> None:
    with pytest.raises(SettingWrong, match="openssl rand"):
        read({"COCKPIT_KIOSK_TOKENS": "1234"})
