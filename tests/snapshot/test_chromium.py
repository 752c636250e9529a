"""The printer fails in one line, whatever fails, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from cockpit.errors import SnapshotRefused
from cockpit.snapshot import chromium
from cockpit.snapshot.chromium import printing

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of this test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_prints_what_it_is_given_and_its_folder_goes(place: Path) -> None:
    with printing() as printer:
        assert printer.version and printer.version.startswith("Chrom")
        assert printer.pdf("<h1>一</h1>").startswith(b"%PDF-")
        tall = printer.picture("<p style='height:3000px'>二", width=100, height=None, scale=2)
        assert int.from_bytes(tall[16:20]) == 200 and int.from_bytes(tall[20:24]) > 6000
        assert len(list(place.iterdir())) == 1
    assert list(place.iterdir()) == []


def test_a_page_reaches_no_network_and_runs_no_script_that_it_did_not_name() -> None:
    asks = "<img src='http://127.0.0.1:9/x.png' onerror=\"document.title='no'\"><p>三</p>"
    with printing() as printer:
        assert printer.picture(asks, width=50, height=50) == printer.picture(asks, width=50, height=50)


def test_what_the_browser_refuses_or_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with printing() as printer:
        with pytest.raises(SnapshotRefused, match=r"Chromium refused Emulation\.setDeviceMetricsOverride"):
            printer.picture("", width=-1, height=1)
        monkeypatch.setattr(chromium, "PATIENCE_S", 0.001)
        with pytest.raises(SnapshotRefused, match="did not answer"):
            printer.pdf("<p>四</p>")


def test_a_folder_that_cannot_be_made_or_filled_is_one_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with printing() as printer:
        next(place.glob("cockpit-print-*")).joinpath("document.html").mkdir()
        with pytest.raises(SnapshotRefused, match="could not be printed: Is a directory"):
            printer.pdf("")
    monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))
    with pytest.raises(SnapshotRefused, match="could not be written: No such file"), printing():
        pass


def test_what_a_killed_run_left_is_swept_away_after_an_hour(place: Path) -> None:
    old, young = place / "cockpit-print-old", place / "cockpit-print-young"
    for folder in (old, young):
        folder.mkdir()
    os.utime(old, (time.time() - 3700,) * 2)
    with printing():
        pass
    assert [path.name for path in place.iterdir()] == ["cockpit-print-young"]


def test_without_its_packages_one_line_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "choreographer", None)
    with pytest.raises(SnapshotRefused, match=r"pip install -e '\.\[weekly\]'"), printing():
        pass


def end(processes: Iterable[psutil.Process]) -> None:
    for one in processes:
        with suppress(psutil.NoSuchProcess):  # it went with another
            one.kill()


def test_a_browser_that_ends_while_it_prints_is_one_line() -> None:
    others = set(psutil.Process().children(recursive=True))  # such as the browser of other tests
    with printing() as printer:
        assert isinstance(printer, chromium.ChromiumPrinter)
        mine = [one for one in psutil.Process().children(recursive=True) if "chrom" in one.name() and one not in others]
        assert mine

        async def ends() -> bytes:
            asking = asyncio.ensure_future(printer._print("<h1>一</h1>", {}))
            await asyncio.sleep(0.02)
            end(mine)
            return await asking

        with pytest.raises(SnapshotRefused, match=r"Chromium (ended while it printed|did not answer any more)\."):
            printer._run(ends())


def test_a_browser_that_ended_after_it_printed_does_not_keep_the_week_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "CLOSES_S", 1)
    others = set(psutil.Process().children(recursive=True))
    with printing() as printer:
        assert isinstance(printer, chromium.ChromiumPrinter)
        assert printer.pdf("<h1>一</h1>").startswith(b"%PDF")
        end(set(psutil.Process().children(recursive=True)) - others)
