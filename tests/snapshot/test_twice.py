"""The demonstration's weeks sealed twice, from two processes into two folders: equal in every byte.

One week here, COCKPIT_WEEKS=3 (make proof) takes three in a row.
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


def seal(url: str, folder: Path, *, var: Path, zone: str) -> dict[str, bytes]:
    elsewhere = {"COCKPIT_DATABASE": url, "COCKPIT_VAR": str(var), "TZ": zone, "PYTHONHASHSEED": str(len(zone))}
    for week in WEEKS:
        words = [sys.executable, "-m", "cockpit.cli", "snapshot", "seal", week, "--into", str(folder)]
        subprocess.run(words, cwd=ROOT, env={**os.environ, **elsewhere}, check=True, timeout=180, capture_output=True)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("2020-W*/*"))}


def test_weeks_in_a_row_are_the_same_twice(demo_url: str, tmp_path: Path) -> None:
    first = seal(demo_url, tmp_path / "first", var=tmp_path / "one", zone="Asia/Shanghai")
    second = seal(demo_url, tmp_path / "second", var=tmp_path / "two", zone="America/Lima")
    assert len(first) == 14 * len(WEEKS)
    assert {name: second.get(name) == content for name, content in first.items()} == dict.fromkeys(first, True)
