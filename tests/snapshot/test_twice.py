"""The demonstration's weeks sealed twice, from two processes into two folders: equal in every byte.

One week of one database here. `make proof` takes three in a row (COCKPIT_WEEKS=3) and two clean checkouts of what is
committed (COCKPIT_CHECKOUTS=1), each of which makes a demonstration of its own first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.settings import ROOT

pytestmark = [pytest.mark.demo, pytest.mark.slow, pytest.mark.browser]
WEEKS = ("2020-W37", "2020-W38", "2020-W39")[-int(os.environ.get("COCKPIT_WEEKS", "1")) :]
CLEAN = os.environ.get("COCKPIT_CHECKOUTS") == "1"


def seal(place: Path, folder: Path, *, given: dict[str, str], zone: str) -> dict[str, bytes]:
    elsewhere = {**os.environ, **given, "TZ": zone, "PYTHONHASHSEED": str(len(zone)), "PYTHONPATH": str(place)}

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "cockpit.cli", *words]
        return subprocess.run(
            command, cwd=place, env=elsewhere, check=True, timeout=400, capture_output=True, text=True
        ).stdout

    if CLEAN:
        assert str(place) in run("demo")  # its own code makes its own database
    for week in WEEKS:
        run("snapshot", "seal", week, "--into", str(folder))
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("2020-W*/*"))}


def checkout(place: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)], check=True, timeout=120)
    assert not (place / "var").exists()
    return place


def test_weeks_in_a_row_are_the_same_twice(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made = []
    for name, zone in (("one", "Asia/Shanghai"), ("the other one", "America/Lima")):
        if CLEAN:
            place = checkout(tmp_path / name / "cockpit")
            given = {"COCKPIT_VAR": str(place / "var")}
        else:
            place, given = ROOT, {"COCKPIT_DATABASE": request.getfixturevalue("demo_url")}
            given["COCKPIT_VAR"] = str(tmp_path / name / "var")
        made.append(seal(place, tmp_path / name / "sealed", given=given, zone=zone))
    first, second = made
    assert len(first) == 14 * len(WEEKS)
    assert {name: second.get(name) == content for name, content in first.items()} == dict.fromkeys(first, True)
