"""The demonstration's weeks made twice, in two processes that differ: equal in every byte.

Here the boards of one week, of which every file is made (test_files.py makes those twice). `make proof` seals three
weeks in a row with all their files (COCKPIT_WEEKS=3) in two clean checkouts of what is committed (COCKPIT_CHECKOUTS=1),
each of which makes a demonstration of its own first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.settings import ROOT

WEEKS = ("2020-W37", "2020-W38", "2020-W39")[-int(os.environ.get("COCKPIT_WEEKS", "1")) :]
CLEAN = os.environ.get("COCKPIT_CHECKOUTS") == "1"
pytestmark = [pytest.mark.demo, pytest.mark.slow]
ZONES = {"one": "Asia/Shanghai", "the other one": "America/Lima"}
EDIT = """
import sys
from datetime import date
from pathlib import Path
from cockpit.calendar import Week
from cockpit.settings import read
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition_builder import edit
from cockpit.web.preflight import keep
ask, root = keep(read()).week, Path(sys.argv[1])
made = edit(Week(2020, 39), Archive(root), newest=date(2020, 9, 30), ask=ask, var=root)
sys.stdout.buffer.write(made.to_bytes())
"""


def run(place: Path, *words: str, given: dict[str, str], zone: str) -> bytes:
    elsewhere = {**os.environ, **given, "TZ": zone, "PYTHONHASHSEED": str(len(zone)), "PYTHONPATH": str(place)}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=place, env=elsewhere, check=True, timeout=400, capture_output=True).stdout


def test_the_boards_of_a_week_are_the_same_twice(demo_url: str, tmp_path: Path) -> None:
    made = [
        run(ROOT, "-c", EDIT, str(tmp_path), given={"COCKPIT_DATABASE": demo_url}, zone=zone) for zone in ZONES.values()
    ]
    assert len(made[0]) > 500_000 and made[0] == made[1]


@pytest.mark.browser
@pytest.mark.skipif(not CLEAN, reason="seven minutes: make proof (COCKPIT_CHECKOUTS=1)")
def test_weeks_in_a_row_are_the_same_from_two_clean_checkouts(tmp_path: Path) -> None:
    first, second = (seal(checkout(tmp_path / name / "cockpit"), zone=zone) for name, zone in ZONES.items())
    assert len(first) == 14 * len(WEEKS)
    assert {name: second.get(name) == content for name, content in first.items()} == dict.fromkeys(first, True)


def seal(place: Path, *, zone: str) -> dict[str, bytes]:
    given, folder = {"COCKPIT_VAR": str(place / "var")}, place.parent / "sealed"
    verb = ("-m", "cockpit.cli")
    assert str(place) in run(place, *verb, "demo", given=given, zone=zone).decode()  # its own code, its own database
    for week in WEEKS:
        run(place, *verb, "snapshot", "seal", week, "--into", str(folder), given=given, zone=zone)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("2020-W*/*"))}


def checkout(place: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)], check=True, timeout=120)
    assert not (place / "var").exists()
    return place
