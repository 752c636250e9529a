"""`cockpit alerts`: a webhook hears of each alert once when it is raised, and once when it is over."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cockpit.cli import main
from cockpit.store.load_transaction import Load, replace
from tests import small

DIFFERS = "trust.total_differs:sharing.resources"


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        server.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(server.status)
        self.send_header("Content-Length", "0")
        if server.status == 302:
            self.send_header("Location", "http://169.254.169.254/latest")
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.heard, server.status = [], 204
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class House:
    def __init__(self, folder: Path, hook: Any) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'exchange.db'}"
        self.engine = small.fill(self.url)
        (folder / "sources.toml").write_text('[network]\nprivate = ["127.0.0.1"]\ntimeout_s = 1\n', "utf-8")
        self.env = {
            "COCKPIT_DATABASE": self.url,
            "COCKPIT_CITY": "small",
            "COCKPIT_VAR": str(folder / "var"),
            "COCKPIT_SOURCES": str(folder / "sources.toml"),
            "COCKPIT_ALERT_WEBHOOK": f"http://127.0.0.1:{hook.server_port}/alerts",
        }

    def look(self, **more: str) -> Result:
        return CliRunner().invoke(main, ["alerts"], env={**self.env, **more})


@pytest.fixture
def house(tmp_path: Path, hook: Any) -> House:
    return House(tmp_path, hook)


def names(message: dict[str, Any], what: str) -> set[str]:
    return {one["name"] for one in message[what]}


def test_what_is_raised_is_said_once_with_its_owner(house: House, hook: Any) -> None:
    first = house.look()
    assert first.exit_code == 0, first.output
    assert "待核对" in first.output and "raised, 0 cleared." in first.output
    (message,) = hook.heard
    assert DIFFERS in names(message, "raised") and message["cleared"] == []
    assert (message["city"], message["as_of"]) == ("small", "2020-09-21")
    differs = next(one for one in message["raised"] if one["name"] == DIFFERS)
    assert (differs["level"], differs["text"]["zh"]) == ("warn", "挂接资源总数与分项差1，待核对")
    assert differs["owner"] == {"zh": "局", "en": "Bureau"}
    assert house.look().exit_code == 0 and len(hook.heard) == 1


def test_what_is_over_is_said_once(house: House, hook: Any) -> None:
    house.look()
    agrees = {"day": small.day(21), "figure": "resources", "value": 12, "provenance": "measured"}
    replace(house.engine, Load("small", facts={"reported_daily": {small.day(21): [agrees]}}), at=small.NOW)
    house.look()
    assert names(hook.heard[-1], "cleared") == {DIFFERS} and hook.heard[-1]["raised"] == []
    house.look()
    assert len(hook.heard) == 2


def test_what_could_not_be_sent_is_sent_with_the_next_look(house: House, hook: Any) -> None:
    hook.status = 404
    refused = house.look()
    assert refused.exit_code == 1 and "answers 404" in refused.output
    hook.status = 200
    assert house.look().exit_code == 0
    assert names(hook.heard[-1], "raised") == names(hook.heard[0], "raised")


def test_a_webhook_that_leads_elsewhere_is_not_followed(house: House, hook: Any) -> None:
    hook.status = 302
    refused = house.look()
    assert refused.exit_code == 1 and "leads elsewhere" in refused.output


def test_a_webhook_is_only_where_the_network_is_allowed(house: House, hook: Any) -> None:
    (house.folder / "sources.toml").write_text("", "utf-8")
    refused = house.look()
    assert refused.exit_code == 1 and "is not allowed" in refused.output and hook.heard == []


def test_a_silent_database_is_an_alert_and_ends_no_other(house: House, hook: Any) -> None:
    house.look()
    place = house.folder / "exchange.db"
    place.rename(house.folder / "away.db")
    place.write_bytes(b"not a database" * 100)
    silent = house.look()
    assert silent.exit_code == 0, silent.output
    assert names(hook.heard[-1], "raised") == {"trust.database_silent"} and hook.heard[-1]["cleared"] == []
    place.unlink()
    (house.folder / "away.db").rename(place)
    house.look()
    assert names(hook.heard[-1], "cleared") == {"trust.database_silent"} and hook.heard[-1]["raised"] == []


def test_without_a_webhook_the_verb_only_says_what_stands(house: House, hook: Any) -> None:
    assert house.look(COCKPIT_ALERT_WEBHOOK="").exit_code == 0
    assert hook.heard == []
    (house.folder / "var" / "alerts.json").write_text("no json")
    assert house.look(COCKPIT_ALERT_WEBHOOK="").exit_code == 0
