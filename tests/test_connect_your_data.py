"""The page that takes a bureau from nothing to its own numbers: every command in it is run, in its order."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow
PAGE = ROOT / "docs" / "connect-your-data.md"


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """What each block printed, by its first line."""
    folder = tmp_path_factory.mktemp("bureau")
    shutil.copytree(ROOT / "data" / "sample", folder / "data" / "sample")
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    script = "".join(f"echo '== {number}'\n{block}" for number, block in enumerate(blocks))
    script = script.replace("python -m", f"'{sys.executable}' -m")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    said = dict(re.findall(r"== (\d+)\n(.*?)(?=== \d|\Z)", done.stdout, flags=re.DOTALL))
    return folder, [said[str(number)] for number in range(len(blocks))]


def test_every_command_of_the_page_works_in_its_order(walked):
    folder, said = walked
    assert "4 sources are in order: platform, portal, video, libraries" in said[1]
    assert "platform: 599 accepted, 0 repeated, 1 refused" in said[2]
    assert "portal: 40 accepted" in said[2]
    assert "platform: 0 accepted, 599 repeated, 1 refused, 0 left out, 600 in the source; 0 days" in said[3]
    assert re.search(
        r"platform +current +2020-09-30 \S+ +2020-09-30 18:00 +600 +0 +599 +1 +0 +1 +2020-10-01 18:00", said[3]
    )
    assert "line 102: the unit '未登记单位' is unknown." in said[4]
    assert "platform: 1 accepted, 0 repeated, 0 refused" in said[5]
    assert "0 rows are in quarantine." in said[5]
    assert (folder / "connect" / "library_daily.xlsx").stat().st_size > 5_000


def test_the_board_has_the_numbers_of_the_sample(walked):
    board = json.loads(walked[1][-1])
    metrics = board["metrics"]
    assert metrics["opening.datasets"]["value"] == 40
    assert metrics["volumes.records"]["value"] == 12_500
    log = (walked[0] / "connect" / "exchange" / "2020-09-30.csv").read_text(encoding="utf-8").splitlines()[1:]
    week = [line for line in log if line.split(",")[1] >= "2020-09-23T16"]  # from midnight of the 24th in Shanghai
    assert metrics["sharing.exchanges"]["value"] == len(week) > 400
    assert metrics["meetings.held"]["value"] == 1
    assert metrics["sharing.exchanges"]["provenance"] == "demo"
    assert metrics["meetings.endpoints"]["value"] is None
