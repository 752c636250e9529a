"""A run that is killed, whenever that is, leaves all of a week or nothing of it; the next run then seals it.

Four kills here, COCKPIT_SEAL_KILLS=100 (make proof) takes more. Half of them meet the writing, which is slowed down for
it, half of them any moment of a whole run with its browser.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cockpit.settings import ROOT
from cockpit.snapshot import seal as sealing
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.verification import verify
from tests.snapshot.conftest import Pressed
from tests.snapshot.whole import WEEK

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KILLS = int(os.environ.get("COCKPIT_SEAL_KILLS", "4"))
BEGINS_S = 1.5
"""What a process takes before it makes anything."""
CHEAP = ("data_xlsx", "report_html")


def left(folder: Path) -> set[str]:
    """What a reader sees; a name with a point is what the next run sweeps away."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.exists() else set()


def _slowly(content: bytes, folder: str) -> None:
    write = sealing._write

    def slow(path: Path, written: bytes) -> None:
        write(path, written)
        time.sleep(0.05)

    sealing._write = slow
    sealing.seal(Edition.from_bytes(content, week=WEEK), Path(folder), formats=CHEAP)


@pytest.mark.parametrize("at", range(KILLS - KILLS // 2))
def test_killed_while_it_writes(edition: Edition, tmp_path: Path, at: int) -> None:
    run = multiprocessing.get_context("spawn").Process(target=_slowly, args=(edition.to_bytes(), str(tmp_path)))
    run.start()
    patience = time.monotonic() + 60
    while not list(tmp_path.glob(".2020*")) and time.monotonic() < patience and run.is_alive():
        time.sleep(0.002)
    time.sleep(0.3 * at / max(KILLS // 2, 1))
    run.kill()
    run.join()
    assert left(tmp_path) <= {"2020-W39"}
    if left(tmp_path):
        assert verify(tmp_path / "2020-W39").intact
    assert sealing.seal(edition, tmp_path, formats=CHEAP).folder.is_dir()
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "2020-W39"}


def whole_run(board: Path, folder: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "cockpit.cli", "snapshot", "seal", "2020-W39", "--from", str(board), "--into"]
    return subprocess.Popen([*words, str(folder)], cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def board(whole_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("given") / "board.json"
    file.write_bytes(whole_edition.to_bytes())
    return file


@pytest.mark.parametrize("at", range(KILLS // 2))
def test_killed_at_any_moment_of_a_whole_run(board: Path, pressed: Pressed, tmp_path: Path, at: int) -> None:
    run = whole_run(board, tmp_path)
    time.sleep((BEGINS_S + pressed.seconds) * (at + 1) / (KILLS // 2 + 1))
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert left(tmp_path) <= {"2020-W39"}
    if left(tmp_path):
        assert verify(tmp_path / "2020-W39").intact
