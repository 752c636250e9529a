"""A worker that has just begun looks at the wall itself, so that its first visitor waits for nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import brotli
import pytest

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.web import wall_warm_up
from tests.web.living import Handmade, cockpit

pytestmark = pytest.mark.slow


def ended() -> Event:
    over = Event()
    over.set()
    return over


class Counting(Handmade):
    def board(self, scope: Scope) -> Board:
        self.built = getattr(self, "built", 0) + 1
        return super().board(scope)


def test_the_first_visitor_finds_every_file_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = Counting()
    server = cockpit(keep, tmp_path).server
    wall_warm_up.begin(server, ended=ended()).join(60)
    assert keep.built == 3  # of the wall, of the desk, and for what is looked up ahead
    packed: list[int] = []
    monkeypatch.setattr(brotli, "compress", lambda content, quality: packed.append(quality) or b"packed")
    client = server.test_client()
    files = [file for page in wall_warm_up.PAGES for file in wall_warm_up.ASSET.findall(client.get(page).text)]
    assert {name.partition("?")[0].rpartition("/")[2] for name in files} >= {
        "wall.css",
        "fonts.css",
        "wall-stage.js",
        "wall-watchdog.js",
        "sheets-desktop.css",
        "all-and-dash-renderer.js",
    }
    for file in files:
        assert client.get(file, headers={"Accept-Encoding": "br"}, buffered=True).status_code == 200
    assert packed == []


def test_a_wall_behind_a_token_is_looked_at_with_it(tmp_path: Path) -> None:
    server = cockpit(Handmade(), tmp_path, COCKPIT_KIOSK_TOKENS="one-token-of-24-letters-x").server
    assert not [file for file in wall_warm_up.look(server) if "wall" in file]
    assert len(wall_warm_up.look(server, token="one-token-of-24-letters-x")) > 8


def test_a_silent_database_is_no_failure_of_the_start(tmp_path: Path) -> None:
    keep = Handmade()
    keep.never = True
    assert wall_warm_up.look(cockpit(keep, tmp_path).server) == []
