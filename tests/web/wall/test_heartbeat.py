"""Every screen that lives is seen, however many there are, whoever invents names, and where nothing can be kept."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import resource
import time
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from cockpit.web.wall.heartbeat import LATE, Heartbeats
from cockpit.web.wall.remote_control import Command, RemoteControl
from cockpit.web.wall.shared_files import MOST, SharedFiles
from tests.web.living import Handmade, cockpit

SIGN = {"scene": "overview", "shown": "first", "state": "ok", "size": "1920x1080"}
OLD = 1_000_000_000


def pulse(client: FlaskClient, screen: str, **said: str) -> int:
    return client.get("/wall/pulse", query_string={"screen": screen, **SIGN, **said}).status_code


def alive(client: FlaskClient, screen: str) -> tuple[int, str]:
    answer = client.get(f"/wall/alive?screen={screen}")
    return answer.status_code, answer.text.strip()


def full(folder: Path, *, written: float) -> list[str]:
    """As many names as are kept, all written at that moment."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"n{number}" for number in range(MOST)]
    for name in names:
        (folder / f"{name}.json").write_text("{}")
        os.utime(folder / f"{name}.json", (written, written))
    return names


@pytest.mark.slow
def test_a_thousand_named_screens_are_all_seen_by_every_process(
    client: FlaskClient, keep: Handmade, tmp_path: Path
) -> None:
    names = [f"screen-{number}" for number in range(1_000)]
    assert {pulse(client, name) for name in names} == {200}
    other = cockpit(keep, tmp_path).server.test_client()
    for asked in (client, other):
        assert {alive(asked, name) for name in names} == {(200, "alive")}
    shown = other.get("/screens/states").get_json()["states"]
    assert sum("正常" in shown[name] for name in names) == 1_000


@pytest.mark.slow
def test_invented_names_push_out_the_oldest_that_is_silent_and_no_planned_one(tmp_path: Path) -> None:
    full(tmp_path, written=OLD + 50)
    os.utime(tmp_path / "n7.json", (OLD, OLD))
    files = SharedFiles(tmp_path, planned=["hall", "n7"], spared_s=LATE)
    os.utime(tmp_path / "n9.json", (OLD + 1, OLD + 1))
    assert files.write("hall", {"planned": True})  # beside them all
    assert files.write("first", {"number": 1})  # n7 is planned, so there was room
    assert len(files.names()) == MOST + 2
    assert files.writable("second") and len(files.names()) == MOST + 2  # to ask changes nothing
    assert files.write("second", {"number": 2})
    assert files.read("n9") is None and files.read("second") == {"number": 2}
    assert files.read("n7") is not None and files.read("hall") == {"planned": True}


@pytest.mark.slow
def test_invented_names_push_out_no_screen_that_lives(
    client: FlaskClient, keep: Handmade, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "screens" / "signs"
    names = full(folder, written=time.time())
    for _ in range(3):
        assert pulse(client, "attic") == 200 and pulse(client, "hall") == 200
        assert pulse(client, "cellar", scene="sharing") == 200 and pulse(client, "hall", scene="sharing") == 200
    assert len([one for one in caplog.records if "no other is kept" in one.message]) == 1
    assert not [one for one in caplog.records if "screens say" in one.message]
    assert {file.stem for file in folder.iterdir()} == {*names, "hall"}
    other = cockpit(keep, tmp_path).server.test_client()
    assert alive(other, "hall") == (200, "alive")
    assert alive(other, "attic") == (200, "unknown: signs of life cannot be kept")
    assert alive(other, "lobby") == (503, "never seen")  # it is planned: its sign would have been kept


def test_more_screens_than_one_process_remembers_are_seen_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in ("cockpit.web.wall.heartbeat.MOST", "cockpit.web.wall.shared_files.MOST"):
        monkeypatch.setattr(most, 20)
    signs = Heartbeats(tmp_path)
    for number in range(22):
        signs.note(f"n{number}", SIGN)
    assert len(signs._heard) == 20
    assert signs.of("n0") is not None and signs.of("n21") is not None


@pytest.mark.slow
def test_a_thousand_screens_are_steered_at_once(tmp_path: Path) -> None:
    hand = RemoteControl(tmp_path)
    for number in range(1_000):
        hand.steer(f"screen-{number}", Command(hold=True))
    assert all(hand.on(f"screen-{number}") for number in range(1_000))


def _on_a_full_disk(folder: str, told: Any) -> None:
    """No file may hold a byte, as where a disk is full; one process hears a screen, the other does not."""
    keep, place = Handmade(), Path(folder)
    one, other = (cockpit(keep, place).server.test_client() for _ in range(2))
    for name in ("seen", "hall"):
        pulse(one, name)
    _put_back(place, ["seen", "hall"])
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    for scene in ("sharing", "opening"):
        for name in ("seen", "fresh", "hall"):
            pulse(one, name, scene=scene)
    pulse(one, "stuck", state="hung")
    found = [alive(asked, name) for asked in (one, other) for name in ("seen", "fresh", "stuck", "silent", "hall")]
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    later = [alive(other, name) for name in ("silent", "hall")]
    pulse(one, "hall", scene="sharing")
    told.put((found, later, alive(other, "hall"), [line for line in lines if "screens say" in line]))


def _put_back(folder: Path, names: list[str]) -> None:
    """The files of these screens say what they said a minute ago."""
    for name in names:
        file = folder / "screens" / "signs" / f"{name}.json"
        said = json.loads(file.read_text())
        file.write_text(json.dumps({**said, "at": said["at"] - 60}))


@pytest.mark.slow
def test_on_a_full_disk_no_healthy_screen_is_silent_in_any_process(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    run = spawn.Process(target=_on_a_full_disk, args=(str(tmp_path), told))
    run.start()
    found, later, at_last, lines = told.get(timeout=60)
    run.join()
    unknown = (200, "unknown: signs of life cannot be kept")
    heard = [(200, "alive"), (200, "alive"), (503, "hung"), unknown, (200, "alive")]
    assert found == [*heard, *[unknown] * 5]
    assert later == [(503, "never seen"), (503, "no sign for 60 s")]
    assert at_last == (200, "alive")
    assert [line.split(" in ")[0] for line in lines] == [
        "what screens say cannot be kept",
        "what screens say can be kept",
    ]
    assert list((tmp_path / "screens" / "signs").glob("*.part")) == []


@pytest.mark.parametrize("folder", ["signs", "steered"])
def test_a_folder_that_is_none_restarts_nobody(client: FlaskClient, tmp_path: Path, folder: str) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / folder).write_text("not a folder")
    assert pulse(client, "hall") == 200
    assert alive(client, "hall") == (200, "alive")
    assert alive(client, "lobby")[0] == (200 if folder == "signs" else 503)
